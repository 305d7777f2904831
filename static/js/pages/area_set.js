// @ts-check
/** Splitting an area of a set, or moving a border: what is drawn on the map fills in the form. */

/** @template {HTMLElement} T @param {string} id @returns {T} */
function part(id) {
  return /** @type {T} */ (document.getElementById(id));
}

const map = /** @type {import('../map/aluekartta-map.js').AluekarttaMap} */ (part('map'));
const setForm = /** @type {HTMLFormElement} */ (part('set-form'));
const geometryField = /** @type {HTMLInputElement} */ (setForm.elements.namedItem('geometry'));
const area = /** @type {HTMLSelectElement} */ (setForm.elements.namedItem('area'));
/** @type {Record<string, object>} */
const outlines = JSON.parse(part('set-outlines').textContent ?? '{}');
let isLoading = false;

/** Puts a shape on the map without taking it for a hand's doing. @param {object} geometry */
function load(geometry) {
  isLoading = true;
  map.drawing?.load(geometry);
  isLoading = false;
}

/** A border is moved from where it is: the area's own outline comes first. */
function begin() {
  const outline = outlines[area.value];
  geometryField.value = '';
  if (outline) load(outline);
}

async function run() {
  await customElements.whenDefined('aluekartta-map');
  await map.ready;
  map.addEventListener('draw-change', (event) => {
    if (isLoading) return;
    // What was drawn stands in the way of what was pasted: one shape is sent, and it is the one on the map.
    const {geometry} = /** @type {CustomEvent} */ (event).detail;
    geometryField.value = geometry ? JSON.stringify(geometry) : '';
  });
  if (setForm.dataset.deed === 'border') area.addEventListener('change', begin);
  if (geometryField.value) load(JSON.parse(geometryField.value));
  else if (setForm.dataset.deed === 'border') begin();
}

run();

export {};
