// @ts-check
/** What lies on the map: layers to show and hide, with their legends. */
import {el, icon} from '../lib/dom.js';
import {_} from '../lib/i18n.js';

const SVG = 'http://www.w3.org/2000/svg';

/** @param {{token?: string, fill?: string}} look @returns {HTMLElement} */
function swatch({token, fill}) {
  const box = el('span', {class: `swatch${token ? ` swatch--${token}` : ''}`});
  if (fill) {
    const svg = document.createElementNS(SVG, 'svg');
    svg.setAttribute('viewBox', '0 0 24 16');
    svg.setAttribute('preserveAspectRatio', 'none');
    const rect = document.createElementNS(SVG, 'rect');
    for (const [name, value] of Object.entries({width: '24', height: '16', fill})) rect.setAttribute(name, value);
    svg.append(rect);
    box.append(svg);
  }
  return box;
}

/**
 * The key to a layer's classes; also for pages that show it beside the map.
 * @param {import('./config.js').LayerConfig} layer
 * @returns {HTMLElement | null}
 */
export function buildLegend(layer) {
  if (layer.style === 'heat') {
    const steps = ['heat-1', 'heat-2', 'heat-3', 'heat-4', 'heat-5'].map((token) =>
      el('span', {class: `swatch swatch--${token}`}),
    );
    return el('p', {class: 'legend legend--ramp'}, el('span', {}, _('few')), ...steps, el('span', {}, _('many')));
  }
  if (layer.legend)
    return el('img', {class: 'legend legend--picture', src: layer.legend, alt: _('Legend'), loading: 'lazy'});
  if (!layer.classes.length) return null;
  const entries = layer.classes.map((entry) =>
    el('li', {}, swatch(entry), entry.value ? `${entry.value} ${entry.label}` : entry.label),
  );
  if (layer.style === 'choropleth') {
    entries.push(
      el('li', {}, swatch({token: 'uncertain'}), _('uncertain, few people')),
      el('li', {}, swatch({token: 'suppressed'}), _('not published')),
    );
  }
  return el('ul', {class: 'legend'}, ...entries);
}

/**
 * @param {import('./config.js').LayerConfig[]} layers those with a label can be switched
 * @param {{show: (key: string, isVisible: boolean) => void, fade: (key: string, opacity: number) => void}} actions
 * @returns {HTMLElement | null}
 */
export function buildLayerPanel(layers, {show, fade}) {
  const offered = layers.filter(({label}) => label);
  if (!offered.length) return null;
  return el(
    'details',
    {class: 'map-layers menu'},
    el(
      'summary',
      {class: 'map-button', 'aria-label': _('Layers and legend'), title: _('Layers and legend')},
      icon('layers'),
    ),
    el(
      'div',
      {class: 'map-layers__panel'},
      el('p', {class: 'legend__title'}, _('On the map')),
      ...offered.map((layer) => entry(layer, show, fade)),
    ),
  );
}

/** @param {import('./config.js').LayerConfig} layer @param {(key: string, isVisible: boolean) => void} show @param {(key: string, opacity: number) => void} fade */
function entry(layer, show, fade) {
  const legend = buildLegend(layer);
  const slider = layer.adjustable
    ? el(
        'label',
        {class: 'map-layers__fade'},
        el('span', {}, _('Strength')),
        el('input', {
          type: 'range',
          min: 10,
          max: 100,
          step: 10,
          value: layer.opacity * 100,
          oninput: (event) => fade(layer.key, Number(event.target.value) / 100),
        }),
      )
    : null;
  const below = el('div', {class: 'map-layers__below', hidden: !layer.visible}, slider, legend);
  const box = el('input', {
    type: 'checkbox',
    checked: layer.visible,
    onchange: () => {
      show(layer.key, box.checked);
      below.hidden = !box.checked;
    },
  });
  return el(
    'div',
    {class: 'map-layers__entry', 'data-layer': layer.key},
    el('label', {}, box, el('span', {}, layer.label)),
    layer.note ? el('p', {class: 'map-layers__note'}, icon('triangle-alert'), layer.note) : null,
    slider || legend ? below : null,
  );
}
