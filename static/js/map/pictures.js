// @ts-check
/** Layers of pictures: tiles of our own matrix that the server draws from another service's maps. */
import {TileLayer, XyzSource} from 'ol';

/** How often, and after how long, a tile that is on its way to the server is asked for again. */
const TRIES = 5;
const PAUSE_MS = 1500;

/**
 * @param {import('./config.js').LayerConfig} config
 * @param {object} common what all layers have
 * @param {{projection: import('ol/proj/Projection.js').default, tileGrid: import('ol/tilegrid/TileGrid.js').default, failed: (key: string) => void, arrived?: (key: string) => void}} around
 */
export function pictureLayer(config, common, {projection, tileGrid, failed, arrived}) {
  const source = new XyzSource({
    projection,
    tileGrid,
    url: config.url ?? undefined,
    transition: 0,
    tileLoadFunction: (tile, url) =>
      load(/** @type {any} */ (tile), url, (isThere) => (isThere ? arrived?.(config.key) : failed(config.key))),
  });
  return {layer: new TileLayer({source, ...common}), source};
}

/**
 * A tile that the server has not got yet comes clear and marked; it is asked for again until it is there.
 * @param {import('ol/ImageTile.js').default} tile
 * @param {string} url
 * @param {(isThere: boolean) => void} tell that a picture came, or that asking failed
 * @param {number} [left]
 */
async function load(tile, url, tell, left = TRIES) {
  const image = /** @type {HTMLImageElement} */ (tile.getImage());
  try {
    const response = await fetch(url, {cache: left < TRIES ? 'reload' : 'default'});
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    const state = response.headers.get('X-Tile');
    if (state === 'pending' && left > 0) {
      setTimeout(() => load(tile, url, tell, left - 1), PAUSE_MS * (TRIES - left + 1));
      return;
    }
    const address = URL.createObjectURL(await response.blob());
    image.addEventListener('load', () => URL.revokeObjectURL(address), {once: true});
    image.src = address;
    if (state === 'fresh' || state === 'old') tell(true);
  } catch {
    tell(false);
    /** @type {any} */ (tile).setState(3);
  }
}
