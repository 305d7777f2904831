// @ts-check
/** Map and table of the analysis tell each other what is looked at; choices are sent as they change; ticks are counted. */
import {announce} from '../components/live.js';
import {formatNumber} from '../lib/format.js';
import {ngettext} from '../lib/i18n.js';

/** The layer of areas (service/analysis/maps.py). */
const LAYER = 'units';

/** @param {HTMLElement} pair the box that holds one map and one table */
function link(pair) {
  const map = /** @type {import('../map/aluekartta-map.js').AluekarttaMap | null} */ (pair.querySelector('aluekartta-map'));
  const rows = new Map([...pair.querySelectorAll('tr[data-code]')].map((row) => [/** @type {HTMLElement} */ (row).dataset.code, /** @type {HTMLElement} */ (row)]));
  let chosen = '';

  const mark = (/** @type {string} */ code) => {
    for (const [key, row] of rows) row.toggleAttribute('data-selected', key === code && code !== '');
    map?.select(code ? LAYER : null, code);
  };
  for (const [code = '', row] of rows) {
    row.addEventListener('pointerenter', () => mark(code));
    row.addEventListener('pointerleave', () => mark(chosen));
    row.addEventListener('focusin', () => mark(code));
    row.addEventListener('click', (event) => { if (!(/** @type {Element} */ (event.target).closest('a, input, label'))) mark(chosen = code); });
  }
  map?.addEventListener('map-select', (event) => {
    const {layer, id, properties} = /** @type {CustomEvent} */ (event).detail;
    chosen = layer === LAYER ? id : '';
    mark(chosen);
    if (!chosen) return;
    rows.get(chosen)?.scrollIntoView({block: 'nearest'});
    announce([properties.name, properties.label].filter(Boolean).join(' '));
  });
}

/** @param {HTMLFormElement} form */
function sendItself(form) {
  form.classList.add('is-live');
  form.addEventListener('change', () => form.requestSubmit());
}

/** Shows a slider's value while it is moved. @param {HTMLInputElement} slider */
function showValue(slider) {
  const place = document.getElementById(slider.dataset.shownIn ?? '');
  slider.addEventListener('input', () => { if (place) place.textContent = `${formatNumber(slider.valueAsNumber)} m`; });
}

/** @param {HTMLElement} place */
function countTicks(place) {
  const form = place.closest('form');
  const show = () => {
    const count = form?.querySelectorAll('input[name="area"]:checked').length ?? 0;
    place.textContent = count ? ngettext('%(count)s area chosen', '%(count)s areas chosen', count, {count}) : '';
  };
  form?.addEventListener('change', show);
  show();
}

/** Marks the area that a page is about, once its map is there. @param {HTMLElement} box */
function markOwn(box) {
  const map = /** @type {import('../map/aluekartta-map.js').AluekarttaMap | null} */ (box.querySelector('aluekartta-map'));
  const mark = () => map?.select(LAYER, box.dataset.markedArea ?? '');
  map?.addEventListener('map-ready', mark);
  customElements.whenDefined('aluekartta-map').then(() => map?.ready).then(mark);
}

for (const pair of document.querySelectorAll('[data-linked-map]')) link(/** @type {HTMLElement} */ (pair));
for (const form of document.querySelectorAll('form[data-sends-itself]')) sendItself(/** @type {HTMLFormElement} */ (form));
for (const box of document.querySelectorAll('[data-marked-area]')) markOwn(/** @type {HTMLElement} */ (box));
for (const slider of document.querySelectorAll('input[data-shown-in]')) showValue(/** @type {HTMLInputElement} */ (slider));
for (const place of document.querySelectorAll('[data-ticked]')) countTicks(/** @type {HTMLElement} */ (place));
