// @ts-check
/** What lies under a click, in words that a page can use. */

/**
 * @typedef {{layer: string, id: string, properties: Record<string, any>, lonlat: [number, number]}} Hit
 */

const TOUCH_TOLERANCE_PX = 10;
const MOUSE_TOLERANCE_PX = 4;

/**
 * @param {import('ol/Map.js').default} map
 * @param {import('./layers.js').MapLayer[]} layers
 * @param {number[]} pixel
 * @param {(coordinate: number[]) => [number, number]} toLonlat
 * @param {boolean} isTouch
 * @returns {Hit[]} topmost first
 */
export function hitsAt(map, layers, pixel, toLonlat, isTouch) {
  const byLayer = new Map(layers.filter(({config}) => config.selectable).map((entry) => [entry.layer, entry.config]));
  /** @type {Hit[]} */
  const hits = [];
  map.forEachFeatureAtPixel(
    pixel,
    (feature, layer) => {
      const config = byLayer.get(/** @type {any} */ (layer));
      if (!config) return;
      const {geometry: _geometry, ...properties} = feature.getProperties();
      const middle =
        Number(properties.count ?? 1) > 1
          ? /** @type {any} */ (feature).getFlatCoordinates().slice(0, 2)
          : map.getCoordinateFromPixel(pixel);
      hits.push({
        layer: config.key,
        id: String(properties[config.idProperty] ?? ''),
        properties,
        lonlat: toLonlat(middle),
      });
    },
    {
      hitTolerance: isTouch ? TOUCH_TOLERANCE_PX : MOUSE_TOLERANCE_PX,
      layerFilter: (layer) => byLayer.has(/** @type {any} */ (layer)),
    },
  );
  return hits;
}

/** @param {Hit} hit */
export function isCluster(hit) {
  return Number(hit.properties.count ?? 1) > 1;
}
