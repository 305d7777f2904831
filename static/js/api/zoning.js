// @ts-check
/** Zoning: what a unit is. */
import {fetchJson} from '../lib/http.js';

/**
 * @param {string | number} id
 * @param {AbortSignal} [signal]
 * @returns {Promise<{geometry: object, properties: Record<string, any>}>}
 */
export function zoningUnit(id, signal) {
  return fetchJson(`/api/zoning/units/${encodeURIComponent(id)}`, {signal});
}
