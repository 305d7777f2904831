// @ts-check
/** The figures of a shape beside the map: the same rows as templates/areas/facts.html builds on the server. */
import {el, icon} from '../lib/dom.js';

/** @typedef {import('../api/areas.js').Fact} Fact @typedef {import('../api/areas.js').FactsView} FactsView */

const TONES = /** @type {Record<string, string>} */ ({exact: 'good', good: 'good', fair: 'info', coarse: 'warn'});
const SYMBOLS = /** @type {Record<string, string>} */ ({exact: 'badge-check', good: 'circle-check', fair: 'circle-dot', coarse: 'triangle-alert'});

/** @param {string} grade @param {string} text */
function gradeBadge(grade, text) {
  return el('span', {class: `badge badge--${TONES[grade] ?? 'idle'}`}, icon(SYMBOLS[grade] ?? 'circle-minus'), text);
}

/** @param {Fact} fact */
function row(fact) {
  const isNumber = fact.state === 'complete' || fact.state === 'partial';
  const value = isNumber ? el('data', {value: String(fact.estimate)}, fact.text) : el('span', {class: 'suppressed'}, fact.text);
  return el('div', {class: `area-facts__row area-facts__row--${fact.key}`},
    el('dt', {}, fact.label, fact.base_label && ' ', fact.base_label && el('span', {class: 'area-facts__base'}, fact.base_label)),
    el('dd', {class: 'area-facts__value'}, value),
    fact.bounds_text && el('dd', {class: 'area-facts__bounds'}, fact.bounds_text));
}

/** @param {string} text */
function warning(text) {
  return el('div', {class: 'notice notice--warn'}, icon('triangle-alert'), el('div', {class: 'notice__body'}, el('p', {}, text)));
}

/**
 * The parts below the summary, which stays in place so that it is read aloud when its text changes.
 * @param {FactsView} view
 * @param {string} sourceWord "Source:" in the reader's language
 * @returns {HTMLElement[]}
 */
export function buildFacts(view, sourceWord) {
  const residents = view.facts.find(({key}) => key === 'residents') ?? view.facts[0];
  const note = view.note && el('p', {class: 'area-live__note'}, residents?.grade_text && gradeBadge(view.grade, residents.grade_text), ' ', view.note);
  const sources = [...new Set(view.facts.map(({source}) => source))].map((source) => el('p', {class: 'source-line'}, `${sourceWord} ${source}`));
  const remarks = view.remarks.map((text) => el('p', {class: 'source-line'}, text));
  return [...(note ? [note] : []), ...view.warnings.map(warning), el('dl', {class: 'area-facts'}, ...view.facts.map(row)), ...remarks, ...sources];
}
