// @ts-check
/** Where points stand that have no y of their own: lanes of a strip, rows of intervals. All of it is the same at every drawing. */
import {rowOf} from './spec.js';

/** Where a dot steps to, in shares of its lane, nearest first; then between, where dots lie on each other by half. */
const ASIDE = [0, -0.15, 0.15, -0.3, 0.3, -0.075, 0.075, -0.225, 0.225];
/** How wide a dot is with a little air, in pixels. */
const DOT_PX = 12;

/**
 * Dots in the order of their values; one that would lie on another steps to the nearest free place beside the line.
 * @param {number[]} values
 * @param {number} width how far apart two values must be to stand side by side
 * @param {boolean[]} [isStrong] those that stay on the line, whatever else is there
 * @returns {number[]} how far each stands from the middle of its lane, -0.3 to 0.3
 */
export function stepAside(values, width, isStrong = []) {
  const held = values.filter((_, index) => isStrong[index]);
  /** @type {number[]} */
  const lastAt = ASIDE.map(() => -Infinity);
  const offsets = values.map(() => 0);
  const order = values.map((_, index) => index).sort((a, b) => values[a] - values[b] || a - b);
  for (const index of order) {
    if (isStrong[index]) continue;
    const isHeld = held.some((value) => Math.abs(value - values[index]) < 1.4 * width);
    let lane = lastAt.findIndex((last, at) => values[index] - last >= width && !(at === 0 && isHeld));
    // Where all are taken the one that has been free longest is taken twice.
    if (lane < 0) lane = lastAt.indexOf(Math.min(...lastAt));
    lastAt[lane] = values[index];
    offsets[index] = ASIDE[lane];
  }
  return offsets;
}

/**
 * Places of all points: what Chart.js draws. A point of a strip or of intervals stands on a row (0 is the first).
 * @param {import('./spec.js').Spec} spec
 * @param {number} [widthPx] of the drawing
 * @returns {{x: number | string, y: number | string | null}[][]} by series
 */
export function placesOf(spec, widthPx = 600) {
  const {kind, series, rows, isFlat} = spec;
  if (kind === 'bars') {
    return series.map((one) =>
      one.points.map((point) =>
        isFlat ? {x: Number(point.x), y: rowOf(point, true)} : {x: rowOf(point, false), y: Number(point.y)},
      ),
    );
  }
  if (kind === 'strip') {
    const values = series.flatMap((one) => one.points.map(({x}) => Number(x)));
    const width = ((Math.max(...values) - Math.min(...values) || 1) * DOT_PX) / Math.max(widthPx - 60, 100);
    return series.map((one, row) => {
      const aside = stepAside(one.points.map(({x}) => Number(x)), width, one.points.map(({isStrong}) => isStrong));
      return one.points.map(({x}, index) => ({x: Number(x), y: row + aside[index]}));
    });
  }
  if (kind === 'intervals') {
    const at = new Map(rows.map((row, index) => [row, index]));
    return series.map((one, number) =>
      one.points.map((point) => ({
        x: Number(point.x),
        y: (at.get(rowOf(point, true)) ?? 0) + (number - (series.length - 1) / 2) * (0.6 / series.length),
      })),
    );
  }
  return series.map((one) => one.points.map(({x, y}) => ({x: Number(x), y})));
}
