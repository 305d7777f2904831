// @ts-check
/** The front page: looking at ideas, and telling one in four taps. */
import '../components/photo-fields.js';
import '../components/place-search.js';
import '../map/aluekartta-map.js';
import {sendPin} from '../api/pins.js';
import {announce} from '../components/live.js';
import {setSheetLevel} from '../components/sheet.js';
import {Problem} from '../lib/http.js';
import {_} from '../lib/i18n.js';
import {Browse} from './pins/browse.js';
import {bodyOf, emptyDraft, forgetDraft, keepDraft, keptDraft} from './pins/draft.js';
import {sendPhotos} from './pins/photos.js';
import {Placing} from './pins/placing.js';
import {showPreview} from './pins/preview.js';
import {showReceipt} from './pins/receipt.js';
import {Similar} from './pins/similar.js';
import {Steps} from './pins/steps.js';
import {Writing} from './pins/writing.js';

const map = /** @type {import('../map/aluekartta-map.js').AluekarttaMap} */ (document.getElementById('map'));
const panel = /** @type {HTMLElement} */ (document.getElementById('panel'));

/** @template {HTMLElement} [T=HTMLElement] @param {string} selector */
const part = (selector) => /** @type {T} */ (panel.querySelector(selector));
/** @param {string} selector @param {() => void} action */
const onClick = (selector, action) =>
  panel.querySelectorAll(selector).forEach((button) => button.addEventListener('click', action));

const form = /** @type {HTMLFormElement} */ (part('form[data-step="write"]'));
const opened = /** @type {HTMLInputElement} */ (form.elements.namedItem('opened')).value;
let draft = emptyDraft(opened);
let isSending = false;
const photoFields = /** @type {import('../components/photo-fields.js').PhotoFields} */ (part('photo-fields'));

const browse = new Browse(part('[data-step="browse"]'), map, panel);
const placing = new Placing(map, () => draft, placeChanged);
const similar = new Similar(part('[data-similar]'), () => finish());
const writing = new Writing(form, () => draft, {
  changed: () => {
    keepDraft(draft);
    preview();
  },
  themed: () => similar.look(draft.isWhole ? null : draft.lonlat, draft.theme),
  send,
});
const steps = new Steps(panel, entered);

/** @param {import('./pins/steps.js').Step} step */
function entered(step) {
  if (step === 'place' || (step === 'write' && !draft.isWhole)) placing.begin();
  else placing.end();
  if (step === 'place') showFigure();
  if (step === 'place') map.parts.surface?.focus({preventScroll: true});
  if (step === 'write') {
    placeChanged();
    similar.look(draft.isWhole ? null : draft.lonlat, draft.theme);
    const field = draft.theme ? 'text' : 'theme';
    /** @type {HTMLElement | null} */ (form.querySelector(`[name="${field}"]`))?.focus({preventScroll: true});
  }
  if (step === 'sent') part('[data-step="sent"] h1').focus();
  if (step === 'browse') {
    offerDraft();
    /** @type {HTMLElement | null} */ (panel.querySelector('[data-tell]'))?.focus({preventScroll: true});
  }
}

function placeChanged() {
  showFigure();
  const words = draft.isWhole ? (part('[data-whole] span').textContent ?? '') : draft.words;
  for (const holder of panel.querySelectorAll('[data-place-words]')) if (words) holder.textContent = words;
  part('[data-place-error]').hidden = true;
  preview();
  if (draft.text || draft.theme) keepDraft(draft);
}

function preview() {
  showPreview(form, draft, part('[data-whole] span').textContent ?? '');
}

function tell() {
  draft = keptDraft() ?? emptyDraft(opened);
  draft.isWhole = false;
  // A campaign may take lines or areas alone; a draft may come from another campaign.
  const taken = [...figures].map((one) => one.value);
  const first = panel.querySelector('[data-figure-only]')?.getAttribute('data-figure-only') ?? taken[0] ?? 'point';
  if (!taken.includes(draft.figure)) Object.assign(draft, {figure: first, shape: null});
  writing.fill();
  browse.close();
  browse.looking.stop();
  steps.go('place');
}

function here() {
  draft.isWhole = false;
  if (placing.finish()) steps.go('write');
  else if (draft.figure !== 'point') placeProblem(draft.figure === 'line' ? _('Draw the line on the map.') : _('Draw the area on the map.'));
}

/** @param {string} sentence */
function placeProblem(sentence) {
  const place = part('[data-place-error]');
  /** @type {HTMLElement} */ (place.querySelector('span')).textContent = sentence;
  place.hidden = false;
  announce(sentence);
}

/** The chosen one of a point, a line and an area, where the campaign takes more than one. */
const figures = /** @type {NodeListOf<HTMLInputElement>} */ (panel.querySelectorAll('input[name="figure"]'));
figures.forEach((one) =>
  one.addEventListener('change', () => {
    placing.use(/** @type {any} */ (one.value));
    setSheetLevel(panel, 'fit');
  }),
);

function showFigure() {
  for (const one of figures) one.checked = one.value === draft.figure;
  panel.dataset.figure = draft.figure;
}

async function send() {
  if (isSending) return;
  isSending = true;
  writing.clear();
  writing.busy(true);
  const body = bodyOf(draft, writing.extra);
  keepDraft(draft);
  try {
    arrived(await sendPin(body, draft.key));
  } catch (error) {
    refused(error);
  } finally {
    isSending = false;
    writing.busy(false);
  }
}

/** @param {import('../api/pins.js').Receipt} receipt */
function arrived(receipt) {
  const {lonlat, isWhole} = draft;
  forgetDraft();
  showReceipt(part('[data-step="sent"]'), receipt);
  sendPhotos(part('[data-sent-photos]'), receipt.reference, photoFields.photos);
  draft = emptyDraft(opened);
  steps.go('sent', {isReplaced: true});
  announce(_('Thank you, your idea has arrived. Its reference is %(reference)s.', {reference: receipt.reference}));
  map.refreshLayer('pins');
  if (receipt.is_public && lonlat && !isWhole) map.select('pins', receipt.reference);
  browse.apply();
}

/** @param {unknown} error */
function refused(error) {
  const isOffline = error instanceof Problem && error.isPassing && error.status !== 429;
  draft.isWaiting = isOffline;
  keepDraft(draft);
  if (isOffline) {
    writing.tell(
      _('No connection right now. Your idea is kept here and is sent by itself when the connection is back.'),
    );
    return;
  }
  if (writing.refuse(error) === 'lonlat' && error instanceof Problem) {
    steps.go('place');
    placeProblem(error.errors[0].message);
  }
}

function finish() {
  forgetDraft();
  draft = emptyDraft(opened);
  writing.fill();
  steps.go('browse');
}

function cancel() {
  if (draft.text || draft.theme) keepDraft(draft);
  steps.go('browse');
}

function offerDraft() {
  const kept = keptDraft();
  part('[data-draft]').hidden = kept === null;
  part('[data-draft-text]').textContent = kept ? kept.text.slice(0, 120) : '';
}

function resume() {
  const kept = keptDraft();
  if (!kept) return;
  draft = kept;
  writing.fill();
  if (kept.lonlat) map.goTo({lonlat: kept.lonlat, zoom: kept.zoom ?? undefined, isStill: true});
  steps.go(kept.lonlat || kept.isWhole ? 'write' : 'place');
}

// Absent while the campaign that is looked at takes nothing in.
const tellButton = /** @type {HTMLElement | null} */ (panel.querySelector('[data-tell]'));
tellButton?.addEventListener('click', (event) => {
  event.preventDefault();
  tell();
});
onClick('[data-here]', here);
onClick('[data-my-position]', () => map.locate());
onClick('[data-whole]', () => {
  draft.isWhole = true;
  steps.go('write');
});
onClick('[data-change-place]', () => {
  draft.isWhole = false;
  steps.go('place');
});
onClick('[data-cancel]', cancel);
onClick('[data-draft-continue]', resume);
onClick('[data-draft-discard]', () => {
  forgetDraft();
  offerDraft();
});
onClick('[data-another]', tell);
panel.addEventListener('place-chosen', (event) => placing.goTo(/** @type {CustomEvent} */ (event).detail));
map.addEventListener('map-place', () => {
  if (steps.current !== 'browse') here();
  else if (tellButton) tell();
});
map.addEventListener('map-ready', () => browse.begin(), {once: true});
addEventListener('online', () => {
  if (draft.isWaiting && steps.current === 'write') send();
});

offerDraft();
if (keptDraft()?.isWaiting && navigator.onLine) {
  map.addEventListener(
    'map-ready',
    () => {
      resume();
      send();
    },
    {once: true},
  );
}
