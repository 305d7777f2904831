// @ts-check
/** Proposals: what a drawing covers, before it is saved. */
import {fetchJson} from '../lib/http.js';

/**
 * @typedef {{letter: string, name: string, meaning: string, share: string, size: string, plan: string, is_sliver: boolean, fill: string, outline: string}} CoverageLine
 * @typedef {{sentence: string, size: string, lines: CoverageLine[], no_plan: string, notes: string[]}} CoverageWords
 * @typedef {{coverage: {parts: {share: number}[], slivers: {share: number}[], no_plan_share: number}, words: CoverageWords, geometry?: object}} CoverageAnswer
 */

/**
 * @param {{geometry?: object, areas?: string[]}} question
 * @param {AbortSignal} [signal]
 * @returns {Promise<CoverageAnswer>}
 */
export function coverageOf(question, signal) {
  return fetchJson('/api/proposals/coverage', {method: 'POST', body: question, signal});
}
