// @ts-check
/** One layer in the panel: its switch, its place among the others, its strength, scale and legend. */
import {el, icon} from '../lib/dom.js';
import {_} from '../lib/i18n.js';
import {scaleOf} from './layer-scale.js';
import {buildLegend} from './legend.js';

/**
 * @param {import('./config.js').LayerConfig} layer
 * @param {{show: (key: string, isVisible: boolean) => void, fade: (key: string, opacity: number) => void, move: (key: string, step: number) => void}} actions
 */
export function buildEntry(layer, {show, fade, move}) {
  const legend = buildLegend(layer);
  const slider = layer.adjustable ? strength(layer, fade) : null;
  const below = el('div', {class: 'map-layers__below', hidden: !layer.visible}, slider, legend);
  const scale = el('p', {class: 'map-layers__scale', hidden: true});
  const box = el('input', {
    type: 'checkbox',
    checked: layer.visible,
    onchange: () => {
      show(layer.key, box.checked);
      below.hidden = !box.checked;
    },
  });
  const up = mover('arrow-up', _('Move %(layer)s up', {layer: layer.label}), () => move(layer.key, -1));
  const down = mover('arrow-down', _('Move %(layer)s down', {layer: layer.label}), () => move(layer.key, 1));
  const element = el(
    'li',
    {class: 'map-layers__entry', 'data-layer': layer.key},
    el(
      'div',
      {class: 'map-layers__head'},
      el('label', {}, box, el('span', {}, layer.label)),
      el('span', {class: 'map-layers__movers'}, up, down),
    ),
    scale,
    layer.note ? el('p', {class: 'map-layers__note'}, icon('triangle-alert'), layer.note) : null,
    slider || legend ? below : null,
  );
  return {
    element,
    /** @param {number} index from the top @param {number} count of those that can be moved; what lies under them stays there */
    at: (index, count) => {
      up.disabled = index === 0;
      down.disabled = index === count - 1;
      up.parentElement?.toggleAttribute('hidden', count < 2 || index >= count);
    },
    /** Back to the button that was pressed, or to its pair at the end of the list. @param {number} step */
    focus: (step) => {
      const [wanted, other] = step < 0 ? [up, down] : [down, up];
      (wanted.disabled ? other : wanted).focus();
    },
    /** @param {number} zoom */
    zoomed: (zoom) => {
      const where = scaleOf(layer, zoom);
      scale.hidden = where === 'within';
      const words = where === 'above' ? _('Shows when you zoom out') : _('Shows when you zoom in');
      if (scale.textContent !== words) scale.textContent = words;
    },
  };
}

/** @param {string} name @param {string} label @param {() => void} onclick */
function mover(name, label, onclick) {
  return el('button', {type: 'button', class: 'map-button', 'aria-label': label, title: label, onclick}, icon(name));
}

/** @param {import('./config.js').LayerConfig} layer @param {(key: string, opacity: number) => void} fade */
function strength(layer, fade) {
  return el(
    'label',
    {class: 'map-layers__fade'},
    el('span', {}, _('Strength')),
    el('input', {
      type: 'range',
      min: 10,
      max: 100,
      step: 10,
      value: Math.round(layer.opacity * 100),
      oninput: (event) => fade(layer.key, Number(event.target.value) / 100),
    }),
  );
}
