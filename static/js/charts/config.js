// @ts-check
/** A specification as Chart.js understands it. */
import {laneHeight} from './extras.js';
import {cut} from './fitting.js';
import {dashOf, looks, shapeOf} from './looks.js';
import {placesOf} from './places.js';
import {axisEnds, roundTicks} from './ticks.js';
import {measured, writeValue} from './words.js';

/** @typedef {import('./spec.js').Spec} Spec */

/**
 * @param {Spec} spec
 * @param {object[]} plugins
 * @param {number} widthPx of the drawing
 * @returns {any}
 */
export function configOf(spec, plugins, widthPx) {
  const look = looks();
  const isBars = spec.kind === 'bars';
  return {
    type: isBars ? 'bar' : 'scatter',
    data: {
      datasets: placesOf(spec, widthPx).map((data, index) => ({data, ...(isBars ? barLook(spec, index, look) : dotLook(spec, index, look))})),
      ...(isBars ? {labels: spec.rows} : {}),
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      // Pointing is the element's own, so that keys and fingers get the same as the mouse.
      events: [],
      indexAxis: isBars && spec.isFlat ? 'y' : 'x',
      layout: {padding: {top: 6 + spec.marks.filter(({axis}) => axis === 'x').length * laneHeight(look.sizePx), right: 12, bottom: 0, left: 0}},
      scales: {x: scaleOf(spec, 'x', look), y: scaleOf(spec, 'y', look)},
    },
    plugins,
  };
}

/** @param {Spec} spec @param {number} index @param {ReturnType<typeof looks>} look */
function barLook({series, isFlat}, index, look) {
  const {token, points} = series[index];
  return {
    backgroundColor: points.map(({isStrong}) => (isStrong ? look.colour('accent') : look.colour(token))),
    // An edge, so that bars of neighbouring series differ without colour sight too.
    borderColor: look.ink, borderWidth: index ? 1.5 : 0, borderSkipped: 'start', borderRadius: 2,
    maxBarThickness: isFlat ? 18 : 44, categoryPercentage: 0.8, barPercentage: 0.9,
  };
}

/** @param {Spec} spec @param {number} index @param {ReturnType<typeof looks>} look */
function dotLook({kind, series}, index, look) {
  const {token, isLine, points} = series[index];
  const isFitted = isLine && kind !== 'lines';
  const radius = isFitted ? 0 : kind === 'lines' ? (points.length > 40 ? 0 : 3.5) : kind === 'intervals' ? 5 : points.length > 400 ? 3 : 5;
  return {
    showLine: isLine,
    spanGaps: false,
    borderColor: isLine ? look.colour(token) : look.paper,
    borderWidth: isLine ? 2.25 : 1,
    borderDash: dashOf(index),
    pointStyle: kind === 'strip' ? 'circle' : shapeOf(index),
    pointRadius: points.map(({isStrong}) => (isStrong && radius ? radius + 3 : radius)),
    pointBackgroundColor: points.map(({isStrong}) =>
      isStrong ? look.colour('accent') : kind === 'strip' || kind === 'scatter' ? look.tint(token, 0.75) : look.colour(token)),
    pointBorderColor: look.paper,
    pointBorderWidth: kind === 'lines' ? 0 : 1,
    clip: 12,
  };
}

/** @param {Spec} spec @param {'x' | 'y'} name @param {ReturnType<typeof looks>} look */
function scaleOf(spec, name, look) {
  const axis = spec[name];
  const isMeasured = measured(spec) === name;
  const base = {border: {color: look.strong}, grid: {color: look.line, drawTicks: false}, reverse: axis.isReversed};
  const ticks = {color: look.soft, font: {size: look.sizePx, family: '"Public Sans", system-ui, sans-serif'}, padding: 6, maxRotation: 0};
  if (spec.kind === 'bars' && !isMeasured) return {...base, type: 'category', grid: {display: false}, ticks: {...ticks, autoSkip: name === 'x', callback: rowName(spec)}};
  if (spec.isFlat && name === 'y') return {...base, ...laneScale(spec), ticks: {...ticks, color: look.ink, autoSkip: false, display: spec.kind !== 'strip', callback: rowName(spec)}};
  const isFromZero = spec.kind === 'bars';
  return {
    ...base,
    type: axis.type === 'log' ? 'logarithmic' : 'linear',
    ...axisEnds(axis, valuesAlong(spec, name), isFromZero),
    afterBuildTicks(/** @type {any} */ scale) {
      const {width, height} = scale.chart;
      // Names of rows take up to two fifths of the width.
      const share = spec.isFlat && spec.kind !== 'strip' ? 0.6 : 1;
      const most = name === 'x' ? Math.max(2, (share * width) / (look.sizePx * 4.8)) : Math.max(2, height / (look.sizePx * 3.6));
      scale.ticks = roundTicks(axis.type, scale.min, scale.max, most).map((value) => ({value}));
    },
    ticks: {
      ...ticks,
      autoSkip: false,
      callback(/** @type {number} */ value, /** @type {number} */ _index, /** @type {{value: number}[]} */ all) {
        const step = axis.type === 'log' ? value : all.length > 1 ? Math.abs(all[1].value - all[0].value) : 1;
        return writeValue(axis, value, step);
      },
    },
  };
}

/** Everything that stands along an axis: values, the ends of intervals, marks. @param {Spec} spec @param {'x' | 'y'} name */
function valuesAlong(spec, name) {
  const points = spec.series.flatMap((one) => one.points);
  const values = points.flatMap((point) => [point[name], ...(measured(spec) === name ? [point.low, point.high] : [])]);
  return [...values, ...spec.marks.filter(({axis}) => axis === name).map(({at}) => at)].filter((one) => one !== null);
}

/** Rows on a number line, the first on top. @param {Spec} spec */
function laneScale(spec) {
  return {
    type: 'linear',
    reverse: true,
    min: -0.6,
    max: spec.rows.length - 0.4,
    grid: {display: false},
    border: {display: spec.kind !== 'strip', color: looks().strong},
    afterBuildTicks: (/** @type {any} */ scale) => { scale.ticks = spec.rows.map((_, value) => ({value})); },
  };
}

/** A row's name, cut to two fifths of the chart. @param {Spec} spec */
function rowName(spec) {
  return /** @this {any} */ function (/** @type {number} */ value) {
    const {ctx, width} = this.chart;
    ctx.save();
    ctx.font = looks().font;
    const text = cut(ctx, spec.rows[value] ?? '', spec.isFlat ? width * 0.4 : 120);
    ctx.restore();
    return text;
  };
}
