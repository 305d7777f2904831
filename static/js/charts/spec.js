// @ts-check
/**
 * What a chart is told to draw, checked and completed. service/web/charts.py makes it on the server; a page may also make one
 * and give it to the element's show().
 *
 * @typedef {'scatter' | 'strip' | 'lines' | 'bars' | 'intervals'} Kind
 * @typedef {'number' | 'share' | 'year' | 'log'} AxisType a share is 0-1 and read in per cent; a year has no thousands
 * @typedef {{label: string, unit: string, type: AxisType, min: number | null, max: number | null, decimals: number | null, isReversed: boolean}} Axis
 * @typedef {{x: number | null, y: number | null, low: number | null, high: number | null, label: string, code: string, href: string, isStrong: boolean}} Point
 * @typedef {{label: string, token: string, isLine: boolean, points: Point[]}} Series
 * @typedef {{axis: 'x' | 'y', at: number, label: string}} Mark
 * @typedef {{kind: Kind, isFlat: boolean, height: number | null, x: Axis, y: Axis, series: Series[], marks: Mark[], rows: string[]}} Spec
 *   isFlat: the measured value lies along x and what is measured stands in `rows` along y (strip, intervals, lying bars)
 */

const KINDS = ['scatter', 'strip', 'lines', 'bars', 'intervals'];
const TYPES = ['number', 'share', 'year', 'log'];
const TOKEN = /^[a-z][a-z0-9-]*$/;
/** Colours of series that name none, in an order whose neighbours are told apart without colour sight. */
const TOKENS = ['brand', 'accent', 'theme-plum', 'theme-amber', 'theme-slate', 'theme-rose'];

/** @param {unknown} value a number, or null for nothing, NaN and infinity */
const numberOf = (value) => (typeof value === 'number' && Number.isFinite(value) ? value : null);

/** @param {unknown} value */
const textOf = (value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

/**
 * @param {any} raw
 * @param {AxisType} usual
 * @returns {Axis}
 */
function axisOf(raw, usual) {
  const {label, unit, type, min, max, decimals, reverse} = raw ?? {};
  return {
    label: textOf(label),
    unit: textOf(unit),
    type: TYPES.includes(type) ? type : usual,
    min: numberOf(min),
    max: numberOf(max),
    decimals: numberOf(decimals),
    isReversed: reverse === true,
  };
}

/** @param {any} raw @returns {Point} */
function pointOf(raw) {
  return {
    x: numberOf(raw.x),
    y: numberOf(raw.y),
    low: numberOf(raw.low),
    high: numberOf(raw.high),
    label: textOf(raw.label),
    code: textOf(raw.code),
    // Only addresses of this service: a point never leads elsewhere, nor to a script.
    href: /^[/?#](?!\/)/.test(textOf(raw.href)) ? textOf(raw.href) : '',
    isStrong: raw.strong === true,
  };
}

/** What a bar or a row stands for, which its label says unless it stands on a number. @param {Point} point @param {boolean} isFlat */
export const rowOf = (point, isFlat) => point.label || textOf(isFlat ? point.y : point.x);

/**
 * @param {any} raw as the page holds it
 * @returns {Spec}
 * @throws {TypeError} when it names no kind, or no series
 */
export function completeSpec(raw) {
  if (!KINDS.includes(raw?.kind)) throw new TypeError(`A chart needs a kind: ${KINDS.join(', ')}`);
  if (!Array.isArray(raw.series)) throw new TypeError('A chart needs series');
  const {kind} = raw;
  const all = raw.series.flatMap((/** @type {any} */ one) => one.points ?? []);
  const isFlat =
    kind === 'strip' || kind === 'intervals' || (kind === 'bars' && !all.some((/** @type {any} */ one) => numberOf(one.y) !== null));
  /** @type {Series[]} */
  const series = raw.series.map((/** @type {any} */ one, /** @type {number} */ index) => ({
    label: textOf(one.label),
    token: TOKEN.test(one.token ?? '') ? one.token : TOKENS[index % TOKENS.length],
    isLine: kind === 'lines' || one.line === true,
    points: (one.points ?? []).map(pointOf),
  }));
  // Whatever has no place is not drawn; only along a line does a gap mean something.
  for (const one of series)
    one.points = one.points.filter(({x, y}) => {
      if (kind === 'lines') return x !== null;
      if (isFlat) return x !== null;
      return kind === 'bars' ? y !== null : x !== null && y !== null;
    });
  if (kind === 'lines') for (const one of series) one.points.sort((a, b) => Number(a.x) - Number(b.x));
  return {
    kind,
    isFlat,
    height: numberOf(raw.height),
    x: axisOf(raw.x, kind === 'lines' ? 'year' : 'number'),
    y: axisOf(raw.y, 'number'),
    series,
    marks: (raw.marks ?? [])
      .map((/** @type {any} */ one) => ({axis: one.axis === 'y' ? 'y' : 'x', at: numberOf(one.at), label: textOf(one.label)}))
      .filter((/** @type {any} */ one) => one.at !== null),
    rows: rowsOf(kind, series, isFlat),
  };
}

/** @param {Kind} kind @param {Series[]} series @param {boolean} isFlat */
function rowsOf(kind, series, isFlat) {
  // A single row needs no name: the heading says what it shows.
  if (kind === 'strip') return series.length > 1 ? series.map((one) => one.label) : [''];
  if (kind !== 'bars' && kind !== 'intervals') return [];
  return [...new Set(series.flatMap((one) => one.points.map((point) => rowOf(point, isFlat))))];
}

/** Whether there is anything to see. @param {Spec} spec */
export const isEmpty = (spec) => !spec.series.some((one) => one.points.some(({x, y}) => (spec.isFlat ? x : y) !== null));
