// @ts-check
import {el, icon} from '../../lib/dom.js';
import {formatDistance} from '../../lib/format.js';
import {_} from '../../lib/i18n.js';
import {buildCornerBar} from './corner-bar.js';
import {STROKE_DETAIL_PX} from './drawing.js';

/** @typedef {import('./drawing.js').DrawTool} DrawTool */

/** @returns {{tool: DrawTool, symbol: string, label: string}[]} */
function tools() {
  return [
    {tool: 'corner', symbol: 'spline', label: _('Corners')},
    {tool: 'freehand', symbol: 'lasso', label: _('Freehand')},
    {tool: 'pick', symbol: 'pointer', label: _('Choose areas')},
    {tool: 'edit', symbol: 'pencil-line', label: _('Adjust')},
    {tool: 'hole', symbol: 'square-dashed', label: _('Hole')},
  ];
}

/** @param {import('./drawing.js').Drawing} drawing */
export function hintFor(drawing) {
  const {tool, isLine, snapping} = drawing;
  const detail = formatDistance(STROKE_DETAIL_PX * (drawing.map.getView().getResolution() ?? 1));
  if (snapping?.isOn && (tool === 'corner' || tool === 'hole'))
    return _('Tap a border, then tap it again further on: the line follows it.');
  return {
    corner: _('Tap the corners one by one, or move the map and press “Add corner”.'),
    freehand: isLine
      ? _('Draw the line in one stroke.')
      : _('Draw around the area in one stroke. The line is smoothed by at most %(distance)s.', {distance: detail}),
    pick: _('Tap the areas that belong together. Tap again to leave one out.'),
    edit: _('Drag a corner to move it. Drag a side to make a new corner.'),
    hole: _('Draw what is left out, inside your area.'),
    line: _('Draw a line across the area, then press “Finish”.'),
  }[tool];
}

/**
 * Buttons for drawing, in one group at the bottom of the map.
 * @param {import('./drawing.js').Drawing} drawing
 * @param {{middle: () => number[], shown: () => void, canPick: boolean}} map
 */
export function buildDrawBar(drawing, {middle, shown, canPick}) {
  const choosers = tools()
    .filter(({tool}) => (tool !== 'pick' || canPick) && (tool !== 'hole' || !drawing.config.isSimple))
    .map(({tool, symbol, label}) => ({
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
  const follow = action('magnet', _('Follow borders'), () => drawing.follow(!drawing.snapping?.isOn));
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
  const corner = buildCornerBar(drawing.cursor, {shown});
  const element = el(
    'div',
    {class: 'draw-bar', role: 'group', 'aria-label': _('Drawing')},
    el('div', {class: 'draw-bar__tools'}, ...choosers.map(({button}) => button)),
    corner.element,
    el(
      'div',
      {class: 'draw-bar__actions'},
      undo,
      follow,
      redo,
      clear,
      el('div', {class: 'draw-bar__main'}, add, finish),
    ),
  );
  return {
    element,
    update: () => {
      const {tool, corners, history, hasShape, isLine, isSketchLine, snapping} = drawing;
      for (const {tool: own, button} of choosers) {
        button.setAttribute('aria-pressed', String(own === tool));
        button.hidden = (own === 'hole' || own === 'pick') && isLine;
        button.disabled = (own === 'edit' || own === 'hole') && !hasShape;
      }
      corner.update(tool === 'edit' && !isLine);
      undo.disabled = !corners.length && !history.past.length;
      redo.hidden = !history.future.length;
      clear.hidden = corners.length > 0 || !hasShape;
      follow.hidden = !snapping;
      follow.setAttribute('aria-pressed', String(Boolean(snapping?.isOn)));
      add.hidden = tool === 'edit' || tool === 'freehand' || tool === 'pick';
      finish.hidden = corners.length < (isSketchLine ? 2 : 3);
    },
  };
}
