// What OpenLayers makes of a tileset: the tile over a place, its square and its features, as one line of JSON.
// Arguments: the address of a tileset, the code of its projection and its proj4 text, a zoom, x, y, the format's layer.
import {createRequire} from 'node:module';
import {pathToFileURL} from 'node:url';

const require = createRequire(new URL('../../../../tools/package.json', import.meta.url));
const load = (name) => import(pathToFileURL(require.resolve(name)).href);
const {getVectorTileUrlTemplate, parseTileMatrixSet} = await load('ol/source/ogcTileUtil.js');
const {default: MVT} = await load('ol/format/MVT.js');
const {default: Feature} = await load('ol/Feature.js');
const {register} = await load('ol/proj/proj4.js');
const {get: projectionOf} = await load('ol/proj.js');
const {default: proj4} = await load('proj4');

const [url, code, definition, zoom, x, y, layer] = process.argv.slice(2);
if (definition) {
  proj4.defs(code, definition);
  register(proj4);
}

/** A document of the service. */
async function read(address) {
  const answer = await fetch(address, {headers: {accept: 'application/json'}});
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

const tileset = await read(url);
const scheme = tileset.links.find((link) => link.rel.endsWith('/tiling-scheme'));
const template = getVectorTileUrlTemplate(tileset.links, 'application/vnd.mapbox-vector-tile');
const info = parseTileMatrixSet({url, projection: projectionOf(code)}, await read(scheme.href), template);
const place = info.grid.getTileCoordForCoordAndZ([Number(x), Number(y)], Number(zoom));
const extent = info.grid.getTileCoordExtent(place);
const address = info.urlFunction(place, 1, info.projection);
const tile = await fetch(address);
const features = new MVT({featureClass: Feature, layers: [layer]})
  .readFeatures(await tile.arrayBuffer(), {extent, featureProjection: info.projection})
  .map((one) => ({...one.getProperties(), geometry: one.getGeometry().getExtent()}));
console.log(JSON.stringify({address, extent, resolutions: info.grid.getResolutions(), features}));
