// @ts-check
/** What the server does to the shape: joining, cutting, buffering, splitting, reading coordinates. */
import {shapeBy} from '../../api/areas.js';
import {toast} from '../../components/live.js';
import {setSheetLevel} from '../../components/sheet.js';
import {el} from '../../lib/dom.js';
import {Problem} from '../../lib/http.js';
import {carryOut, typed} from './commands.js';
import {ask} from './figures.js';
import {boxes, chosen, form, map, part, sheet, isNarrow} from './page.js';
import {complain, tell} from './panel.js';
import {keepDraft, load, setGeometry, showStage, state} from './shape.js';

/** Opens what adds an area or cuts it away, with the area in it. @param {string} area its slug */
export function offerToChange(area) {
  const other = /** @type {HTMLSelectElement} */ (part('field-other'));
  other.value = area;
  const change = /** @type {HTMLDetailsElement} */ (part('area-change'));
  change.open = true;
  if (isNarrow()) setSheetLevel(sheet, 'half');
  change.scrollIntoView({block: 'start'});
  other.focus();
}

/** @param {string} action */
export async function command(action) {
  const subject = chosen().length ? {areas: chosen()} : state.geometry ? {geometry: state.geometry} : {};
  try {
    const outcome = await carryOut(form, action, subject);
    if (action === 'split' && outcome.sides.length) offerSides(outcome.sides);
    else take(outcome);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    complain(error.errors[0]?.message ?? error.message);
  }
}

/** @param {import('../../api/areas.js').Outcome} outcome */
function take(outcome) {
  for (const box of boxes()) box.checked = false;
  const isFirst = !state.geometry;
  load(outcome.geometry, isFirst ? 'load' : 'replace');
  setGeometry(outcome.geometry);
  keepDraft();
  showStage();
  map.drawing?.mark(outcome.marks);
  tell(outcome.said, isFirst ? null : () => map.drawing?.undo());
  ask({geometry: outcome.geometry});
}

/** @param {{label: string, geometry: object}[]} sides */
function offerSides(sides) {
  const holder = part('split-sides');
  const buttons = sides.map(({label, geometry}) =>
    el(
      'button',
      {
        type: 'button',
        class: 'button button--small',
        onclick: () => {
          holder.hidden = true;
          take({geometry, said: [], marks: [], sides: [], words: '', corners: 0});
        },
      },
      label,
    ),
  );
  holder.querySelector('.button-row')?.replaceChildren(...buttons);
  holder.hidden = false;
  /** @type {HTMLDetailsElement} */ (part('area-change')).open = true;
  if (isNarrow()) setSheetLevel(sheet, 'half');
  holder.scrollIntoView({block: 'nearest'});
  buttons[0]?.focus();
}

/** @param {CustomEvent} event a line for splitting */
export async function lined({detail}) {
  map.drawing?.use('corner');
  const subject = chosen().length ? {areas: chosen()} : {geometry: state.geometry};
  try {
    offerSides((await shapeBy('split', {...subject, line: detail.line})).sides);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    toast(error.message, {tone: 'bad'});
  }
}

export async function useCoordinates() {
  const coordinates = typed(form, 'coordinates');
  const view = await ask({coordinates, outline: true});
  if (view?.geometry) {
    take({geometry: view.geometry, said: [], marks: [], sides: [], words: '', corners: 0});
    return;
  }
  // What cannot be used as it stands may be mended; that is said, with the place, and can be taken back.
  try {
    take(await shapeBy('mend', {coordinates}));
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    complain(error.errors[0]?.message ?? error.message);
  }
}
