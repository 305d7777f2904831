// @ts-check
/** An area made of areas that there are: by the list, or by a tap on the map. */
import {ask} from './figures.js';
import {boxes, chosen, form, map, part} from './page.js';
import {oneLine, showNothing, tell} from './panel.js';
import {offerToChange} from './changing.js';
import {keepDraft, load, setGeometry, showStage, state, unload} from './shape.js';

/** Chosen areas are joined by the server, so that whole units keep exact figures. */
export async function choose() {
  const areas = chosen();
  setGeometry(null);
  state.isComplete = areas.length > 0;
  keepDraft();
  tell([], null);
  showStage();
  if (!areas.length) {
    unload();
    showNothing();
    return;
  }
  const view = await ask({areas, outline: true});
  if (!view?.geometry) return;
  load(view.geometry, isPicking() ? 'replace' : 'load');
  map.drawing?.say(oneLine(view));
  state.chosenText = drawnText();
}

function isPicking() {
  return map.drawing?.drawing.tool === 'pick';
}

function drawnText() {
  const geometry = map.drawing?.drawing.geometry({withSketch: true});
  return geometry ? JSON.stringify(geometry) : '';
}

/** A tap on the map with the tool for choosing: of the areas there, the one of the kind in use. @param {CustomEvent} event */
export function picked({detail}) {
  const found = detail.features.filter((/** @type {any} */ hit) => hit.layer === 'areas');
  const known = found.map((/** @type {any} */ hit) => boxes().find(({value}) => value === hit.id)).filter(Boolean);
  const box =
    known.find((/** @type {HTMLInputElement} */ one) => one.checked) ??
    known.find((/** @type {HTMLInputElement} */ one) => kindOf(one) === 'postal') ??
    known[0];
  if (!box) return;
  if (state.geometry && !chosen().length) {
    // Whoever has drawn already does not want it replaced: the area is offered to add or to cut.
    offerToChange(box.value);
    return;
  }
  box.checked = !box.checked;
  choose();
}

/** @param {HTMLInputElement} box */
function kindOf(box) {
  return /** @type {HTMLElement | null} */ (box.closest('fieldset'))?.dataset.kind;
}

export function filterChoices() {
  const words = /** @type {HTMLInputElement} */ (part('area-find')).value.trim().toLocaleLowerCase();
  for (const box of boxes()) {
    const label = /** @type {HTMLElement} */ (box.closest('label'));
    label.hidden = !box.checked && !(label.textContent ?? '').toLocaleLowerCase().includes(words);
  }
  for (const group of form.querySelectorAll('.area-choose__group'))
    /** @type {HTMLElement} */ (group).hidden = !group.querySelector('label:not([hidden])');
}
