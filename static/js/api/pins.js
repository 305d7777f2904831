// @ts-check
/** Pins over the API: finding them, sending one, and supporting one. */
import {fetchJson, sendOnce} from '../lib/http.js';

/**
 * @typedef {{reference: string, theme: string, title: string, text: string, language: string, state: string, support_count: number, distance_m: number, photos: {thumb: string, alt: string}[], url: string}} SimilarPin
 * @typedef {{reference: string, url: string, own_url: string, is_public: boolean, notice: string}} Receipt
 */

const PAGE = 500;
/** More than this many found pins would only hide each other on the map. */
const MOST_PAGES = 4;

/**
 * All pins that match, page after page, up to a limit.
 * @param {URLSearchParams} filters
 * @param {AbortSignal} [signal]
 * @returns {Promise<{type: 'FeatureCollection', features: any[]}>}
 */
export async function pinsMatching(filters, signal) {
  const query = new URLSearchParams(filters);
  query.set('limit', String(PAGE));
  /** @type {any[]} */
  const features = [];
  /** @type {string | null} */
  let address = `/api/pins?${query}`;
  for (let page = 0; address && page < MOST_PAGES; page += 1) {
    const body = await fetchJson(address, {signal});
    features.push(...body.features);
    address = body.next;
  }
  return {type: 'FeatureCollection', features};
}

/**
 * @param {object} pin
 * @param {string} idempotencyKey of this deed, the same for every try
 * @returns {Promise<Receipt>}
 */
export function sendPin(pin, idempotencyKey) {
  return sendOnce('/api/pins', pin, {idempotencyKey});
}

/**
 * @param {[number, number]} lonlat @param {string} theme @param {AbortSignal} [signal]
 * @returns {Promise<SimilarPin[]>}
 */
export async function similarPins([lon, lat], theme, signal) {
  const query = new URLSearchParams({lon: String(lon), lat: String(lat), theme});
  const body = await fetchJson(`/api/pins/similar?${query}`, {signal});
  return body.items;
}

/**
 * Support a pin, or take the support back: what should hold, so that asking twice changes nothing.
 * @param {string} reference @param {boolean} [wanted] @returns {Promise<{supports: boolean, count: number}>}
 */
export function supportPin(reference, wanted = true) {
  return fetchJson(`/discussion/pin/${encodeURIComponent(reference)}/support`, {
    method: 'POST',
    headers: {Accept: 'application/json'},
    body: {wanted: wanted ? 'yes' : 'no'},
  });
}
