// @ts-check
/** Making a walk: the route is drawn, the stops are put under the crosshair, and both stand in the form's fields. */
import {announce} from '../components/live.js';
import {_} from '../lib/i18n.js';
import '../map/aluekartta-map.js';

const MOST_STOPS = 20;
const map = /** @type {import('../map/aluekartta-map.js').AluekarttaMap} */ (document.getElementById('map'));
const rows = /** @type {HTMLOListElement | null} */ (document.getElementById('stop-rows'));
const route = /** @type {HTMLTextAreaElement | null} */ (document.getElementById('field-route'));
const modes = /** @type {HTMLElement | null} */ (document.getElementById('mode-switch'));
const here = /** @type {HTMLButtonElement | null} */ (document.getElementById('stop-here'));

/** @returns {any} the route in the text box, or null */
function written() {
  try {
    return JSON.parse(route?.value ?? '');
  } catch {
    return null;
  }
}

/** @param {Element} row @returns {HTMLInputElement[]} the fields of a row: name, place */
const fields = (row) => [...row.querySelectorAll('input')];

/** @returns {[number, number][]} stops that are given as coordinates */
function placed() {
  return [...(rows?.children ?? [])].flatMap((row) => {
    const pair = /^(\d{1,2}[.,]\d+)\s*[,; ]\s*(\d{1,3}[.,]\d+)$/.exec(fields(row)[1]?.value.trim() ?? '');
    if (!pair) return [];
    const [lat, lon] = pair.slice(1).map((number) => Number(number.replace(',', '.')));
    return [/** @type {[number, number]} */ ([lon, lat])];
  });
}

function show() {
  const shape = written();
  const features = placed().map((coordinates) => ({
    type: 'Feature',
    properties: {},
    geometry: {type: 'Point', coordinates},
  }));
  map.setLayerData('stops', {type: 'FeatureCollection', features});
  const isDrawn = map.mode !== 'draw' && shape;
  map.setLayerData('route', {
    type: 'FeatureCollection',
    features: isDrawn ? [{type: 'Feature', properties: {}, geometry: shape}] : [],
  });
}

/** @returns {Element | null} the first row without a place; a new one when all are filled in */
function emptyRow() {
  if (!rows) return null;
  const found = [...rows.children].find((row) => !fields(row)[1]?.value.trim());
  if (found || rows.children.length >= MOST_STOPS) return found ?? null;
  const number = rows.children.length + 1;
  const row = /** @type {Element} */ (rows.lastElementChild?.cloneNode(true));
  row.querySelector('.field__error')?.remove();
  for (const [index, input] of fields(row).entries()) {
    input.value = '';
    input.id = index ? `field-stop_place-${number}` : `stop-name-${number}`;
    input.removeAttribute('aria-invalid');
    const label = row.querySelectorAll('label')[index];
    if (!label) continue;
    label.htmlFor = input.id;
    label.textContent = index ? _('Where stop %(number)s is', {number}) : _('Name of stop %(number)s', {number});
  }
  rows.append(row);
  return row;
}

function addStop() {
  const row = emptyRow();
  if (!row || !map.lonlat) return;
  const [name, place] = fields(row);
  const [lon, lat] = map.lonlat;
  place.value = `${lat.toFixed(6)}, ${lon.toFixed(6)}`;
  show();
  announce(_('The stop is placed. Give it a name.'));
  name.scrollIntoView({block: 'nearest'});
}

/** @param {string} mode "draw" or "place" */
function use(mode) {
  for (const button of modes?.querySelectorAll('button') ?? [])
    button.setAttribute('aria-pressed', String(button.dataset.mode === mode));
  map.mode = /** @type {import('../map/aluekartta-map.js').MapMode} */ (mode);
  if (here) here.hidden = mode !== 'place';
  const shape = written();
  if (mode === 'draw' && shape) map.drawing?.load(shape);
  show();
}

map.addEventListener('draw-change', (event) => {
  const {finished} = /** @type {CustomEvent} */ (event).detail;
  if (!route) return;
  if (finished) route.value = JSON.stringify(finished);
  else if (!finished && map.drawing?.drawing.history.past.length) route.value = '';
});
map.addEventListener('map-place', () => map.mode === 'place' && addStop());
here?.addEventListener('click', addStop);
rows?.addEventListener('change', show);
route?.addEventListener('change', () => use('draw'));
modes?.addEventListener('click', (event) => {
  const button = event.target instanceof Element ? event.target.closest('button') : null;
  if (button?.dataset.mode) use(button.dataset.mode);
});

function begin() {
  if (!modes) {
    map.mode = 'view';
    show();
    return;
  }
  modes.hidden = false;
  use('draw');
}
map.addEventListener('map-ready', begin, {once: true});
if (map.stage) begin();
