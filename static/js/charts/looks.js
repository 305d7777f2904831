// @ts-check
/** How a chart looks: colours from the tokens, shapes that tell series apart without colour, sizes that follow the reader's text. */
import {colour, font, tint} from '../map/palette.js';

/** Shapes and dashes by the place of a series, so that colour is never the only difference. */
export const SHAPES = /** @type {const} */ (['circle', 'triangle', 'rect', 'rectRot', 'star']);
const DASHES = [[], [7, 4], [2, 3], [9, 3, 2, 3], [4, 2], [12, 4]];

/** @param {number} index */
export const shapeOf = (index) => SHAPES[index % SHAPES.length];

/** @param {number} index */
export const dashOf = (index) => DASHES[index % DASHES.length];

/** Everything that depends on the scheme and the reader's text size; asked for anew at each drawing. */
export function looks() {
  const sizePx = Math.max(11, 0.78 * parseFloat(getComputedStyle(document.documentElement).fontSize));
  return {
    sizePx,
    font: font(400, sizePx),
    bold: font(600, sizePx),
    ink: colour('ink'),
    soft: colour('ink-soft'),
    line: colour('line'),
    strong: colour('line-strong'),
    paper: colour('paper'),
    focus: colour('focus'),
    colour,
    tint,
  };
}
