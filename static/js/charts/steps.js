// @ts-check
/** Where the arrow keys go from a point. */
import {rowOf} from './spec.js';

/** @typedef {{series: number, index: number}} At @typedef {import('./spec.js').Spec} Spec */

/** The points that can be pointed to, in reading order: along x, or down the rows. @param {Spec} spec @param {number} series @returns {number[]} */
function orderOf(spec, series) {
  const {points, isLine} = spec.series[series];
  // A fitted line among dots is looked at, not read point by point.
  if (isLine && spec.kind !== 'lines') return [];
  const found = points.map((_, index) => index).filter((index) => points[index][spec.isFlat ? 'x' : 'y'] !== null);
  if (spec.kind === 'bars' || spec.kind === 'intervals') {
    const at = new Map(spec.rows.map((row, index) => [row, index]));
    const row = (/** @type {number} */ index) => at.get(rowOf(points[index], spec.isFlat)) ?? 0;
    return found.sort((a, b) => row(a) - row(b));
  }
  return found.sort((a, b) => Number(points[a].x) - Number(points[b].x) || Number(points[a].y) - Number(points[b].y));
}

/**
 * Arrows along the points step through a series; arrows across go to the nearest point of the next one that has any. With one
 * series all four step, since a key that does nothing teaches nothing.
 * @param {Spec} spec
 * @param {At | null} at nothing is pointed to yet
 * @param {string} key a key's name as events have it
 * @returns {At | null} null when the key means nothing here
 */
export function stepBy(spec, at, key) {
  const orders = spec.series.map((_, index) => orderOf(spec, index));
  const filled = orders.flatMap((order, index) => (order.length ? [index] : []));
  if (!filled.length || !['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key)) return null;
  if (!at || !filled.includes(at.series)) {
    const order = orders[filled[0]];
    return {series: filled[0], index: key === 'End' ? order[order.length - 1] : order[0]};
  }
  const order = orders[at.series];
  const here = order.indexOf(at.index);
  if (key === 'Home') return {series: at.series, index: order[0]};
  if (key === 'End') return {series: at.series, index: order[order.length - 1]};
  const isDown = (spec.kind === 'bars' && spec.isFlat) || spec.kind === 'intervals';
  const along = isDown ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
  const forward = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  if (along.includes(key) || filled.length === 1)
    return {series: at.series, index: order[Math.max(0, Math.min(order.length - 1, here + forward))]};
  const next = filled[filled.indexOf(at.series) + forward];
  if (next === undefined) return at;
  return {series: next, index: nearest(spec, at, next, orders[next])};
}

/** @param {Spec} spec @param {At} at @param {number} series @param {number[]} order */
function nearest(spec, at, series, order) {
  const from = spec.series[at.series].points[at.index];
  const {points} = spec.series[series];
  if (spec.kind === 'bars' || spec.kind === 'intervals') {
    const same = order.find((index) => rowOf(points[index], spec.isFlat) === rowOf(from, spec.isFlat));
    if (same !== undefined) return same;
  }
  const far = (/** @type {number} */ index) => Math.abs(Number(points[index].x) - Number(from.x));
  return order.reduce((best, index) => (far(index) < far(best) ? index : best), order[0]);
}

/** The first point with a code. @param {Spec} spec @param {string} code @returns {At | null} */
export function findCode(spec, code) {
  for (const [series, {points, isLine}] of spec.series.entries()) {
    if (isLine && spec.kind !== 'lines') continue;
    const index = points.findIndex((point) => point.code === code && point[spec.isFlat ? 'x' : 'y'] !== null);
    if (code && index >= 0) return {series, index};
  }
  return null;
}
