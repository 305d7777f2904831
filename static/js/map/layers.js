// @ts-check
import {GeoJSON, MVT, VectorLayer, VectorSource, VectorTileLayer, VectorTileSource} from 'ol';
import {heatLayer} from './heat.js';
import {pictureLayer} from './pictures.js';
import {namesStyle} from './styles/backdrop.js';
import {STYLES} from './styles/index.js';

/**
 * @typedef {import('./config.js').LayerConfig} LayerConfig
 * @typedef {import('ol/layer/Layer.js').default<any, any>} OlLayer
 * @typedef {{config: LayerConfig, layer: OlLayer, above?: OlLayer, restyle: () => void, load: (url: string) => void, show: (data: any) => void}} MapLayer
 * @typedef {{projection: import('ol/proj/Projection.js').default, tileGrid: import('ol/tilegrid/TileGrid.js').default, styles: import('./styles/context.js').StyleContext, failed: (key: string) => void, arrived?: (key: string) => void}} LayerSurroundings
 */

/** One crowd of labels: those that would overlap are left out, whichever layer they are of. */
const NAMES = 'names';
const ORDER = /** @type {Record<string, number>} */ ({
  backdrop: 0,
  basemap: 1,
  image: 2,
  heat: 6,
  overlay: 7,
  contours: 8,
  names: 10,
  dots: 15,
  pins: 20,
});

/** @param {LayerConfig} config @returns {string | false} pins stand wherever they are */
function labelCrowd({style, key}) {
  if (style === 'pins' || style === 'points' || style === 'backdrop') return false;
  return style === 'zoning' ? key : NAMES;
}

/** How high a layer lies by itself. @param {LayerConfig} config */
export function depthOf({style, dots}) {
  // A name over a dot would hide it, and a name has room beside it.
  return ORDER[dots ? 'dots' : style] ?? 5;
}

/** @param {LayerConfig} config */
function common(config) {
  return {
    zIndex: depthOf(config),
    visible: config.visible,
    opacity: config.opacity,
    minZoom: config.minZoom - 0.001,
    maxZoom: config.maxZoom,
  };
}

/** @param {LayerConfig} config */
function styleMaker(config) {
  const maker = STYLES[config.style];
  if (!maker) throw new TypeError(`No map style is called ${config.style}`);
  return maker;
}

/** @param {LayerConfig} config @param {LayerSurroundings} around @returns {MapLayer} */
function tiled(config, {projection, tileGrid, styles, failed}) {
  const source = new VectorTileSource({
    format: new MVT(),
    projection,
    tileGrid: limited(tileGrid, config),
    url: config.url ?? undefined,
    transition: 0,
    overlaps: config.style !== 'zoning',
  });
  source.on('tileloaderror', () => failed(config.key));
  const isBackdrop = config.style === 'backdrop';
  const layer = new VectorTileLayer({
    source,
    ...common(config),
    declutter: labelCrowd(config),
    renderBuffer: 128,
    preload: isBackdrop ? 1 : 0,
  });
  // The same tiles once more, for their names only: these give way to each other and to figures; pins never do.
  const above = isBackdrop
    ? new VectorTileLayer({source, ...common(config), declutter: NAMES, renderBuffer: 128, zIndex: ORDER.names})
    : undefined;
  const restyle = () => {
    layer.setStyle(styleMaker(config)(config, styles));
    above?.setStyle(namesStyle(config, styles));
  };
  restyle();
  return {
    config,
    layer,
    above,
    restyle,
    load: (url) => source.setUrl(url),
    show: () => {
      throw new TypeError('A tiled layer takes an address, not data');
    },
  };
}

/** Tiles coarser than the matrix's finest are stretched when a layer says where it stops. @param {import('ol/tilegrid/TileGrid.js').default} grid @param {LayerConfig} config */
function limited(grid, {maxTileZoom}) {
  if (maxTileZoom === null) return grid;
  const Grid = /** @type {any} */ (grid.constructor);
  return new Grid({
    extent: grid.getExtent(),
    origin: grid.getOrigin(0),
    resolutions: grid.getResolutions().slice(0, maxTileZoom + 1),
    tileSize: grid.getTileSize(0),
  });
}

/** @param {LayerConfig} config @param {LayerSurroundings} around @returns {MapLayer} */
function whole(config, {projection, styles, failed}) {
  const format = new GeoJSON({featureProjection: projection});
  const source = new VectorSource();
  const layer = new VectorLayer({source, ...common(config), declutter: labelCrowd(config)});
  const show = (/** @type {any} */ data) => {
    source.clear(true);
    source.addFeatures(format.readFeatures(data));
  };
  const load = (/** @type {string} */ url) => fetchData(url).then(show, () => failed(config.key));
  const restyle = () => layer.setStyle(styleMaker(config)(config, styles));
  restyle();
  start(config, load, show);
  return {config, layer, restyle, load, show};
}

/** @param {LayerConfig} config @param {LayerSurroundings} around @returns {MapLayer} */
function heat(config, {projection, failed}) {
  const {image, show, restyle} = heatLayer(config, projection);
  const load = (/** @type {string} */ url) => fetchData(url).then(show, () => failed(config.key));
  start(config, load, show);
  return {config, layer: image, restyle, load, show};
}

/** @param {LayerConfig} config @param {LayerSurroundings} around @returns {MapLayer} */
function pictures(config, {projection, tileGrid, failed, arrived}) {
  const {layer, source} = pictureLayer(config, common(config), {
    projection,
    tileGrid: limited(tileGrid, config),
    failed,
    arrived,
  });
  const show = () => {
    throw new TypeError('A layer of pictures takes an address, not data');
  };
  return {config, layer, restyle: () => {}, load: (url) => source.setUrl(url), show};
}

/** @param {LayerConfig} config @param {(url: string) => unknown} load @param {(data: any) => void} show */
function start(config, load, show) {
  if (config.data) show(config.data);
  else if (config.url) load(config.url);
}

/** @param {string} url */
async function fetchData(url) {
  const response = await fetch(url, {headers: {Accept: 'application/geo+json, application/json'}});
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}

/**
 * @param {LayerConfig} config
 * @param {LayerSurroundings} around
 * @returns {MapLayer}
 */
export function buildLayer(config, around) {
  const builders = {mvt: tiled, geojson: whole, heat, image: pictures};
  const built = builders[config.kind](config, around);
  built.layer.set('key', config.key);
  return built;
}
