// @ts-check
/** The figures of a shape beside the map: the same rows as templates/areas/facts.html builds on the server. */
import {el, icon} from '../lib/dom.js';
import {formatNumber} from '../lib/format.js';
import {_} from '../lib/i18n.js';

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
    fact.comparison_text && el('dd', {class: `area-facts__compared area-facts__compared--${fact.comparison}`}, fact.comparison_text),
    fact.under_text && el('dd', {class: 'area-facts__bounds'}, fact.under_text));
}

/** @param {string} heading @param {{label: string, count: number}[][]} lists */
function counted(heading, lists) {
  const item = (/** @type {{label: string, count: number}} */ {label, count}) => el('li', {}, `${label} `, el('strong', {}, formatNumber(count)));
  const filled = lists.filter((rows) => rows.length > 0);
  return [el('p', {class: 'area-said__heading'}, heading), ...filled.map((rows) => el('ul', {class: 'area-said'}, ...rows.map(item)))];
}

/** Whether the reader has the rest open: each stroke of the pen builds it anew. */
let isMoreOpen = false;

/** @param {FactsView} view */
function more(view) {
  const rest = view.facts.filter((fact) => !fact.is_main).map(row);
  const box = el('details', {class: 'disclosure area-more'},
    el('summary', {}, icon('chart-column'), el('span', {}, _('Ages, homes, indicators and ideas'))),
    el('dl', {class: 'area-facts'}, ...rest),
    ...(view.pins.total ? counted(view.pins.text, [view.pins.by_theme, view.pins.by_kind.length > 1 ? view.pins.by_kind : []]) : []),
    ...(view.observations.total ? counted(view.observations.text, [view.observations.by_theme, view.observations.by_severity]) : []));
  /** @type {HTMLDetailsElement} */ (box).open = isMoreOpen;
  box.addEventListener('toggle', () => { isMoreOpen = /** @type {HTMLDetailsElement} */ (box).open; });
  return box;
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
  const note = view.note && el('p', {class: 'area-live__note'}, view.grade_text && gradeBadge(view.grade, view.grade_text), ' ', view.note);
  const coarse = view.coarse_note && el('p', {class: 'area-live__note'}, view.coarse_note);
  const sources = view.sources.map((source) => el('p', {class: 'source-line'}, `${sourceWord} ${source}`));
  const remarks = view.remarks.map((text) => el('p', {class: 'source-line'}, text));
  const main = view.facts.filter((fact) => fact.is_main).map(row);
  return [...(note ? [note] : []), ...view.warnings.map(warning), ...(coarse ? [coarse] : []),
    el('dl', {class: 'area-facts'}, ...main), ...(view.facts.length ? [more(view)] : []), ...remarks, ...sources];
}
