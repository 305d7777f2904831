// @ts-check
/** What the phone keeps for when there is no network: this page, its scripts, and the map around the route. */
import {keepNote} from '../../lib/outbox/store.js';

/** Zoom levels of the map around the route, counted from the closest that shows all of it. */
const DEEPER = 4;
const MOST_TILES = 160;
/** Metres around the route that are kept too. */
const MARGIN = 250;

/**
 * @param {import('../../map/config.js').MapConfig} config
 * @param {number[]} route west, south, east, north in the coordinates of the map's grid
 * @returns {string[]} addresses of tiles
 */
export function tilesAround(config, route) {
  const backdrop = config.layers.find((layer) => layer.key === 'backdrop');
  if (!backdrop?.url || route.length !== 4) return [];
  const {matrix} = config.crs;
  const box = [route[0] - MARGIN, route[1] - MARGIN, route[2] + MARGIN, route[3] + MARGIN];
  /** @type {string[]} */
  const found = [];
  const whole = matrix.maxx - matrix.minx;
  const first = Math.max(0, Math.floor(Math.log2(whole / Math.max(box[2] - box[0], box[3] - box[1]))) - 1);
  const deepest = Math.min(backdrop.maxTileZoom ?? matrix.maxZoom, matrix.maxZoom, first + DEEPER);
  for (let z = first; z <= deepest; z += 1) {
    const size = whole / 2 ** z;
    const [west, east] = [box[0], box[2]].map((x) => Math.floor((x - matrix.minx) / size));
    const [north, south] = [box[3], box[1]].map((y) => Math.floor((matrix.maxy - y) / size));
    for (let x = west; x <= east; x += 1)
      for (let y = north; y <= south; y += 1) {
        if (found.length >= MOST_TILES) return found;
        found.push(backdrop.url.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y)));
      }
  }
  return found;
}

/** @param {string} prefix @returns {string[]} what this page has loaded of the service's own files */
function ownFiles(prefix) {
  return performance
    .getEntriesByType('resource')
    .map((entry) => new URL(entry.name))
    .filter((address) => address.origin === location.origin && address.pathname.startsWith(prefix))
    .map((address) => address.pathname + address.search);
}

/**
 * Registers the worker and gives it what to keep of this walk; without workers the page works while it is open.
 * @param {{slug: string, title: string, prefix: string, box: number[]}} walk `box` is the route's, in metres
 */
export async function keepForLater({slug, title, prefix, box}) {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('/service-worker.js', {type: 'module', scope: '/', updateViaCache: 'none'});
    const ready = await navigator.serviceWorker.ready;
    const map = /** @type {import('../../map/aluekartta-map.js').AluekarttaMap} */ (document.getElementById('map'));
    await map.ready;
    const language = document.documentElement.lang;
    const page = `/walks/${encodeURIComponent(slug)}/along?lang=${language}`;
    // The browser's own list of what it loaded says which files the page needs.
    const files = [...new Set([...ownFiles(prefix), ...(map.config ? tilesAround(map.config, box) : [])])];
    ready.active?.postMessage({type: 'keep-walk', slug, page, files, offline: `/offline?lang=${language}`});
    await keepNote(`walk:${slug}`, {slug, title, page, at: Date.now()});
    await navigator.storage?.persist?.();
  } catch {
    // No worker here (an old browser, no secure context): everything but opening the page offline works.
  }
}
