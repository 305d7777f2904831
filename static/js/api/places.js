// @ts-check
/** Named places: by letters, and around a point. */
import {fetchJson} from '../lib/http.js';

/**
 * @typedef {{name: string, kind: string, lonlat: [number, number], area: string, slug: string | null}} FoundPlace
 * @typedef {{words: string, places: any[], areas: {slug: string, name: string, kind: string}[]}} Surroundings
 */

/** @param {string} typed @param {AbortSignal} [signal] @returns {Promise<FoundPlace[]>} */
export function placesNamed(typed, signal) {
  return fetchJson(`/api/places?${new URLSearchParams({q: typed})}`, {signal});
}

/** @param {[number, number]} lonlat @param {AbortSignal} [signal] @returns {Promise<Surroundings>} */
export function placesNear([lon, lat], signal) {
  return fetchJson(`/api/places/near?${new URLSearchParams({lon: String(lon), lat: String(lat)})}`, {signal});
}
