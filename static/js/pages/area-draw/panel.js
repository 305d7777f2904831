// @ts-check
/** What the panel beside the map shows of the shape: its figures, where it lies, what was done to it, what is wrong. */
import {buildFacts} from '../../components/area-facts.js';
import {el, icon} from '../../lib/dom.js';
import {_} from '../../lib/i18n.js';

const live = /** @type {HTMLElement} */ (document.getElementById('area-live'));
const said = /** @type {HTMLElement} */ (document.getElementById('area-said'));

/** @param {string} text @param {HTMLElement[]} below */
function show(text, below) {
  const summary = /** @type {HTMLElement} */ (live.querySelector('.area-live__summary'));
  // The same element stays, so that a screen reader hears its text change.
  if (summary.textContent !== text) summary.textContent = text;
  summary.classList.toggle('muted', !below.length);
  live.replaceChildren(summary, ...below);
  live.removeAttribute('aria-busy');
}

export function showWaiting() {
  live.setAttribute('aria-busy', 'true');
}

export function showNothing() {
  show(live.dataset.empty ?? '', []);
}

/** @param {import('../../api/areas.js').FactsView} view */
export function showFacts(view) {
  show(view.summary, [el('p', {class: 'area-live__around'}, view.around), ...buildFacts(view, _('Source:'))]);
}

/** The figures in one line for the map. @param {import('../../api/areas.js').FactsView} view */
export function oneLine(view) {
  const residents = view.facts.find(({key}) => key === 'residents');
  const isKnown = residents && (residents.state === 'complete' || residents.state === 'partial');
  const people = isKnown ? _('%(count)s residents', {count: residents.text}) : '';
  return [view.size_text, people, view.pins.text].filter(Boolean).join(' · ');
}

/** @param {string} words */
export function showProblem(words) {
  show(words, [
    el('p', {class: 'area-live__note'}, icon('info'), ' ', _('The figures come when the shape can be used.')),
  ]);
}

/**
 * Sentences about what a command did, with a button that takes it back.
 * @param {string[]} sentences @param {(() => void) | null} back
 */
export function tell(sentences, back) {
  said.replaceChildren(
    ...sentences.map((text) => el('p', {class: 'area-said__line'}, icon('info'), el('span', {}, text))),
    ...(sentences.length && back
      ? [el('button', {type: 'button', class: 'button button--small', onclick: back}, icon('undo-2'), _('Undo this'))]
      : []),
  );
}

/** What went wrong with a command. @param {string} sentence */
export function complain(sentence) {
  said.replaceChildren(el('p', {class: 'field__error'}, icon('circle-alert'), el('span', {}, sentence)));
  said.scrollIntoView({block: 'nearest'});
}
