// @ts-check
/**
 * What every style may ask: the reader's language, what is chosen, the icons. One object lives as long as the map.
 *
 * @typedef {{language: string, selected: {layer: string, id: string} | null, shapes: Map<string, string>}} StyleContext
 * @typedef {import('ol/style/Style.js').StyleFunction} StyleFunction
 * @typedef {(layer: import('../config.js').LayerConfig, context: StyleContext) => StyleFunction} StyleMaker
 */

/**
 * @param {Record<string, any>} properties
 * @param {string} language
 * @returns {string} the name in the language, else in Finnish, else whatever name there is
 */
export function nameIn(properties, language) {
  return properties[`name_${language}`] || properties.name_fi || properties.name || properties.title || '';
}

/**
 * @param {import('../config.js').LayerConfig} layer
 * @param {StyleContext} context
 * @param {Record<string, any>} properties
 */
export function isSelected(layer, context, properties) {
  return context.selected?.layer === layer.key && context.selected.id === String(properties[layer.idProperty]);
}

/**
 * A shape cut by tiles would get its name in each tile. So names come from points in the tile's "<layer>_labels", one a
 * shape; whole shapes from GeoJSON carry their own.
 * @param {import('../config.js').LayerConfig} layer
 * @param {Record<string, any>} properties
 */
export function carriesName(layer, properties) {
  return layer.kind === 'geojson' || String(properties.layer ?? '').endsWith('_labels');
}

/**
 * Styles are made once per look, not once per feature.
 * @template T
 * @returns {(key: string, make: () => T) => T}
 */
export function memo() {
  /** @type {Map<string, T>} */
  const made = new Map();
  return (key, make) => {
    const found = made.get(key);
    if (found !== undefined) return found;
    const fresh = make();
    made.set(key, fresh);
    return fresh;
  };
}
