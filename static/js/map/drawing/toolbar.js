// @ts-check
import {el, icon} from '../../lib/dom.js';
import {formatArea} from '../../lib/format.js';
import {_, ngettext} from '../../lib/i18n.js';

/** @typedef {import('./drawing.js').DrawTool} DrawTool */

/** @returns {{tool: DrawTool, symbol: string, label: string}[]} */
function tools() {
  return [
    {tool: 'corner', symbol: 'spline', label: _('Corners')},
    {tool: 'freehand', symbol: 'lasso', label: _('Freehand')},
    {tool: 'edit', symbol: 'pencil-line', label: _('Adjust')},
    {tool: 'hole', symbol: 'square-dashed', label: _('Hole')},
  ];
}

/** @param {DrawTool} tool @param {boolean} isLine */
export function hintFor(tool, isLine) {
  return {
    corner: _('Tap the corners one by one, or move the map and press “Add corner”.'),
    freehand: isLine ? _('Draw the line in one stroke.') : _('Draw around the area in one stroke.'),
    edit: _('Drag a corner to move it. Drag a side to make a new corner.'),
    hole: _('Draw what is left out, inside your area.'),
  }[tool];
}

/**
 * Buttons for drawing, in one group at the bottom of the map.
 * @param {import('./drawing.js').Drawing} drawing
 * @param {{middle: () => number[]}} map
 */
export function buildDrawBar(drawing, {middle}) {
  const words = el('p', {class: 'draw-bar__hint'});
  const choosers = tools().map(({tool, symbol, label}) => ({
    tool,
    button: el(
      'button',
      {type: 'button', class: 'draw-bar__tool', 'aria-pressed': 'false', onclick: () => drawing.use(tool)},
      icon(symbol),
      el('span', {}, label),
    ),
  }));
  const action = (/** @type {string} */ symbol, /** @type {string} */ label, /** @type {() => void} */ run) =>
    el('button', {type: 'button', class: 'map-button', 'aria-label': label, title: label, onclick: run}, icon(symbol));
  const [undo, redo, clear] = [
    action('undo-2', _('Undo'), () => drawing.undo()),
    action('redo-2', _('Redo'), () => drawing.redo()),
    action('trash-2', _('Start over'), () => drawing.clear()),
  ];
  const add = el(
    'button',
    {type: 'button', class: 'button draw-bar__add', onclick: () => drawing.addCorner(middle())},
    icon('plus'),
    _('Add corner'),
  );
  const finish = el(
    'button',
    {type: 'button', class: 'button button--primary', onclick: () => drawing.finish()},
    icon('check'),
    _('Finish'),
  );
  const size = el('p', {class: 'draw-bar__size'});
  const element = el(
    'div',
    {class: 'draw-bar', role: 'group', 'aria-label': _('Drawing')},
    el('div', {class: 'draw-bar__tools'}, ...choosers.map(({button}) => button)),
    words,
    el('div', {class: 'draw-bar__actions'}, undo, redo, clear, size, el('div', {class: 'draw-bar__main'}, add, finish)),
  );
  return {
    element,
    update: () => {
      const {tool, corners, history, hasShape, isLine} = drawing;
      for (const {tool: own, button} of choosers) {
        button.setAttribute('aria-pressed', String(own === tool));
        button.hidden = own === 'hole' && isLine;
        button.disabled = (own === 'edit' || own === 'hole') && !hasShape;
      }
      words.textContent = hintFor(tool, isLine);
      // Who has begun knows how; the map needs the room more.
      words.hidden = corners.length > 0;
      undo.disabled = !corners.length && !history.past.length;
      redo.disabled = !history.future.length;
      clear.disabled = !corners.length && !hasShape;
      add.hidden = tool === 'edit' || tool === 'freehand';
      finish.hidden = corners.length < (isLine ? 2 : 3);
      size.textContent =
        drawing.area > 0
          ? formatArea(drawing.area)
          : corners.length
            ? ngettext('%(count)s corner', '%(count)s corners', corners.length)
            : '';
    },
  };
}
