// @ts-check
/**
 * Drawing an area: the map fills in the form, the figures follow the hand, a draft stays in this browser.
 * The form itself works without any of this (templates/areas/draw.html).
 */
import {factsOf, shapeBy} from '../api/areas.js';
import {toast} from '../components/live.js';
import {setSheetLevel} from '../components/sheet.js';
import '../components/place-search.js';
import {readDraft, writeDraft} from '../lib/area-draft.js';
import {debounce, el} from '../lib/dom.js';
import {Problem} from '../lib/http.js';
import {_} from '../lib/i18n.js';
import {carryOut, isCommand, listSquares, typed} from './area-draw/commands.js';
import {cornerTable} from './area-draw/corner-table.js';
import {showHint} from './area-draw/hint.js';
import {offerNearAreas} from './area-draw/near.js';
import {complain, oneLine, showFacts, showNothing, showProblem, showWaiting, tell} from './area-draw/panel.js';
import {sendByScript} from './area-draw/sending.js';

const FACTS_PAUSE_MS = 350;
const DRAFT_PAUSE_MS = 500;
/** What the server's command "mend" puts right. */
const MENDABLE = new Set(['self_intersects', 'hole_outside_shell', 'parts_overlap']);
const NARROW = '(max-width: 47.99rem)';

/** @template {HTMLElement} T @param {string} id @returns {T} */
function part(id) {
  return /** @type {T} */ (document.getElementById(id));
}

const map = /** @type {import('../map/aluekartta-map.js').AluekarttaMap} */ (part('map'));
const form = /** @type {HTMLFormElement} */ (part('area-form'));
const sheet = part('area-panel');
const geometryField = /** @type {HTMLInputElement} */ (part('area-geometry'));
const start = JSON.parse(part('area-start').textContent ?? '{}');
const slug = form.dataset.slug ?? '';

/** The drawing is made of areas that were chosen, or is a shape of one's own (`geometry`). */
const state = {
  geometry: /** @type {object | null} */ (null),
  isLoading: false,
  isComplete: false,
  /** The drawing that stands for the chosen areas, as text: while it is untouched, they are what is meant. */
  chosenText: '',
  /** Shapes that were mended and then taken back: a hand that insists is not overruled. */
  left: new Set(),
};
/** @type {AbortController | null} */
let asking = null;
let hideHint = () => {};

/** @returns {HTMLInputElement[]} */
function boxes() {
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('input[name="areas"]'))];
}

/** @returns {string[]} */
function chosen() {
  return boxes()
    .filter(({checked}) => checked)
    .map(({value}) => value);
}

const keepDraft = debounce(
  () =>
    writeDraft(slug, {
      geometry: state.geometry,
      areas: chosen(),
      name: typed(form, 'name'),
      description: typed(form, 'description'),
    }),
  DRAFT_PAUSE_MS,
);
const table = cornerTable(part('corner-table'), (geometry) => {
  if (geometry) map.drawing?.replace(geometry);
  else map.drawing?.clear();
});

/** @param {object | null} geometry */
function setGeometry(geometry) {
  state.geometry = geometry;
  geometryField.value = geometry ? JSON.stringify(geometry) : '';
}

/** What stands in the panel for a shape that is there or not. */
function showStage() {
  const hasShape = Boolean(state.geometry) || chosen().length > 0;
  if (hasShape) hideHint();
  sheet.classList.toggle('has-shape', hasShape);
  const ways = /** @type {HTMLDetailsElement} */ (form.querySelector('.area-ways'));
  // Never closed under the hands of who is choosing in it.
  if (!hasShape || !ways.contains(document.activeElement)) ways.open = !hasShape;
  sheet.classList.toggle('is-complete', hasShape && state.isComplete);
}

/**
 * @param {{geometry?: object, areas?: string[], coordinates?: string, outline?: boolean}} shape
 * @returns {Promise<import('../api/areas.js').FactsView | null>} null when a newer question came, or something is wrong
 */
async function ask(shape) {
  asking?.abort();
  asking = new AbortController();
  showWaiting();
  try {
    const view = await factsOf(shape, asking.signal);
    showFacts(view);
    map.drawing?.say(oneLine(view));
    return view;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    if (!(error instanceof Problem)) throw error;
    showProblem(
      error.status ? error.message : _('There is no network, so there are no figures now. What you draw is kept.'),
    );
    map.drawing?.say(error.status ? _('Look at the mark') : '');
    map.drawing?.mark(error.lonlat ? [error.lonlat] : []);
    if (shape.geometry && MENDABLE.has(error.code)) await mend(shape.geometry);
    return null;
  }
}

const askSoon = debounce(() => {
  if (state.geometry) ask({geometry: state.geometry});
}, FACTS_PAUSE_MS);

/** A finished outline that crosses itself is mended, said, marked, and can be had back. @param {object} geometry */
async function mend(geometry) {
  if (!state.isComplete || state.left.has(JSON.stringify(geometry))) return;
  try {
    const outcome = await shapeBy('mend', {geometry});
    if (state.geometry !== geometry) return;
    map.drawing?.replace(outcome.geometry);
    map.drawing?.mark(outcome.marks);
    tell([_('We mended the outline.'), ...outcome.said], () => {
      state.left.add(JSON.stringify(geometry));
      map.drawing?.undo();
      tell([], null);
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}

/** Puts a shape on the map without taking it for a hand's doing. @param {object} geometry @param {'load' | 'replace'} [how] */
function load(geometry, how = 'load') {
  state.isLoading = true;
  map.drawing?.[how](geometry);
  state.isLoading = false;
  state.isComplete = true;
  table.show(geometry);
}

/** @param {CustomEvent} event */
function drawn({detail}) {
  if (state.isLoading) return;
  state.isComplete = detail.isComplete;
  const text = detail.geometry ? JSON.stringify(detail.geometry) : '';
  if (text === geometryField.value && !chosen().length) {
    showStage();
    return;
  }
  // A tool that was taken up changes nothing of areas that were chosen.
  if (chosen().length && text === state.chosenText) return;
  setGeometry(detail.geometry);
  for (const box of boxes()) box.checked = false;
  keepDraft();
  table.show(detail.finished);
  tell([], null);
  map.drawing?.mark([]);
  showStage();
  if (state.geometry) askSoon();
  else showNothing();
}

/** Chosen areas are joined by the server, so that whole units keep exact figures. */
async function choose() {
  const areas = chosen();
  setGeometry(null);
  state.isComplete = areas.length > 0;
  keepDraft();
  tell([], null);
  showStage();
  if (!areas.length) {
    state.isLoading = true;
    map.drawing?.clear();
    state.isLoading = false;
    table.show(null);
    showNothing();
    return;
  }
  const view = await ask({areas, outline: true});
  if (!view?.geometry) return;
  load(view.geometry, isPicking() ? 'replace' : 'load');
  map.drawing?.say(oneLine(view));
  state.chosenText = drawnText();
}

function isPicking() {
  return map.drawing?.drawing.tool === 'pick';
}

function drawnText() {
  const geometry = map.drawing?.drawing.geometry({withSketch: true});
  return geometry ? JSON.stringify(geometry) : '';
}

/** A tap on the map with the tool for choosing: of the areas there, the one of the kind in use. @param {CustomEvent} event */
function picked({detail}) {
  const found = detail.features.filter((/** @type {any} */ hit) => hit.layer === 'areas');
  const known = found.map((/** @type {any} */ hit) => boxes().find(({value}) => value === hit.id)).filter(Boolean);
  const box =
    known.find((/** @type {HTMLInputElement} */ one) => one.checked) ??
    known.find((/** @type {HTMLInputElement} */ one) => kindOf(one) === 'postal') ??
    known[0];
  if (!box) return;
  if (state.geometry && !chosen().length) {
    // Whoever has drawn already does not want it replaced: the area is offered to add or to cut.
    /** @type {HTMLSelectElement} */ (part('field-other')).value = box.value;
    openChange();
    return;
  }
  box.checked = !box.checked;
  choose();
}

/** @param {HTMLInputElement} box */
function kindOf(box) {
  return /** @type {HTMLElement | null} */ (box.closest('fieldset'))?.dataset.kind;
}

function openChange() {
  const change = /** @type {HTMLDetailsElement} */ (part('area-change'));
  change.open = true;
  if (matchMedia(NARROW).matches) setSheetLevel(sheet, 'half');
  change.scrollIntoView({block: 'start'});
  part('field-other').focus();
}

/** @param {string} action */
async function command(action) {
  const subject = chosen().length ? {areas: chosen()} : state.geometry ? {geometry: state.geometry} : {};
  try {
    const outcome = await carryOut(form, action, subject);
    if (action === 'split' && outcome.sides.length) offerSides(outcome.sides);
    else take(outcome);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    complain(error.errors[0]?.message ?? error.message);
  }
}

/** @param {import('../api/areas.js').Outcome} outcome */
function take(outcome) {
  for (const box of boxes()) box.checked = false;
  const isFirst = !state.geometry;
  load(outcome.geometry, isFirst ? 'load' : 'replace');
  setGeometry(outcome.geometry);
  keepDraft();
  showStage();
  map.drawing?.mark(outcome.marks);
  tell(outcome.said, isFirst ? null : () => map.drawing?.undo());
  ask({geometry: outcome.geometry});
}

/** @param {{label: string, geometry: object}[]} sides */
function offerSides(sides) {
  const holder = part('split-sides');
  const buttons = sides.map(({label, geometry}) =>
    el(
      'button',
      {
        type: 'button',
        class: 'button button--small',
        onclick: () => {
          holder.hidden = true;
          take({geometry, said: [], marks: [], sides: [], words: '', corners: 0});
        },
      },
      label,
    ),
  );
  holder.querySelector('.button-row')?.replaceChildren(...buttons);
  holder.hidden = false;
  /** @type {HTMLDetailsElement} */ (part('area-change')).open = true;
  if (matchMedia(NARROW).matches) setSheetLevel(sheet, 'half');
  holder.scrollIntoView({block: 'nearest'});
  buttons[0]?.focus();
}

/** @param {CustomEvent} event a line for splitting */
async function lined({detail}) {
  map.drawing?.use('corner');
  const subject = chosen().length ? {areas: chosen()} : {geometry: state.geometry};
  try {
    offerSides((await shapeBy('split', {...subject, line: detail.line})).sides);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    toast(error.message, {tone: 'bad'});
  }
}

async function useCoordinates() {
  const coordinates = typed(form, 'coordinates');
  const view = await ask({coordinates, outline: true});
  if (view?.geometry) {
    take({geometry: view.geometry, said: [], marks: [], sides: [], words: '', corners: 0});
    return;
  }
  // What cannot be used as it stands may be mended; that is said, with the place, and can be taken back.
  try {
    take(await shapeBy('mend', {coordinates}));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    complain(error.errors[0]?.message ?? error.message);
  }
}

function filterChoices() {
  const words = /** @type {HTMLInputElement} */ (part('area-find')).value.trim().toLocaleLowerCase();
  for (const box of boxes()) {
    const label = /** @type {HTMLElement} */ (box.closest('label'));
    label.hidden = !box.checked && !(label.textContent ?? '').toLocaleLowerCase().includes(words);
  }
  for (const group of form.querySelectorAll('.area-choose__group'))
    /** @type {HTMLElement} */ (group).hidden = !group.querySelector('label:not([hidden])');
}

/** On a phone the sheet covers a part of the map; the middle and the drawing bar keep out of it. */
function coverMap() {
  const bottom = matchMedia(NARROW).matches ? Math.min(sheet.offsetHeight, map.offsetHeight * 0.5) : 0;
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
  setGeometry(geometry);
  showStage();
  ask({geometry});
}

/** The page came with something: a draft, a starting area, or a form that had to be corrected. */
async function fill() {
  const sent = start.typed?.geometry ? JSON.parse(start.typed.geometry) : null;
  const draft = start.isFresh && (slug || !start.outline) ? readDraft(slug) : null;
  if (sent) begin(sent);
  else if (chosen().length) await choose();
  else if (draft) await restore(draft);
  else if (start.outline) {
    begin(start.outline);
    // An old boundary that nobody touches is not sent back, so it stays the same version.
    if (slug) geometryField.value = '';
  }
}

/** @param {SubmitEvent} event @param {() => void} save */
function submitted(event, save) {
  event.preventDefault();
  const action = event.submitter instanceof HTMLButtonElement ? event.submitter.value : 'save';
  if (isCommand(action)) command(action);
  else if (action === 'use') useCoordinates();
  else if (action === 'squares') listSquares(form).catch((error) => complain(error.message));
  else save();
}

/** Enter in a field means the button beside it; in the name, saving. @param {KeyboardEvent} event */
function entered(event) {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement) || event.defaultPrevented) return;
  if (event.target.type === 'checkbox') return;
  event.preventDefault();
  const around = event.target.closest('.area-change__one, .disclosure') ?? form;
  const button =
    around === form ? form.querySelector('button[value="save"]') : around.querySelector('button[name="action"]');
  if (button && !event.target.closest('#corner-table')) /** @type {HTMLElement} */ (button).click();
}

/** What works whether or not the map comes. */
function listen() {
  const save = sendByScript(form);
  for (const box of boxes()) box.addEventListener('change', choose);
  form.addEventListener('input', keepDraft);
  form.addEventListener('submit', (event) => submitted(event, save));
  form.addEventListener('keydown', entered);
  const find = /** @type {HTMLElement} */ (document.querySelector('.area-choose__find'));
  find.hidden = false;
  find.addEventListener('input', filterChoices);
  const kept = /** @type {HTMLElement} */ (document.querySelector('.area-kept'));
  kept.hidden = false;
  part('area-next').addEventListener('click', () => {
    setSheetLevel(sheet, 'full');
    part('field-name').focus();
    part('area-name').scrollIntoView({block: 'start'});
  });
}

async function run() {
  listen();
  await customElements.whenDefined('aluekartta-map');
  await map.ready;
  map.addEventListener('draw-change', (event) => drawn(/** @type {CustomEvent} */ (event)));
  map.addEventListener('draw-pick', (event) => picked(/** @type {CustomEvent} */ (event)));
  map.addEventListener('draw-line', (event) => lined(/** @type {CustomEvent} */ (event)));
  map.addEventListener('draw-end', () => {
    if (matchMedia(NARROW).matches) setSheetLevel(sheet, 'peek');
  });
  const byLine = part('split-by-line');
  byLine.hidden = false;
  byLine.addEventListener('click', () => {
    map.drawing?.use('line');
    if (matchMedia(NARROW).matches) setSheetLevel(sheet, 'peek');
  });
  offerNearAreas(map, (wanted) => {
    for (const box of boxes()) box.checked = box.value === wanted;
    choose();
  });
  new ResizeObserver(coverMap).observe(sheet);
  coverMap();
  hideHint = showHint(map);
  await fill();
}

run();
