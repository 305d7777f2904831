// @ts-check
/**
 * A file on the drawing page: chosen, shown on the map with what was found, and the ticked areas become the drawing.
 * The form works without this (templates/areas/upload/part.html).
 */
import {joinOutlines, readFile} from '../api/area-upload.js';
import {el, icon} from '../lib/dom.js';
import {Problem} from '../lib/http.js';
import {_} from '../lib/i18n.js';
import {setSheetLevel} from './sheet.js';

/** @typedef {import('../api/area-upload.js').FileArea} FileArea */

const LAYER = 'upload';
const input = /** @type {HTMLInputElement} */ (document.getElementById('field-upload'));
const found = /** @type {HTMLElement} */ (document.getElementById('area-upload-found'));
const status = /** @type {HTMLElement} */ (document.getElementById('area-upload-status'));
const map = /** @type {import('../map/aluekartta-map.js').AluekarttaMap} */ (document.getElementById('map'));
/** @type {AbortController | null} */
let reading = null;

/** @param {string} text @param {boolean} [isBad] */
function say(text, isBad = false) {
  status.textContent = text;
  status.classList.toggle('area-upload__status--bad', isBad);
}

/** @param {FileArea[]} areas those that are not in the drawing yet */
function preview(areas) {
  const features = areas
    .filter(({geometry}) => geometry)
    .map(({name, geometry}) => ({type: 'Feature', properties: {title: name}, geometry}));
  map.setLayerData(LAYER, {type: 'FeatureCollection', features});
}

/** @param {{crs?: string, layer?: string, swapped?: boolean}} [wish] */
async function read(wish = {}) {
  const file = input.files?.[0];
  reading?.abort();
  found.replaceChildren();
  preview([]);
  if (!file) return say('');
  reading = new AbortController();
  say(_('Reading the file…'));
  try {
    const answer = await readFile(file, wish, reading.signal);
    if ('problem' in answer) say(answer.problem, true);
    else if ('ask' in answer) ask(answer.ask, wish);
    else show(answer.view);
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** @param {import('../api/area-upload.js').Question} question @param {{layer?: string}} wish */
function ask(question, wish) {
  say(question.sentence, true);
  const options = question.options.map(({value, label}) => el('option', {value}, label));
  const select = el('select', {class: 'input', id: 'upload-ask'}, ...options);
  const swapped = el('input', {type: 'checkbox', checked: question.is_swapped});
  const go = el('button', {class: 'button button--small button--primary', type: 'button'}, _('Read the file'));
  go.addEventListener('click', () => {
    if (question.name === 'layer') read({layer: select.value});
    else read({...wish, crs: select.value, swapped: swapped.checked});
  });
  const swap = question.offers_swap
    ? el('label', {class: 'area-choose__one'}, swapped, el('span', {}, _('Northing or latitude stands first')))
    : null;
  const label = el('label', {class: 'field__label', for: 'upload-ask'}, question.label);
  found.replaceChildren(el('div', {class: 'area-upload__ask'}, el('div', {class: 'field'}, label, select), swap, go));
}

/** @param {import('../api/area-upload.js').FileView} view */
function show({summary, features, remarks, bounds}) {
  const usable = features.filter(({geometry}) => geometry);
  const isLone = usable.length === 1 && usable[0].status === 'good';
  say(summary, !usable.length);
  const rows = features.map((area) => row(area, isLone));
  const legend = el('legend', {}, _('Tick those that you want: they are joined into one.'));
  const list = el('div', {class: 'area-upload__list', role: 'group', tabindex: '0', 'aria-label': _('Areas of the file')}, ...rows);
  const all = usable.length > 1 ? tickAll(list) : null;
  const notes = remarks.map((text) => el('p', {class: 'small muted'}, text));
  found.replaceChildren(el('fieldset', {class: 'area-choose__group'}, legend, all, list), ...notes);
  list.addEventListener('change', () => take(features, list));
  preview(features);
  if (bounds) map.goTo({bbox: bounds});
  if (isLone) take(features, list);
}

/** @param {HTMLElement} list */
function tickAll(list) {
  const button = el('button', {class: 'button button--small', type: 'button'}, icon('check'), _('Tick all'));
  button.addEventListener('click', () => {
    for (const box of list.querySelectorAll('input')) box.checked = true;
    list.dispatchEvent(new Event('change'));
  });
  return button;
}

/** @param {FileArea} area @param {boolean} isTicked */
function row(area, isTicked) {
  const findings = area.findings.map((text) => el('span', {class: 'area-upload__finding small'}, text));
  if (!area.geometry) {
    const words = el('span', {}, el('strong', {}, area.name), ...findings);
    return el('div', {class: 'area-upload__refused'}, icon('circle-slash'), words);
  }
  const box = el('input', {type: 'checkbox', value: area.number, checked: isTicked && area.status === 'good'});
  const size = el('span', {class: 'muted small'}, area.size_text);
  return el('label', {class: 'area-choose__one'}, box, el('span', {}, area.name, ' ', size, ...findings));
}

/** The ticked areas, joined by the server, become the drawing. @param {FileArea[]} areas @param {HTMLElement} list */
async function take(areas, list) {
  const ticked = [...list.querySelectorAll('input')].filter(({checked}) => checked).map(({value}) => Number(value));
  const chosen = areas.filter(({number}) => ticked.includes(number));
  preview(areas.filter(({number}) => !ticked.includes(number)));
  if (!chosen.length) {
    map.drawing?.clear();
    return;
  }
  try {
    map.drawing?.load(await joinOutlines(chosen.map(({geometry}) => /** @type {object} */ (geometry))));
    const name = /** @type {HTMLInputElement | null} */ (document.getElementById('field-name'));
    if (name && !name.value && chosen.length === 1) name.value = chosen[0].name;
    say(_('The outline is taken from the file. Give it a name and save it.'));
  } catch (error) {
    say(error instanceof Problem ? error.message : _('Something went wrong.'), true);
  }
}

/** On a phone the sheet is low at first; who opens this part wants to see it. */
function raiseSheet() {
  const sheet = document.getElementById('area-panel');
  const isNarrow = matchMedia('(max-width: 47.99rem)').matches;
  if (sheet && isNarrow && ['closed', 'peek', 'fit'].includes(sheet.dataset.level ?? '')) setSheetLevel(sheet, 'half');
  input.scrollIntoView({block: 'nearest'});
}

async function start() {
  const part = /** @type {HTMLDetailsElement} */ (document.getElementById('area-upload'));
  part.addEventListener('toggle', () => {
    if (part.open) raiseSheet();
  });
  await customElements.whenDefined('aluekartta-map');
  await map.ready;
  // The buttons that read the file without scripts are not in the way of Enter here.
  for (const button of document.querySelectorAll('.area-upload__plain button')) button.remove();
  input.addEventListener('change', () => read());
  if (input.files?.length) read();
}

start();
