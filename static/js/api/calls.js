// @ts-check
/** Calls for drawings: the boundary at a level, for officials. */
import {fetchJson} from '../lib/http.js';

/** @typedef {{geometry: object | null, bounds?: [number, number, number, number], text: string, facts: import('./areas.js').FactsView | null, hash: string}} Outline */

/**
 * @param {string} address of the call's outline
 * @param {number} level in per cent
 * @param {AbortSignal} [signal]
 * @returns {Promise<Outline>}
 */
export function outlineAt(address, level, signal) {
  return fetchJson(`${address}?level=${level}`, {signal});
}
