// @ts-check
/** Map, table and charts of the analysis tell each other what is looked at; choices are sent as they change; ticks are counted. */
import {announce} from '../components/live.js';
import {formatNumber} from '../lib/format.js';
import {ngettext} from '../lib/i18n.js';

/** The layer of areas (service/analysis/maps.py). */
const LAYER = 'units';

/** @param {HTMLElement} pair the box that holds one map, one table and charts; rows and charts may be swapped for others */
function link(pair) {
  const map = /** @type {import('../map/aluekartta-map.js').AluekarttaMap | null} */ (pair.querySelector('aluekartta-map'));
  let chosen = '';

  const rowOf = (/** @type {Event} */ event) => /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest('tr[data-code]'));
  const mark = (/** @type {string} */ code, /** @type {EventTarget | null} */ from = null) => {
    for (const row of pair.querySelectorAll('tr[data-code]')) row.toggleAttribute('data-selected', code !== '' && /** @type {HTMLElement} */ (row).dataset.code === code);
    map?.select(code ? LAYER : null, code);
    for (const chart of pair.querySelectorAll('chart-figure'))
      if (chart !== from) /** @type {import('../charts/chart-figure.js').ChartFigure} */ (chart).select?.(code || null);
  };
  for (const kind of ['pointerover', 'focusin']) pair.addEventListener(kind, (event) => { const row = rowOf(event); if (row) mark(row.dataset.code ?? ''); });
  pair.addEventListener('pointerout', (event) => { if (rowOf(event)) mark(chosen); });
  pair.addEventListener('click', (event) => {
    const row = rowOf(event);
    if (row && !(/** @type {Element} */ (event.target).closest('a, input, label'))) mark(chosen = row.dataset.code ?? '');
  });
  pair.addEventListener('rows-changed', () => mark(chosen));
  pair.addEventListener('chart-select', (event) => mark(chosen = /** @type {CustomEvent} */ (event).detail.code ?? '', event.target));
  pair.addEventListener('chart-point', (event) => mark(/** @type {CustomEvent} */ (event).detail.code || chosen, event.target));
  map?.addEventListener('map-select', (event) => {
    const {layer, id, properties} = /** @type {CustomEvent} */ (event).detail;
    chosen = layer === LAYER ? id : '';
    mark(chosen);
    if (!chosen) return;
    pair.querySelector(`tr[data-code="${CSS.escape(chosen)}"]`)?.scrollIntoView({block: 'nearest'});
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

/** How many areas are ticked, wherever a place asks for it. */
function countTicks() {
  for (const place of document.querySelectorAll('[data-ticked]')) {
    const form = /** @type {HTMLFormElement | null} */ (place.closest('form') ?? document.getElementById(/** @type {HTMLElement} */ (place).dataset.form ?? ''));
    const ticks = [...(form?.elements ?? [])].filter((one) => one instanceof HTMLInputElement && one.name === 'area' && one.checked);
    place.textContent = ticks.length ? ngettext('%(count)s area chosen', '%(count)s areas chosen', ticks.length, {count: ticks.length}) : '';
  }
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
document.addEventListener('change', countTicks);
document.addEventListener('rows-changed', countTicks, true);
countTicks();
