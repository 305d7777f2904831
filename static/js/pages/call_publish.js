// @ts-check
/**
 * Choosing the level of a boundary: slider and number move together, the outline and its figures follow.
 * Without this the number field and its button do the same (templates/areas/agreement/publish.html).
 */
import {outlineAt} from '../api/calls.js';
import {buildFacts} from '../components/area-facts.js';
import {debounce, el} from '../lib/dom.js';
import {Problem} from '../lib/http.js';
import {_} from '../lib/i18n.js';

const PAUSE_MS = 250;
const LAYER = 'boundary';

/** @template {HTMLElement} T @param {string} id @returns {T} */
function part(id) {
  return /** @type {T} */ (document.getElementById(id));
}

const map = /** @type {import('../map/aluekartta-map.js').AluekarttaMap} */ (part('map'));
const slider = /** @type {HTMLInputElement} */ (part('level-slider'));
const number = /** @type {HTMLInputElement} */ (part('level-number'));
const form = /** @type {HTMLFormElement} */ (part('publish-area'));
const live = part('publish-live');
/** @type {AbortController | null} */
let asking = null;

/** @param {string} text @param {HTMLElement[]} below */
function show(text, below) {
  const summary = /** @type {HTMLElement} */ (live.querySelector('.area-live__summary'));
  if (summary.textContent !== text) summary.textContent = text;
  live.replaceChildren(summary, ...below);
  live.removeAttribute('aria-busy');
}

/** @param {import('../api/calls.js').Outline} outline */
function draw(outline) {
  const features = outline.geometry ? [{type: 'Feature', id: LAYER, geometry: outline.geometry, properties: {slug: LAYER}}] : [];
  map.setLayerData(LAYER, {type: 'FeatureCollection', features});
}

async function ask() {
  const level = Number(slider.value);
  asking?.abort();
  asking = new AbortController();
  live.setAttribute('aria-busy', 'true');
  try {
    const outline = await outlineAt(form.dataset.outline ?? '', level, asking.signal);
    /** @type {HTMLInputElement} */ (part('publish-level')).value = String(level);
    /** @type {HTMLInputElement} */ (part('publish-hash')).value = outline.hash;
    const words = outline.facts ? `${outline.text} ${outline.facts.summary}` : outline.text;
    show(words, outline.facts ? buildFacts(outline.facts, _('Source:')) : []);
    draw(outline);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return;
    show(error instanceof Problem ? error.message : _('Something went wrong.'), [el('p', {})]);
  }
}

const askSoon = debounce(ask, PAUSE_MS);

/** @param {HTMLInputElement} from @param {HTMLInputElement} to */
function follow(from, to) {
  from.addEventListener('input', () => {
    const level = Math.min(100, Math.max(10, Math.round(Number(from.value) || 0)));
    if (from === number && String(level) !== from.value) return;
    to.value = String(level);
    askSoon();
  });
}

async function run() {
  const choice = /** @type {HTMLFormElement} */ (part('level-form'));
  slider.hidden = false;
  choice.classList.add('is-live');
  choice.addEventListener('submit', (event) => event.preventDefault());
  slider.step = '1';
  follow(slider, number);
  follow(number, slider);
  await customElements.whenDefined('aluekartta-map');
  await map.ready;
}

run();
