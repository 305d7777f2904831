// @ts-check
import {el, icon} from '../../lib/dom.js';
import {formatNumber} from '../../lib/format.js';
import {_} from '../../lib/i18n.js';

const STEPS_M = [1, 10, 100];

/**
 * Buttons that choose a corner and move it without dragging.
 * @param {import('./corner-cursor.js').CornerCursor} cursor
 * @param {{shown: () => void}} map `shown` brings the chosen corner into view
 */
export function buildCornerBar(cursor, {shown}) {
  const button = (/** @type {string} */ symbol, /** @type {string} */ label, /** @type {() => void} */ run) =>
    el('button', {type: 'button', class: 'map-button', 'aria-label': label, title: label, onclick: run}, icon(symbol));
  const step = (/** @type {number} */ by) => {
    cursor.step(by);
    shown();
  };
  const size = el(
    'select',
    {class: 'input draw-corner__step', 'aria-label': _('Step')},
    ...STEPS_M.map((metres) =>
      el('option', {value: String(metres), selected: metres === 10}, `${formatNumber(metres)} m`),
    ),
  );
  const nudge = (/** @type {number} */ east, /** @type {number} */ north) => {
    cursor.nudge(east * Number(size.value), north * Number(size.value));
    shown();
  };
  const which = el('p', {class: 'draw-corner__which'});
  const deeds = el(
    'div',
    {class: 'draw-corner__deeds'},
    button('arrow-left', _('Move the corner west'), () => nudge(-1, 0)),
    button('arrow-up', _('Move the corner north'), () => nudge(0, 1)),
    button('arrow-down', _('Move the corner south'), () => nudge(0, -1)),
    button('arrow-right', _('Move the corner east'), () => nudge(1, 0)),
    size,
  );
  const [add, remove] = [
    button('plus', _('Add a corner after this one'), () => cursor.add()),
    button('trash-2', _('Delete this corner'), () => cursor.remove()),
  ];
  const element = el(
    'div',
    {class: 'draw-corner', role: 'group', 'aria-label': _('One corner')},
    el(
      'div',
      {class: 'draw-corner__choose'},
      button('chevron-left', _('The corner before'), () => step(-1)),
      which,
      button('chevron-right', _('The next corner'), () => step(1)),
      add,
      remove,
    ),
    deeds,
  );
  return {
    element,
    /** @param {boolean} isEditing */
    update: (isEditing) => {
      element.hidden = !isEditing;
      const {number, count} = cursor.number;
      for (const part of [deeds, add, remove]) part.hidden = !cursor.place;
      which.textContent = cursor.place
        ? _('Corner %(number)s of %(count)s', {number: formatNumber(number), count: formatNumber(count)})
        : _('Choose a corner');
    },
  };
}
