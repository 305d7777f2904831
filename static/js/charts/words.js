// @ts-check
/** Numbers and points of a chart in the reader's words. */
import {formatNumber, formatPercent} from '../lib/format.js';
import {_} from '../lib/i18n.js';
import {rowOf} from './spec.js';

/** @typedef {import('./spec.js').Spec} Spec @typedef {import('./spec.js').Axis} Axis */

/**
 * @param {Axis} axis
 * @param {number} value
 * @param {number} step how far apart the values are that must be told from each other
 */
export function writeValue(axis, value, step) {
  if (axis.type === 'year') return String(value);
  const fine = Math.max(0, Math.min(6, Math.ceil(-Math.log10(Math.abs(step) || 1) - 1e-9)));
  if (axis.type === 'share') return formatPercent(value, axis.decimals ?? Math.max(0, fine - 2));
  return formatNumber(value, axis.decimals ?? fine);
}

/** The step to which a single value is read: a thousandth of what the axis spans. @param {number} span */
const readingStep = (span) => 10 ** Math.floor(Math.log10(span || 1) - 1.5);

/**
 * @param {Spec} spec
 * @param {'x' | 'y'} name
 * @param {number} value
 * @returns {string} with its unit
 */
export function readValue(spec, name, value) {
  const axis = spec[name];
  const values = spec.series.flatMap((one) => one.points.flatMap((point) => [point[name], ...(measured(spec) === name ? [point.low, point.high] : [])]));
  const known = values.filter((one) => one !== null);
  const text = writeValue(axis, value, axis.type === 'log' ? readingStep(value) : readingStep(Math.max(...known) - Math.min(...known)));
  return axis.unit ? `${text}\u00a0${axis.unit}` : text;
}

/** The axis along which values and their intervals lie. @param {Spec} spec @returns {'x' | 'y'} */
export const measured = (spec) => (spec.isFlat ? 'x' : 'y');

/** What a point is called: its label, or the place along x that it stands for. @param {Spec} spec @param {import('./spec.js').Point} point */
function nameOf(spec, point) {
  if (spec.kind === 'bars') return rowOf(point, spec.isFlat);
  if (spec.kind !== 'lines' || point.label || point.x === null) return point.label;
  const where = readValue(spec, 'x', point.x);
  return spec.x.type === 'year' || !spec.x.label ? where : `${spec.x.label} ${where}`;
}

/**
 * A point in lines: its name, then each value with what it is.
 * @param {Spec} spec
 * @param {number} seriesIndex
 * @param {number} index
 * @returns {{title: string, lines: string[]}}
 */
export function describePoint(spec, seriesIndex, index) {
  const series = spec.series[seriesIndex];
  const point = series.points[index];
  const along = measured(spec);
  const title = [nameOf(spec, point), spec.series.length > 1 ? series.label : ''].filter(Boolean).join(', ') || series.label;
  const said = (/** @type {'x' | 'y'} */ name, /** @type {string} */ text) => (spec[name].label ? `${spec[name].label}: ${text}` : text);
  const lines = [];
  if (spec.kind === 'scatter' && point.x !== null) lines.push(said('x', readValue(spec, 'x', point.x)));
  const value = point[along];
  if (value !== null) {
    const {low, high} = point;
    const range = low !== null && high !== null ? ` (${readValue(spec, along, low)}–${readValue(spec, along, high)})` : '';
    lines.push(said(along, readValue(spec, along, value) + range));
  }
  return {title, lines};
}

/**
 * The same to be spoken, with its place among the points.
 * @param {Spec} spec
 * @param {{series: number, index: number}} at
 */
export function sayPoint(spec, at) {
  const {title, lines} = describePoint(spec, at.series, at.index);
  const points = spec.series[at.series].points.filter((one) => one[measured(spec)] !== null);
  const number = points.indexOf(spec.series[at.series].points[at.index]) + 1;
  const opens = spec.series[at.series].points[at.index].href ? _('Enter opens its page.') : '';
  return [title, ...lines, _('%(number)s of %(all)s', {number, all: points.length}), opens].filter(Boolean).join('. ').replace(/\.\./g, '.');
}
