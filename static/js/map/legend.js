// @ts-check
/** The key to a layer's colours, in the panel and beside the map. */
import {el} from '../lib/dom.js';
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
