// @ts-check
/** Areas: facts of any shape, without keeping anything. */
import {fetchJson} from '../lib/http.js';

/**
 * @typedef {{key: string, kind: string, is_main: boolean, label: string, base_label: string, state: string, grade: string, grade_text: string, estimate: number | null, text: string, under_text: string, comparison: string, comparison_text: string, source: string}} Fact
 * @typedef {{label: string, count: number}} Counted
 * @typedef {{summary: string, note: string, coarse_note: string, grade: string, grade_text: string, warnings: string[], remarks: string[], sources: string[], facts: Fact[], pins: {total: number, text: string, by_theme: Counted[], by_kind: Counted[]}, observations: {total: number, text: string, by_theme: Counted[], by_severity: Counted[]}, is_exact: boolean, geometry?: object,
 *   size_text: string, around: string}} FactsView
 * @typedef {{geometry: object, said: string[], words: string, corners: number, marks: [number, number][], sides: {label: string, geometry: object}[]}} Outcome
 * @typedef {{key: string, label: string, column: number, row: number}} Cell
 */

/**
 * @param {{geometry?: object, areas?: string[], coordinates?: string, outline?: boolean}} shape drawn (GeoJSON in WGS 84), pasted, or made of areas by their slugs
 * @param {AbortSignal} [signal]
 * @returns {Promise<FactsView>}
 */
export function factsOf(shape, signal) {
  return fetchJson('/api/areas/facts', {method: 'POST', body: shape, signal});
}

/**
 * What a command makes of a shape, without keeping anything.
 * @param {string} operation @param {object} asked as service/areas/shaping/schemas.py takes it
 * @returns {Promise<Outcome>}
 */
export function shapeBy(operation, asked) {
  return fetchJson('/api/areas/shape', {method: 'POST', body: {operation, ...asked}});
}

/** Squares of a kilometre near a named place. @param {string} name @returns {Promise<Cell[]>} */
export function cellsNear(name) {
  return fetchJson(`/api/areas/cells?${new URLSearchParams({place_name: name})}`);
}
