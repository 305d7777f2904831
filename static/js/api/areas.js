// @ts-check
/** Areas: facts of any shape, without keeping anything. */
import {fetchJson} from '../lib/http.js';

/**
 * @typedef {{key: string, kind: string, is_main: boolean, label: string, base_label: string, state: string, grade: string, grade_text: string, estimate: number | null, text: string, under_text: string, comparison: string, comparison_text: string, source: string}} Fact
 * @typedef {{label: string, count: number}} Counted
 * @typedef {{summary: string, note: string, coarse_note: string, grade: string, grade_text: string, warnings: string[], remarks: string[], sources: string[], facts: Fact[], pins: {text: string, by_theme: Counted[]}, observations: {total: number, text: string, by_severity: Counted[]}, is_exact: boolean, geometry?: object}} FactsView
 */

/**
 * @param {{geometry?: object, areas?: string[], coordinates?: string, outline?: boolean}} shape drawn (GeoJSON in WGS 84), pasted, or made of areas by their slugs
 * @param {AbortSignal} [signal]
 * @returns {Promise<FactsView>}
 */
export function factsOf(shape, signal) {
  return fetchJson('/api/areas/facts', {method: 'POST', body: shape, signal});
}
