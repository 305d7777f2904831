// @ts-check
/**
 * The workbench live: a changed weight shows on the map and in the table at once, the charts and what was left out
 * follow when the hand rests, and how sure the ranks are when the worker has counted it.
 */
import {announce} from '../components/live.js';
import {fetchJson} from '../lib/http.js';
import {_} from '../lib/i18n.js';

/** The layer of areas (service/analysis/maps.py). */
const LAYER = 'units';
const MOVING_MS = 30;
const RESTING_MS = 350;

/**
 * Classes, labels, states, ranks and indices by area, in the order of the ranks.
 * @typedef {{areas: Record<string, [number, string, string, string, string]>, weights: Record<string, [string, string]>, problem?: string}} Live
 */

/** @param {HTMLFormElement} form */
function workbench(form) {
  const box = /** @type {HTMLElement} */ (form.closest('.bench'));
  const results = /** @type {HTMLElement} */ (document.getElementById('bench-results'));
  const map = /** @type {import('../map/aluekartta-map.js').AluekarttaMap | null} */ (box.querySelector('aluekartta-map'));
  const config = JSON.parse(map?.querySelector('.map-config')?.textContent || '{}');
  /** @type {any} */
  let features = config.layers?.find((/** @type {any} */ one) => one.key === LAYER)?.data ?? null;
  /** @type {AbortController | null} */
  let asking = null;
  let moving = 0;
  let resting = 0;

  // Ticks are for the buttons below the table, and no part of the choices.
  function address() {
    const values = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string' && value !== '' && name !== 'area') values.append(name, value);
    return values;
  }

  /** @param {Live} live */
  function showAround(live) {
    for (const [key, [share, pull]] of Object.entries(live.weights)) {
      const line = form.querySelector(`.weight[data-key="${CSS.escape(key)}"]`);
      const [shareOutput, pullOutput] = [line?.querySelector('[data-share]'), line?.querySelector('[data-pull]')];
      if (shareOutput) shareOutput.textContent = share || '–';
      if (pullOutput) pullOutput.textContent = pull || '–';
    }
    if (!features) return;
    features = {
      ...features,
      features: features.features.map((/** @type {any} */ one) => {
        const [class_number, label, status] = live.areas[one.properties.code] ?? [0, '', 'suppressed'];
        return {...one, properties: {...one.properties, class_number, label, status}};
      }),
    };
    map?.setLayerData(LAYER, features);
  }

  /** Ranks and indices in the rows that are there; the rest of each row says nothing of weights. @param {Live} live */
  function showRanks(live) {
    const body = results.querySelector('[data-bench] tbody');
    const rows = new Map([...(body?.children ?? [])].map((row) => [/** @type {HTMLElement} */ (row).dataset.code ?? '', row]));
    // Codes look like numbers, whose order an object does not keep: the rank says it.
    const ranked = Object.entries(live.areas).filter(([code]) => rows.has(code)).sort((one, other) => parseInt(one[1][3], 10) - parseInt(other[1][3], 10));
    for (const [code, [classNumber, , , rank, index]] of ranked) {
      const row = /** @type {Element} */ (rows.get(code));
      const [rankCell, indexCell] = [row.querySelector('[data-live-rank]'), row.querySelector('[data-live-index]')];
      if (!rankCell || !indexCell) continue;
      rankCell.textContent = rank;
      const strong = indexCell.querySelector('strong');
      if (strong) strong.textContent = index;
      indexCell.querySelector('.swatch')?.setAttribute('class', `swatch swatch--seq-${6 - classNumber}`);
      body?.append(row);
    }
  }

  /** @param {(values: URLSearchParams, signal: AbortSignal) => Promise<void>} how */
  async function ask(how) {
    asking?.abort();
    asking = new AbortController();
    results.setAttribute('aria-busy', 'true');
    try {
      await how(address(), asking.signal);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return;
      announce(_('No connection. Check your network and try again.'));
    }
    results.removeAttribute('aria-busy');
  }

  const askRanks = () => ask(async (values, signal) => {
    const live = /** @type {Live} */ (await fetchJson(`${form.dataset.live}?${values}`, {signal}));
    if (live.problem) return;
    showAround(live);
    showRanks(live);
    box.dispatchEvent(new CustomEvent('rows-changed'));
  });

  const askAll = () => ask(async (values, signal) => {
    const answer = await fetch(`${form.dataset.results}?${values}`, {signal, headers: {Accept: 'text/html'}, credentials: 'same-origin'});
    if (!answer.ok) throw new Error(String(answer.status));
    const ticked = [...results.querySelectorAll('input[name="area"]:checked')].map((one) => /** @type {HTMLInputElement} */ (one).value);
    const openOthers = results.querySelector('.bench__others')?.hasAttribute('open') ?? false;
    // Markup of our own server, escaped there; scripts in it do not run.
    const made = new DOMParser().parseFromString(await answer.text(), 'text/html');
    results.replaceChildren(...made.body.childNodes);
    for (const code of ticked) {
      const tick = /** @type {HTMLInputElement | null} */ (results.querySelector(`input[name="area"][value="${CSS.escape(code)}"]`));
      if (tick) tick.checked = true;
    }
    if (openOthers) results.querySelector('.bench__others')?.setAttribute('open', '');
    const live = results.querySelector('[data-live]')?.textContent;
    if (live) showAround(JSON.parse(live));
    history.replaceState(null, '', `${new URL(form.action).pathname}?${values}`);
    box.dispatchEvent(new CustomEvent('rows-changed'));
    announce(results.querySelector('.bench__summary strong')?.textContent ?? '');
  });

  /** @param {boolean} isWeight a weight only changes ranks; anything else may change which areas are there */
  function soon(isWeight) {
    clearTimeout(moving);
    clearTimeout(resting);
    if (isWeight) moving = window.setTimeout(askRanks, MOVING_MS);
    resting = window.setTimeout(askAll, isWeight ? RESTING_MS : MOVING_MS);
  }

  box.classList.add('is-live');
  form.addEventListener('input', (event) => soon(/** @type {HTMLInputElement} */ (event.target).name.startsWith('w-')));
  form.addEventListener('submit', (event) => {
    // Buttons that lead elsewhere, or name other candidates, load a page.
    if (event.submitter?.hasAttribute('formaction') || event.submitter?.getAttribute('name')) return;
    event.preventDefault();
    askAll();
  });
  results.addEventListener('input', (event) => {
    if (/** @type {HTMLSelectElement} */ (event.target).name === 'x') soon(false);
  });
  results.addEventListener('run-done', (event) => {
    event.preventDefault();
    askAll();
  });

  const among = /** @type {HTMLSelectElement | null} */ (form.querySelector('[name="among"]'));
  const inside = form.querySelector('.bench__inside');
  const showInside = () => inside?.toggleAttribute('hidden', among?.value !== 'inside');
  among?.addEventListener('input', showInside);
  showInside();
}

for (const form of document.querySelectorAll('#bench-form')) workbench(/** @type {HTMLFormElement} */ (form));
