// @ts-check
/** Drawing a proposal: what the plan says about it stands beside the map at every change. */
import {coverageOf} from '../api/proposals.js';
import {showCoverage} from '../components/coverage-view.js';
import {debounce, el} from '../lib/dom.js';
import {Problem} from '../lib/http.js';
import '../map/aluekartta-map.js';

const ASK_AFTER_MS = 350;

const map = /** @type {import('../map/aluekartta-map.js').AluekarttaMap} */ (document.getElementById('map'));
const holder = /** @type {HTMLElement} */ (document.getElementById('coverage'));
const text = /** @type {HTMLTextAreaElement} */ (document.getElementById('field-geometry'));
const area = /** @type {HTMLSelectElement} */ (document.getElementById('field-area'));
const modes = /** @type {HTMLElement} */ (document.getElementById('mode-switch'));
let asking = new AbortController();

const ask = debounce(async (/** @type {{geometry?: object, areas?: string[]}} */ question) => {
  asking.abort();
  asking = new AbortController();
  holder.setAttribute('aria-busy', 'true');
  try {
    const answer = await coverageOf(question, asking.signal);
    showCoverage(holder, answer);
    if (answer.geometry) load(answer.geometry);
  } catch (error) {
    if (error instanceof DOMException) return;
    if (!(error instanceof Problem)) throw error;
    holder.replaceChildren(el('p', {class: 'field__error'}, error.errors[0]?.message ?? error.message));
  } finally {
    holder.removeAttribute('aria-busy');
  }
}, ASK_AFTER_MS);

function showNothing() {
  asking.abort();
  holder.replaceChildren(el('p', {class: 'muted'}, holder.dataset.empty ?? ''));
}

/** @returns {any} the shape in the text box, when it is GeoJSON */
function written() {
  try {
    const shape = JSON.parse(text.value);
    return shape?.coordinates ? shape : shape?.geometry ?? null;
  } catch {
    return null;
  }
}

/** @param {any} geometry */
function load(geometry) {
  if (map.drawing) map.drawing.load(geometry);
  else text.value = JSON.stringify(geometry);
}

/** @param {string} wish a kind of shape to draw, or "view" to look at the plan */
function use(wish) {
  for (const button of modes.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button.dataset.mode === wish));
  const shape = written();
  if (wish !== 'view' && map.config) map.config.draw.type = /** @type {any} */ (wish);
  map.setLayerData('own', {type: 'FeatureCollection', features: wish === 'view' && shape ? [{type: 'Feature', properties: {}, geometry: shape}] : []});
  map.mode = wish === 'view' ? 'view' : 'draw';
  const fits = shape && (shape.type === 'LineString') === (wish === 'LineString');
  if (wish !== 'view' && fits) map.drawing?.load(shape);
}

map.addEventListener('draw-change', (event) => {
  const {geometry, finished} = /** @type {CustomEvent} */ (event).detail;
  if (!geometry) {
    // A tool just taken up says nothing; only a cleared drawing empties what stood there.
    if (!finished && map.drawing?.drawing.history.past.length) { text.value = ''; showNothing(); }
    return;
  }
  area.value = '';
  if (finished) text.value = JSON.stringify(finished);
  ask({geometry});
});
area.addEventListener('change', () => { if (area.value) ask({areas: [area.value]}); });
text.addEventListener('change', () => {
  const shape = written();
  if (shape) load(shape);
});
modes.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  if (button?.dataset.mode) use(button.dataset.mode);
});
map.addEventListener('map-ready', () => {
  modes.hidden = false;
  const shape = written();
  if (shape) use(shape.type === 'LineString' ? 'LineString' : 'MultiPolygon');
}, {once: true});
if (map.stage) map.dispatchEvent(new CustomEvent('map-ready'));
