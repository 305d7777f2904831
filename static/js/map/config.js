// @ts-check
/**
 * What a page tells the map. Reading it here, once, gives every other module complete values.
 *
 * @typedef {{name: string, minx: number, miny: number, maxx: number, maxy: number, tileSize: number, maxZoom: number}} Matrix
 * @typedef {{code: string, proj4: string, matrix: Matrix}} MapCrs
 * @typedef {{text: string, url?: string}} Source
 * @typedef {{min: number | null, max: number | null, label: string, token: string}} NumberClass
 * @typedef {{value: string, label: string, fill: string, outline?: string, pattern?: string}} ValueClass
 * @typedef {{label: string, token: string, of?: string, min?: number | null, max?: number | null, rest?: 'other' | 'none'}} CatalogueClass a value, a range, or what is in no other
 * @typedef {{key: string, label: string, icon: string, colour: string}} Theme
 * @typedef {{
 *   key: string, kind: 'mvt' | 'geojson' | 'heat' | 'image', style: string, url: string | null, data: object | null, label: string, visible: boolean, opacity: number,
 *   minZoom: number, maxZoom: number, maxTileZoom: number | null, attribution: Source[], idProperty: string, selectable: boolean, adjustable: boolean, ended: boolean, dots: boolean,
 *   themes: Theme[], classes: any[], property: string, radius: number, colour: string | null,
 *   info: string | null, legend: string | null, note: string
 * }} LayerConfig
 * @typedef {{type: 'Polygon' | 'MultiPolygon' | 'LineString', maxCorners: number, pick: boolean, snap: string | null, isSimple: boolean}} DrawConfig `isSimple` offers no holes, `pick` offers to choose areas on the map, `snap` is where borders to follow come from
 * @typedef {'view' | 'place' | 'draw'} MapMode
 * @typedef {{
 *   crs: MapCrs, view: {lonlat: [number, number] | null, zoom: number, bounds: number[] | null, limit: number[] | null, minZoom: number, maxZoom: number},
 *   layers: LayerConfig[], mode: MapMode, draw: DrawConfig, label: string, permalink: boolean, locate: boolean, here: boolean
 * }} MapConfig `here`: whether a click and a button tell what all shown layers have at a place
 */

const ID_PROPERTY = /** @type {Record<string, string>} */ ({
  areas: 'slug',
  proposals: 'slug',
  walks: 'slug',
  pins: 'reference',
});
const UNSELECTABLE = new Set(['backdrop', 'basemap', 'image', 'heat', 'contours']);

/**
 * @param {any} raw
 * @returns {LayerConfig}
 */
function completeLayer(raw) {
  if (!raw.key || !raw.kind) throw new TypeError('A map layer needs a key and a kind');
  const style = raw.style ?? raw.key;
  return {
    url: null,
    data: null,
    label: '',
    visible: true,
    opacity: 1,
    minZoom: 0,
    maxZoom: 99,
    maxTileZoom: null,
    themes: [],
    classes: [],
    property: 'value',
    radius: 500,
    colour: null,
    info: null,
    legend: null,
    note: '',
    ended: false,
    dots: false,
    selectable: !UNSELECTABLE.has(style),
    adjustable: false,
    ...raw,
    style,
    idProperty: raw.idProperty ?? ID_PROPERTY[style] ?? 'id',
    attribution: typeof raw.attribution === 'string' ? [{text: raw.attribution}] : (raw.attribution ?? []),
  };
}

/**
 * @param {any} raw as written in the page
 * @returns {MapConfig}
 * @throws {TypeError} when what cannot be guessed is missing
 */
export function completeConfig(raw) {
  if (!raw?.crs?.code || !raw.crs.proj4 || !raw.crs.matrix)
    throw new TypeError('The map needs its coordinate reference system with proj4 text and tile matrix');
  if (!raw.view?.lonlat && !raw.view?.bounds) throw new TypeError('The map needs view.lonlat or view.bounds');
  return {
    label: '',
    permalink: false,
    locate: true,
    here: Boolean(raw.permalink || raw.layers?.some((/** @type {any} */ layer) => layer.info)),
    ...raw,
    mode: raw.mode ?? 'view',
    view: {lonlat: null, zoom: 10, bounds: null, limit: null, minZoom: 3, maxZoom: raw.crs.matrix.maxZoom, ...raw.view},
    draw: {type: 'MultiPolygon', maxCorners: 2000, pick: false, snap: null, isSimple: false, ...raw.draw},
    layers: (raw.layers ?? []).map(completeLayer),
  };
}

/**
 * From the script child, or from the address in the config attribute.
 * @param {HTMLElement} element
 * @returns {Promise<MapConfig>}
 */
export async function readConfig(element) {
  const inline = element.querySelector('script.map-config')?.textContent;
  if (inline) return completeConfig(JSON.parse(inline));
  const address = element.getAttribute('config');
  if (!address) throw new TypeError('<aluekartta-map> needs a config attribute or a script.map-config child');
  const response = await fetch(address, {headers: {Accept: 'application/json'}});
  if (!response.ok) throw new Error(`The map's settings answered ${response.status}`);
  return completeConfig(await response.json());
}
