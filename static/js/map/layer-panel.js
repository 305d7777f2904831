// @ts-check
/** What lies on the map: layers to show and hide, topmost first, with their legends. */
import {announce} from '../components/live.js';
import {el, icon} from '../lib/dom.js';
import {_} from '../lib/i18n.js';
import {buildEntry} from './layer-entry.js';
import {isGround} from './layer-state.js';

/**
 * @typedef {{show: (key: string, isVisible: boolean) => void, fade: (key: string, opacity: number) => void,
 *   move: (key: string, step: number) => string[]}} LayerActions `move` answers with the new order, topmost first
 * @typedef {{element: HTMLElement, zoomed: (zoom: number) => void}} LayerPanel
 */

/**
 * @param {import('./config.js').LayerConfig[]} layers those to be switched, topmost first
 * @param {LayerActions} actions
 * @returns {LayerPanel | null} null where there is nothing to switch
 */
export function buildLayerPanel(layers, actions) {
  if (!layers.length) return null;
  const list = el('ol', {class: 'map-layers__list'});
  const move = (/** @type {string} */ key, /** @type {number} */ step) => {
    const order = actions.move(key, step);
    const label = layers.find((layer) => layer.key === key)?.label ?? '';
    arrange(order);
    announce(
      _('%(layer)s is now %(place)s of %(count)s from the top.', {
        layer: label,
        place: order.indexOf(key) + 1,
        count: movable,
      }),
    );
    entries.get(key)?.focus(step);
  };
  const entries = new Map(layers.map((layer) => [layer.key, buildEntry(layer, {...actions, move})]));
  const movable = layers.filter((layer) => !isGround(layer)).length;
  const arrange = (/** @type {string[]} */ order) => {
    order.forEach((key, index) => {
      const entry = entries.get(key);
      if (!entry) return;
      entry.at(index, movable);
      list.append(entry.element);
    });
  };
  arrange(layers.map(({key}) => key));
  const element = el(
    'details',
    {class: 'map-layers menu'},
    el(
      'summary',
      {class: 'map-button', 'aria-label': _('Layers and legend'), title: _('Layers and legend')},
      icon('layers'),
    ),
    el('div', {class: 'map-layers__panel'}, el('p', {class: 'legend__title'}, _('On the map')), list),
  );
  return {element, zoomed: (zoom) => entries.forEach((entry) => entry.zoomed(zoom))};
}
