// @ts-check
/** Areas: facts of any shape, without keeping anything. */
import {fetchJson} from '../lib/http.js';

/**
 * @typedef {{key: string, kind: string, label: string, base_label: string, state: string, grade: string, grade_text: string, estimate: number | null, text: string, bounds_text: string, source: string}} Fact
 * @typedef {{summary: string, note: string, grade: string, warnings: string[], remarks: string[], facts: Fact[], is_exact: boolean, geometry?: object}} FactsView
 */

/**
 * @param {{geometry?: object, areas?: string[], coordinates?: string, outline?: boolean}} shape drawn (GeoJSON in WGS 84), pasted, or made of areas by their slugs
 * @param {AbortSignal} [signal]
 * @returns {Promise<FactsView>}
 */
export function factsOf(shape, signal) {
  return fetchJson('/api/areas/facts', {method: 'POST', body: shape, signal});
}
