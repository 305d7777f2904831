// @ts-check
/**
 * Drawing an area: the map fills in the form, the figures follow the hand, a draft stays in this browser.
 * The form itself works without any of this (templates/areas/draw.html).
 */
import {factsOf} from '../api/areas.js';
import {buildFacts} from '../components/area-facts.js';
import {toast} from '../components/live.js';
import {setSheetLevel} from '../components/sheet.js';
import {noteSent, readDraft, writeDraft} from '../lib/area-draft.js';
import {debounce, el, icon} from '../lib/dom.js';
import {Problem} from '../lib/http.js';
import {_} from '../lib/i18n.js';

const FACTS_PAUSE_MS = 350;
const DRAFT_PAUSE_MS = 500;

/** @template {HTMLElement} T @param {string} id @returns {T} */
function part(id) {
  return /** @type {T} */ (document.getElementById(id));
}

const map = /** @type {import('../map/aluekartta-map.js').AluekarttaMap} */ (part('map'));
const form = /** @type {HTMLFormElement} */ (part('area-form'));
const live = part('area-live');
const geometryField = /** @type {HTMLInputElement} */ (part('area-geometry'));
const start = JSON.parse(part('area-start').textContent ?? '{}');
const slug = form.dataset.slug ?? '';

/** What the drawing is made of: areas that were chosen, or a shape of one's own. */
const state = {geometry: /** @type {object | null} */ (null), isLoading: false};
/** @type {AbortController | null} */
let asking = null;

/** @returns {HTMLInputElement[]} */
function boxes() {
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('input[name="areas"]'))];
}

/** @returns {string[]} */
function chosen() {
  return boxes().filter(({checked}) => checked).map(({value}) => value);
}

/** @param {string} name */
function typed(name) {
  return /** @type {HTMLInputElement | null} */ (form.elements.namedItem(name))?.value ?? '';
}

const keepDraft = debounce(() => writeDraft(slug, {geometry: state.geometry, areas: chosen(), name: typed('name'), description: typed('description')}), DRAFT_PAUSE_MS);

/** @param {string} text @param {HTMLElement[]} below */
function show(text, below) {
  const summary = /** @type {HTMLElement} */ (live.querySelector('.area-live__summary'));
  // The same element stays, so that a screen reader hears its text change.
  if (summary.textContent !== text) summary.textContent = text;
  summary.classList.toggle('muted', !below.length);
  live.replaceChildren(summary, ...below);
  live.removeAttribute('aria-busy');
}

function showNothing() {
  show(live.dataset.empty ?? '', []);
}

/** @param {unknown} error */
function showProblem(error) {
  if (error instanceof DOMException && error.name === 'AbortError') return;
  const words = error instanceof Problem ? error.message : _('Something went wrong.');
  show(words, [el('p', {class: 'area-live__note'}, icon('info'), ' ', _('The figures come when the shape can be used.'))]);
}

/**
 * @param {{geometry?: object, areas?: string[], coordinates?: string, outline?: boolean}} shape
 * @returns {Promise<import('../api/areas.js').FactsView | null>} null when a newer question came, or something is wrong
 */
async function ask(shape) {
  asking?.abort();
  asking = new AbortController();
  live.setAttribute('aria-busy', 'true');
  try {
    const view = await factsOf(shape, asking.signal);
    show(view.summary, buildFacts(view, _('Source:')));
    return view;
  } catch (error) {
    showProblem(error);
    return null;
  }
}

const askSoon = debounce(() => { if (state.geometry) ask({geometry: state.geometry}); }, FACTS_PAUSE_MS);

/** Puts a shape on the map without taking it for a hand's doing. @param {object} geometry */
function load(geometry) {
  state.isLoading = true;
  map.drawing?.load(geometry);
  state.isLoading = false;
}

/** @param {CustomEvent} event */
function drawn(event) {
  if (state.isLoading) return;
  state.geometry = event.detail.geometry;
  geometryField.value = state.geometry ? JSON.stringify(state.geometry) : '';
  for (const box of boxes()) box.checked = false;
  keepDraft();
  if (state.geometry) askSoon();
  else showNothing();
}

/** Chosen areas are joined by the server, so that whole units keep exact figures. */
async function choose() {
  const areas = chosen();
  state.geometry = null;
  geometryField.value = '';
  keepDraft();
  if (!areas.length) {
    state.isLoading = true;
    map.drawing?.clear();
    state.isLoading = false;
    showNothing();
    return;
  }
  const view = await ask({areas, outline: true});
  if (view?.geometry) load(view.geometry);
}

async function useCoordinates() {
  const view = await ask({coordinates: typed('coordinates'), outline: true});
  if (!view?.geometry) return;
  load(view.geometry);
  state.geometry = view.geometry;
  geometryField.value = JSON.stringify(view.geometry);
  for (const box of boxes()) box.checked = false;
  keepDraft();
}

function filterChoices() {
  const words = /** @type {HTMLInputElement} */ (part('area-find')).value.trim().toLocaleLowerCase();
  for (const box of boxes()) {
    const label = /** @type {HTMLElement} */ (box.closest('label'));
    label.hidden = !box.checked && !(label.textContent ?? '').toLocaleLowerCase().includes(words);
  }
}

/** On a phone the sheet covers a part of the map; the middle and the drawing bar keep out of it. */
function coverMap() {
  const sheet = part('area-panel');
  const isNarrow = matchMedia('(max-width: 47.99rem)').matches;
  const bottom = isNarrow ? Math.min(sheet.offsetHeight, map.offsetHeight * 0.5) : 0;
  map.cover({bottom});
}

/** @param {import('../lib/area-draft.js').Draft} draft */
async function restore(draft) {
  for (const box of boxes()) box.checked = draft.areas.includes(box.value);
  for (const name of /** @type {const} */ (['name', 'description'])) {
    const input = /** @type {HTMLInputElement | null} */ (form.elements.namedItem(name));
    if (input && !input.value) input.value = draft[name];
  }
  if (draft.geometry) begin(draft.geometry);
  else await choose();
  if (draft.geometry || draft.areas.length) toast(_('Your unfinished drawing is back.'));
}

/** @param {object} geometry */
function begin(geometry) {
  load(geometry);
  state.geometry = geometry;
  geometryField.value = JSON.stringify(geometry);
  ask({geometry});
}

/** The page came with something: a draft, a starting area, or a form that had to be corrected. */
async function fill() {
  const sent = start.typed?.geometry ? JSON.parse(start.typed.geometry) : null;
  const draft = start.isFresh && !start.outline ? readDraft(slug) : null;
  if (sent) begin(sent);
  else if (chosen().length) await choose();
  else if (start.outline) {
    begin(start.outline);
    // An old boundary that nobody touches is not sent back, so it stays the same version.
    if (slug) geometryField.value = '';
  } else if (draft) await restore(draft);
}

/** What works whether or not the map comes. */
function listen() {
  for (const box of boxes()) box.addEventListener('change', choose);
  form.addEventListener('input', keepDraft);
  form.addEventListener('submit', () => noteSent(slug));
  const find = /** @type {HTMLElement} */ (document.querySelector('.area-choose__find'));
  find.hidden = false;
  find.addEventListener('input', filterChoices);
  const use = part('use-coordinates');
  use.hidden = false;
  use.addEventListener('click', useCoordinates);
}

async function run() {
  listen();
  await customElements.whenDefined('aluekartta-map');
  await map.ready;
  map.addEventListener('draw-change', (event) => drawn(/** @type {CustomEvent} */ (event)));
  map.addEventListener('draw-end', () => { if (matchMedia('(max-width: 47.99rem)').matches) setSheetLevel(part('area-panel'), 'peek'); });
  new ResizeObserver(coverMap).observe(part('area-panel'));
  coverMap();
  await fill();
}

run();
