// @ts-check
/** Many entries in a row: the keyboard stores, choosing a way to name the place is done by using it, a click is a place. */
import {announce} from '../components/live.js';
import {_} from '../lib/i18n.js';

/** @typedef {import('../map/aluekartta-map.js').AluekarttaMap} AluekarttaMap */

const DECIMALS = 6;
const form = /** @type {HTMLFormElement | null} */ (document.querySelector('[data-entry]'));
const map = /** @type {AluekarttaMap | null} */ (document.querySelector('aluekartta-map'));
const pick = /** @type {HTMLDetailsElement | null} */ (document.querySelector('[data-pick]'));

/** @param {string} name */
const input = (name) => /** @type {HTMLInputElement} */ (form?.elements.namedItem(name));

/** @param {string} value */
function choose(value) {
  const radio = /** @type {HTMLInputElement | null} */ (form?.querySelector(`[name="where"][value="${value}"]`));
  if (radio) radio.checked = true;
}

/** @param {[number, number]} lonlat */
function mark(lonlat) {
  map?.setLayerData('picked', {
    type: 'FeatureCollection',
    features: [{type: 'Feature', properties: {}, geometry: {type: 'Point', coordinates: lonlat}}],
  });
}

/** @param {Event} event */
function place(event) {
  const lonlat = /** @type {CustomEvent} */ (event).detail?.lonlat;
  if (!lonlat) return;
  input('lon').value = lonlat[0].toFixed(DECIMALS);
  input('lat').value = lonlat[1].toFixed(DECIMALS);
  input('is_on_map').value = 'true';
  choose('coordinates');
  mark(lonlat);
  announce(_('The place is chosen.'));
}

form?.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    form.requestSubmit();
  }
});
for (const [name, way] of [
  ['place_name', 'name'],
  ['place', 'list'],
  ['lat', 'coordinates'],
  ['lon', 'coordinates'],
])
  input(name)?.addEventListener('input', () => {
    choose(way);
    if (way === 'coordinates') input('is_on_map').value = '';
  });

const source = /** @type {HTMLSelectElement | null} */ (form?.querySelector('[name="source"]') ?? null);
source?.addEventListener('change', () => {
  const another = /** @type {HTMLDetailsElement | null} */ (document.querySelector('[data-new-source]'));
  if (another) another.open = source.value === '';
});

/** The map is loaded when somebody wants to point at it: most entries name their place. */
pick?.addEventListener(
  'toggle',
  async () => {
    await import('../map/aluekartta-map.js');
    await map?.ready;
    const at = [Number(input('lon').value.replace(',', '.')), Number(input('lat').value.replace(',', '.'))];
    if (input('lon').value && at.every(Number.isFinite)) mark(/** @type {[number, number]} */ (at));
  },
  {once: true},
);
map?.addEventListener('map-select', place);
map?.addEventListener('map-place', place);
