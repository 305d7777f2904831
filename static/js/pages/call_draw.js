// @ts-check
/**
 * Drawing in a call: the map fills in the form, the figures follow the hand, a draft stays in this browser.
 * The form itself works without any of this (templates/areas/agreement/draw.html).
 */
import {factsOf} from '../api/areas.js';
import {buildFacts} from '../components/area-facts.js';
import {toast} from '../components/live.js';
import {setSheetLevel} from '../components/sheet.js';
import {noteSent, readDraft, writeDraft} from '../lib/area-draft.js';
import {debounce} from '../lib/dom.js';
import {Problem} from '../lib/http.js';
import {_} from '../lib/i18n.js';

const FACTS_PAUSE_MS = 350;
const DRAFT_PAUSE_MS = 500;
const NARROW = '(max-width: 47.99rem)';

/** @template {HTMLElement} T @param {string} id @returns {T} */
function part(id) {
  return /** @type {T} */ (document.getElementById(id));
}

const map = /** @type {import('../map/aluekartta-map.js').AluekarttaMap} */ (part('map'));
const form = /** @type {HTMLFormElement} */ (part('draw-form'));
const live = part('draw-live');
const geometryField = /** @type {HTMLInputElement} */ (part('draw-geometry'));
const boxes = /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll('input[name="areas"]')]);
const start = JSON.parse(part('draw-start').textContent ?? '{}');
const slug = form.dataset.slug ?? '';

const state = {geometry: /** @type {object | null} */ (null), isLoading: false};
/** @type {AbortController | null} */
let asking = null;

function chosen() {
  return boxes.filter(({checked}) => checked).map(({value}) => value);
}

const keepDraft = debounce(() => writeDraft(slug, {geometry: state.geometry, areas: chosen(), name: '', description: ''}), DRAFT_PAUSE_MS);

/** @param {string} text @param {HTMLElement[]} below */
function show(text, below) {
  const summary = /** @type {HTMLElement} */ (live.querySelector('.area-live__summary'));
  // The same element stays, so that a screen reader hears its text change.
  if (summary.textContent !== text) summary.textContent = text;
  summary.classList.toggle('muted', !below.length);
  live.replaceChildren(summary, ...below);
  live.removeAttribute('aria-busy');
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
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    show(error instanceof Problem ? error.message : _('Something went wrong.'), []);
    return null;
  }
}

const askSoon = debounce(() => { if (state.geometry) ask({geometry: state.geometry}); }, FACTS_PAUSE_MS);

/** Puts a shape on the map without taking it for a hand's doing. @param {object | null} geometry */
function load(geometry) {
  state.isLoading = true;
  if (geometry) map.drawing?.load(geometry);
  else map.drawing?.clear();
  state.isLoading = false;
}

/** @param {object} geometry @param {boolean} isSent whether it goes with the form */
function begin(geometry, isSent = true) {
  load(geometry);
  state.geometry = geometry;
  geometryField.value = isSent ? JSON.stringify(geometry) : '';
  ask({geometry});
}

/** @param {CustomEvent} event */
function drawn(event) {
  if (state.isLoading) return;
  state.geometry = event.detail.geometry;
  geometryField.value = state.geometry ? JSON.stringify(state.geometry) : '';
  for (const box of boxes) box.checked = false;
  keepDraft();
  if (state.geometry) askSoon();
  else show(live.dataset.empty ?? '', []);
}

/** Chosen areas are joined by the server, and can then be changed by hand. */
async function choose() {
  const areas = chosen();
  state.geometry = null;
  geometryField.value = '';
  keepDraft();
  if (!areas.length) {
    load(null);
    show(live.dataset.empty ?? '', []);
    return;
  }
  const view = await ask({areas, outline: true});
  if (view?.geometry) load(view.geometry);
}

/** The page came with something: one's own drawing, a form that had to be corrected, or a draft. */
async function fill() {
  const draft = start.isFresh && !start.isOwn ? readDraft(slug) : null;
  if (start.geometry) begin(JSON.parse(start.geometry));
  else if (chosen().length) await choose();
  // One's own outline that nobody touches is not sent back, so it stays as it is.
  else if (start.outline) begin(start.outline, !start.isOwn);
  else if (draft && (draft.geometry || draft.areas.length)) {
    for (const box of boxes) box.checked = draft.areas.includes(box.value);
    if (draft.geometry) begin(draft.geometry);
    else await choose();
    toast(_('Your unfinished drawing is back.'));
  }
}

/** On a phone the sheet covers a part of the map; the middle and the drawing bar keep out of it. */
function coverMap() {
  const bottom = matchMedia(NARROW).matches ? Math.min(part('draw-panel').offsetHeight, map.offsetHeight * 0.5) : 0;
  map.cover({bottom});
}

async function run() {
  for (const box of boxes) box.addEventListener('change', choose);
  form.addEventListener('submit', () => noteSent(slug));
  await customElements.whenDefined('aluekartta-map');
  await map.ready;
  map.addEventListener('draw-change', (event) => drawn(/** @type {CustomEvent} */ (event)));
  map.addEventListener('draw-end', () => { if (matchMedia(NARROW).matches) setSheetLevel(part('draw-panel'), 'peek'); });
  new ResizeObserver(coverMap).observe(part('draw-panel'));
  coverMap();
  await fill();
}

run();
