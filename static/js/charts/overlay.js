// @ts-check
/** Everything of ours over and under what Chart.js draws, in the order in which it lies. */
import {drawBands, drawGround, drawLanes, drawMarks, drawRings, drawStrong, drawWhiskers} from './extras.js';

/** @typedef {import('./spec.js').Spec} Spec @typedef {import('./steps.js').At} At */

/**
 * @param {Spec} spec
 * @param {() => {at: At | null, chosen: At | null}} marked what is pointed to and what is chosen, at the moment of drawing
 */
export function overlay(spec, marked) {
  /** @param {any} chart @returns {import('./extras.js').Scene} */
  const scene = (chart) => ({
    spec,
    ...marked(),
    area: chart.chartArea,
    width: chart.width,
    pixel: (axis, value) => chart.scales[axis].getPixelForValue(value),
    point: (at) => chart.getDatasetMeta(at.series).data[at.index] ?? null,
  });
  return {
    id: 'overlay',
    beforeDraw(/** @type {any} */ chart) { drawGround(chart.ctx); },
    beforeDatasetsDraw(/** @type {any} */ chart) { for (const draw of [drawBands, drawLanes]) draw(chart.ctx, scene(chart)); },
    afterDatasetsDraw(/** @type {any} */ chart) { for (const draw of [drawWhiskers, drawMarks, drawStrong, drawRings]) draw(chart.ctx, scene(chart)); },
  };
}

/** Where the points lie that can be pointed to. @param {any} chart @param {Spec} spec @returns {{at: At, x: number, y: number}[]} */
export function pointsOn(chart, spec) {
  return spec.series.flatMap((one, series) =>
    one.isLine && spec.kind !== 'lines' ? [] : one.points.flatMap((point, index) => {
      const place = chart.getDatasetMeta(series).data[index];
      return point[spec.isFlat ? 'x' : 'y'] === null || !place ? [] : [{at: {series, index}, x: place.x, y: place.y}];
    }));
}
