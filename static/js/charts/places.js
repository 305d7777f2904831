// @ts-check
/** Where points stand that have no y of their own: lanes of a strip, rows of intervals. All of it is the same at every drawing. */
import {rowOf} from './spec.js';

/** How many dots side by side make the width of a strip: closer ones step aside. */
const DOTS_ACROSS = 48;
/** Where a dot steps to, in shares of its lane, nearest first. */
const ASIDE = [0, -0.16, 0.16, -0.3, 0.3, -0.08, 0.08, -0.23, 0.23];

/**
 * Dots in the order of their values; one that would lie on another steps to the nearest free place beside the line.
 * @param {number[]} values
 * @param {number} low
 * @param {number} high the ends of the axis
 * @returns {number[]} how far each stands from the middle of its lane, -0.3 to 0.3
 */
export function stepAside(values, low, high) {
  const width = (high - low || 1) / DOTS_ACROSS;
  /** @type {number[]} */
  const lastAt = ASIDE.map(() => -Infinity);
  const offsets = values.map(() => 0);
  const order = values.map((_, index) => index).sort((a, b) => values[a] - values[b] || a - b);
  for (const index of order) {
    let lane = lastAt.findIndex((last) => values[index] - last >= width);
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
 * @returns {{x: number | string, y: number | string | null}[][]} by series
 */
export function placesOf(spec) {
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
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return series.map((one, row) => {
      const aside = stepAside(one.points.map(({x}) => Number(x)), low, high);
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
