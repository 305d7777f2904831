// @ts-check
/** The form's commands by script: the same buttons, the same fields, the same rules on the server, without a new page. */
import {cellsNear, shapeBy} from '../../api/areas.js';
import {el} from '../../lib/dom.js';

const COMMANDS = new Set([
  'add',
  'cut',
  'inside',
  'municipality',
  'grow',
  'simplify',
  'split',
  'around',
  'cells',
  'mend',
]);

/** @param {string} action */
export function isCommand(action) {
  return COMMANDS.has(action);
}

/** @param {HTMLFormElement} form @param {string} name */
export function typed(form, name) {
  const field = form.elements.namedItem(name);
  return field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement || field instanceof HTMLSelectElement
    ? field.value.trim()
    : '';
}

/**
 * What the API is told of a command, from the form's fields.
 * @param {HTMLFormElement} form @param {string} action
 * @returns {object}
 */
function asked(form, action) {
  const fields = {
    add: () => ({other: [typed(form, 'other')].filter(Boolean)}),
    grow: () => ({distance_m: typed(form, 'distance_m')}),
    simplify: () => ({tolerance_m: typed(form, 'tolerance_m')}),
    split: () => ({bearing: typed(form, 'bearing')}),
    around: () => ({place_name: typed(form, 'place_name'), distance_m: typed(form, 'radius_m')}),
    cells: () => ({
      cells: [...form.querySelectorAll('input[name="cells"]:checked')].map(
        (box) => /** @type {HTMLInputElement} */ (box).value,
      ),
    }),
  };
  const same = /** @type {Record<string, 'add'>} */ ({cut: 'add', inside: 'add'});
  return fields[/** @type {keyof typeof fields} */ (same[action] ?? action)]?.() ?? {};
}

/**
 * @param {HTMLFormElement} form @param {string} action
 * @param {object} subject the shape so far: `geometry`, or `areas`
 */
export function carryOut(form, action, subject) {
  return shapeBy(action, {...subject, ...asked(form, action)});
}

/** Lists the squares near the place that the form names. @param {HTMLFormElement} form */
export async function listSquares(form) {
  const cells = await cellsNear(typed(form, 'near_name'));
  const holder = /** @type {HTMLElement} */ (document.getElementById('area-cells'));
  for (const old of holder.querySelectorAll('label')) old.remove();
  const boxes = cells.map(({key, label}) =>
    el(
      'label',
      {class: 'area-choose__one'},
      el('input', {type: 'checkbox', name: 'cells', value: key}),
      el('span', {}, label),
    ),
  );
  holder.querySelector('legend')?.after(...boxes);
  holder.hidden = false;
  boxes[0]?.querySelector('input')?.focus();
}
