// @ts-check
/** The form of a statement: the map for showing a place, a part or an area, and what is typed kept in this browser. */
import '../map/aluekartta-map.js';

const map = /** @type {import('../map/aluekartta-map.js').AluekarttaMap} */ (document.getElementById('map'));
const form = /** @type {HTMLFormElement} */ (document.getElementById('statement-form'));
const holder = /** @type {HTMLElement} */ (document.getElementById('statement-map'));
const help = /** @type {HTMLElement} */ (document.getElementById('map-help'));
const MODES = /** @type {Record<string, 'place' | 'view' | 'draw'>} */ ({place: 'place', part: 'view', area: 'draw'});
const KEPT = ['text', 'title', 'author_name', 'on_behalf'];
/** How much of a list's width its padding and its arrow take, in pixels. */
const ROOM_OF_ARROW = 56;
const NAME = `aluekartta.statement.${form.dataset.keep}`;

/** @param {string} name */
const field = (name) =>
  /** @type {HTMLInputElement | null} */ (/** @type {unknown} */ (form.elements.namedItem(name)));

const chosen = () => new FormData(form).get('about')?.toString() ?? 'whole';

/** What is chosen of each list in full, where the list is too narrow to show it. */
function showChosen() {
  const pen = document.createElement('canvas').getContext('2d');
  for (const list of form.querySelectorAll('[data-about] select')) {
    const {value, selectedOptions, clientWidth} = /** @type {HTMLSelectElement} */ (list);
    const words = /** @type {HTMLElement} */ (list.closest('[data-about]')?.querySelector('.statement-about__chosen'));
    words.textContent = value ? selectedOptions[0].textContent : '';
    if (pen) pen.font = getComputedStyle(list).font;
    words.hidden = !pen || pen.measureText(words.textContent ?? '').width < clientWidth - ROOM_OF_ARROW;
  }
}

let isFramed = false;

/** The map was made hidden, without a size to fit into: frame the proposal once it is first seen. */
function frame() {
  const bounds = map.config?.view.bounds;
  if (isFramed || !bounds) return;
  isFramed = true;
  map.goTo({bbox: bounds, isStill: true});
}

/** Show the map where it helps, in the mode that fits. */
async function showMap() {
  const about = chosen();
  for (const more of form.querySelectorAll('[data-about]')) {
    /** @type {HTMLElement} */ (more).hidden = /** @type {HTMLElement} */ (more).dataset.about !== about;
  }
  showChosen();
  holder.hidden = !(about in MODES);
  if (holder.hidden) return;
  help.textContent = help.dataset[about] ?? '';
  await map.ready;
  frame();
  map.mode = MODES[about];
  const lon = Number(field('lon')?.value);
  const lat = Number(field('lat')?.value);
  if (about === 'place' && lon && lat) map.goTo({lonlat: [lon, lat], isStill: true});
}

form.addEventListener('change', (event) => {
  if (/** @type {HTMLInputElement} */ (event.target).name === 'about') showMap();
  else showChosen();
});

map.addEventListener('map-centre', (event) => {
  if (chosen() !== 'place') return;
  const {lonlat, moving} = /** @type {CustomEvent} */ (event).detail;
  const [lon, lat] = [field('lon'), field('lat')];
  if (moving || !lon || !lat) return;
  lon.value = lonlat[0].toFixed(6);
  lat.value = lonlat[1].toFixed(6);
});

map.addEventListener('draw-change', (event) => {
  const {finished} = /** @type {CustomEvent} */ (event).detail;
  const shape = field('shape');
  if (shape) shape.value = finished ? JSON.stringify(finished) : '';
});

map.addEventListener('map-select', (event) => {
  const {layer, properties} = /** @type {CustomEvent} */ (event).detail;
  const list = /** @type {HTMLSelectElement | null} */ (/** @type {unknown} */ (field('part')));
  if (chosen() !== 'part' || layer !== 'zoning' || !list) return;
  const option = [...list.options].find((one) => one.value.endsWith(`-${properties.letter}`));
  if (!option) return;
  list.value = option.value;
  showChosen();
  help.textContent = option.textContent;
});

/** What is typed is kept until it has arrived. */
function keep() {
  const values = new FormData(form);
  try {
    sessionStorage.setItem(NAME, JSON.stringify(Object.fromEntries(KEPT.map((name) => [name, values.get(name) ?? '']))));
  } catch {
    // Storage is full or shut off: the form itself still holds it.
  }
}

function restore() {
  const text = field('text');
  if (!text || text.value) return; // the server has put back what was typed
  try {
    const kept = JSON.parse(sessionStorage.getItem(NAME) ?? 'null');
    for (const name of kept ? KEPT : []) {
      const one = field(name);
      if (one && kept[name] && !one.value) one.value = kept[name];
    }
  } catch {
    // Something else stands there: begin with an empty form.
  }
}

if (form.dataset.keep) {
  restore();
  form.addEventListener('input', keep);
  form.addEventListener('submit', () => sessionStorage.removeItem(NAME));
}
showMap();
document.getElementById('preview')?.focus();
