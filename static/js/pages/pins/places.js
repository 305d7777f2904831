// @ts-check
/** What lies under a click in the municipality's own layers, one below another, each with the way to its page. */
import {el} from '../../lib/dom.js';
import {nameIn} from '../../map/styles/context.js';

/**
 * @param {{layer: string, id: string, properties: Record<string, any>}[]} hits topmost first
 * @param {import('../../map/aluekartta-map.js').AluekarttaMap} map
 * @returns {HTMLElement | null} null where no layer of the catalogue was hit
 */
export function placesOf(hits, map) {
  const language = document.documentElement.lang || 'fi';
  /** @type {Map<string, HTMLElement>} */
  const items = new Map();
  for (const {layer, id, properties} of hits) {
    const config = map.layer(layer)?.config;
    if (config?.style !== 'catalogue' || !id) continue;
    const href = `/layers/${encodeURIComponent(layer)}/${encodeURIComponent(id)}`;
    const name = nameIn(properties, language) || properties.code || config.label;
    const link = el('a', {href, class: 'item__link'}, name);
    const item = el(
      'li',
      {class: 'item'},
      el('h3', {class: 'item__title'}, link),
      el('p', {class: 'item__meta'}, config.label),
    );
    items.set(href, item);
  }
  return items.size ? el('ul', {class: 'items'}, ...items.values()) : null;
}
