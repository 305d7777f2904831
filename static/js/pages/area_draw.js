// @ts-check
/**
 * Drawing an area: the map fills in the form, the figures follow the hand, a draft stays in this browser.
 * The form itself works without any of this (templates/areas/draw.html).
 */
import {setSheetLevel} from '../components/sheet.js';
import '../components/place-search.js';
import {fill} from './area-draw/beginning.js';
import {command, lined, useCoordinates} from './area-draw/changing.js';
import {choose, filterChoices, picked} from './area-draw/choosing.js';
import {isCommand, listSquares} from './area-draw/commands.js';
import {askSoon} from './area-draw/figures.js';
import {showHint} from './area-draw/hint.js';
import {offerNearAreas} from './area-draw/near.js';
import {boxes, chosen, form, geometryField, isNarrow, map, part, sheet} from './area-draw/page.js';
import {complain, showNothing, tell} from './area-draw/panel.js';
import {sendByScript} from './area-draw/sending.js';
import {keepDraft, setGeometry, showStage, state, table} from './area-draw/shape.js';

/** @param {CustomEvent} event */
function drawn({detail}) {
  if (state.isLoading) return;
  state.isComplete = detail.isComplete;
  const text = detail.geometry ? JSON.stringify(detail.geometry) : '';
  if (text === geometryField.value && !chosen().length) {
    showStage();
    return;
  }
  // A tool that was taken up changes nothing of areas that were chosen.
  if (chosen().length && text === state.chosenText) return;
  setGeometry(detail.geometry);
  for (const box of boxes()) box.checked = false;
  keepDraft();
  table.show(detail.finished);
  tell([], null);
  map.drawing?.mark([]);
  showStage();
  if (state.geometry) askSoon();
  else showNothing();
}

/** @param {SubmitEvent} event @param {() => void} save */
function submitted(event, save) {
  event.preventDefault();
  const action = event.submitter instanceof HTMLButtonElement ? event.submitter.value : 'save';
  if (isCommand(action)) command(action);
  else if (action === 'use') useCoordinates();
  else if (action === 'squares') listSquares(form).catch((error) => complain(error.message));
  else save();
}

/** Enter in a field means the button beside it; in the name, saving. @param {KeyboardEvent} event */
function entered(event) {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement) || event.defaultPrevented) return;
  if (event.target.type === 'checkbox') return;
  event.preventDefault();
  const around = event.target.closest('.area-change__one, .disclosure') ?? form;
  const button =
    around === form ? form.querySelector('button[value="save"]') : around.querySelector('button[name="action"]');
  if (button && !event.target.closest('#corner-table')) /** @type {HTMLElement} */ (button).click();
}

/** On a phone the sheet covers a part of the map; the middle and the drawing bar keep out of it. */
function coverMap() {
  const bottom = isNarrow() ? Math.min(sheet.offsetHeight, map.offsetHeight * 0.5) : 0;
  map.cover({bottom});
}

/** What works whether or not the map comes. */
function listen() {
  const save = sendByScript(form);
  for (const box of boxes()) box.addEventListener('change', choose);
  form.addEventListener('input', keepDraft);
  form.addEventListener('submit', (event) => submitted(event, save));
  form.addEventListener('keydown', entered);
  const find = /** @type {HTMLElement} */ (document.querySelector('.area-choose__find'));
  find.hidden = false;
  find.addEventListener('input', filterChoices);
  const kept = /** @type {HTMLElement} */ (document.querySelector('.area-kept'));
  kept.hidden = false;
  part('area-next').addEventListener('click', () => {
    setSheetLevel(sheet, 'full');
    part('field-name').focus();
    part('area-name').scrollIntoView({block: 'start'});
  });
}

async function run() {
  listen();
  await customElements.whenDefined('aluekartta-map');
  await map.ready;
  map.addEventListener('draw-change', (event) => drawn(/** @type {CustomEvent} */ (event)));
  map.addEventListener('draw-pick', (event) => picked(/** @type {CustomEvent} */ (event)));
  map.addEventListener('draw-line', (event) => lined(/** @type {CustomEvent} */ (event)));
  map.addEventListener('draw-end', () => {
    if (isNarrow()) setSheetLevel(sheet, 'peek');
  });
  const byLine = part('split-by-line');
  byLine.hidden = false;
  byLine.addEventListener('click', () => {
    map.drawing?.use('line');
    if (isNarrow()) setSheetLevel(sheet, 'peek');
  });
  offerNearAreas(map, (wanted) => {
    for (const box of boxes()) box.checked = box.value === wanted;
    choose();
  });
  new ResizeObserver(coverMap).observe(sheet);
  coverMap();
  state.hideHint = showHint(map);
  await fill();
}

run();
