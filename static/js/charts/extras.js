// @ts-check
/** What Chart.js does not draw by itself: bands, intervals, reference lines, the rings of what is pointed to and chosen. */
import {cut} from './fitting.js';
import {looks} from './looks.js';

/** @typedef {import('./spec.js').Spec} Spec @typedef {import('./steps.js').At} At */
/** @typedef {{spec: Spec, at: At | null, chosen: At | null, pixel: (axis: 'x' | 'y', value: number) => number, point: (at: At) => {x: number, y: number} | null, width: number, area: {left: number, right: number, top: number, bottom: number}}} Scene */

/** The ground, so that a chart can be saved as a picture and printed from the dark scheme. @param {CanvasRenderingContext2D} context */
export function drawGround(context) {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = looks().paper;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
}

/** The ranges along a line, under everything. @param {CanvasRenderingContext2D} context @param {Scene} scene */
export function drawBands(context, {spec, pixel}) {
  if (spec.kind !== 'lines') return;
  const {tint} = looks();
  for (const {points, token} of spec.series) {
    context.fillStyle = tint(token, 0.18);
    for (const run of runsOf(points)) {
      context.beginPath();
      for (const {x, high} of run) context.lineTo(pixel('x', Number(x)), pixel('y', Number(high)));
      for (const {x, low} of run.toReversed()) context.lineTo(pixel('x', Number(x)), pixel('y', Number(low)));
      context.fill();
    }
  }
}

/** Neighbours that have both bounds; a gap in what is known is a gap in the band. @param {import('./spec.js').Point[]} points */
export function runsOf(points) {
  /** @type {import('./spec.js').Point[][]} */
  const runs = [[]];
  for (const point of points) {
    if (point.low !== null && point.high !== null) runs[runs.length - 1].push(point);
    else if (runs[runs.length - 1].length) runs.push([]);
  }
  return runs.filter((run) => run.length > 1);
}

/** Intervals as lines with short ends. @param {CanvasRenderingContext2D} context @param {Scene} scene */
export function drawWhiskers(context, {spec, pixel, point: place}) {
  if (spec.kind === 'lines' || spec.kind === 'strip') return;
  const {colour, ink} = looks();
  const axis = spec.isFlat ? 'x' : 'y';
  context.lineWidth = 1.5;
  for (const [series, {points, token}] of spec.series.entries()) {
    context.strokeStyle = spec.kind === 'bars' ? ink : colour(token);
    for (const [index, {low, high}] of points.entries()) {
      const at = place({series, index});
      if (!at || low === null || high === null) continue;
      const [from, to] = [pixel(axis, low), pixel(axis, high)];
      const cap = 3.5;
      context.beginPath();
      if (axis === 'x') {
        context.moveTo(from, at.y); context.lineTo(to, at.y);
        for (const end of [from, to]) { context.moveTo(end, at.y - cap); context.lineTo(end, at.y + cap); }
      } else {
        context.moveTo(at.x, from); context.lineTo(at.x, to);
        for (const end of [from, to]) { context.moveTo(at.x - cap, end); context.lineTo(at.x + cap, end); }
      }
      context.stroke();
    }
  }
}

/** Reference lines with their words. @param {CanvasRenderingContext2D} context @param {Scene} scene */
export function drawMarks(context, {spec, pixel, area, width}) {
  const look = looks();
  context.save();
  context.font = look.bold;
  let lane = spec.marks.filter(({axis}) => axis === 'x').length;
  for (const {axis, at, label} of spec.marks) {
    if (axis === 'x') lane -= 1;
    const where = pixel(axis, at);
    const isInside = axis === 'x' ? where >= area.left - 1 && where <= area.right + 1 : where >= area.top - 1 && where <= area.bottom + 1;
    if (!isInside) continue;
    context.setLineDash([5, 4]);
    context.lineWidth = 1.5;
    context.strokeStyle = look.soft;
    context.beginPath();
    if (axis === 'x') { context.moveTo(where, area.top - lane * laneHeight(look.sizePx) - 3); context.lineTo(where, area.bottom); }
    else { context.moveTo(area.left, where); context.lineTo(area.right, where); }
    context.stroke();
    context.setLineDash([]);
    writeMark(context, label, axis, where, area, look, lane, width);
  }
  context.restore();
}

/** What the words of one upright mark take above the plot, where they lie on no dot. @param {number} sizePx */
export const laneHeight = (sizePx) => Math.round(sizePx * 1.45);

/** Upright marks write above the plot, each in a lane of its own, over their line as far as the chart's edges allow; level ones at the right end. @param {CanvasRenderingContext2D} context @param {string} label @param {'x' | 'y'} axis @param {number} where @param {Scene['area']} area @param {ReturnType<typeof looks>} look @param {number} lane @param {number} widthPx */
function writeMark(context, label, axis, where, area, look, lane, widthPx) {
  const isBelow = axis === 'y' && where - area.top < laneHeight(look.sizePx);
  const text = cut(context, label, axis === 'y' ? area.right - area.left - 8 : widthPx - 4);
  const half = context.measureText(text).width / 2;
  const x = axis === 'y' ? area.right - 4 - half : Math.max(half + 2, Math.min(widthPx - half - 2, where));
  const y = axis === 'x' ? area.top - 4 - lane * laneHeight(look.sizePx) : where + (isBelow ? 3 : -3);
  context.textBaseline = isBelow ? 'top' : 'bottom';
  write(context, text, x, y, look);
}

/** Words with a rim, centred; readable over lines and dots. @param {CanvasRenderingContext2D} context @param {string} text @param {number} x @param {number} y @param {ReturnType<typeof looks>} look */
function write(context, text, x, y, look) {
  context.textAlign = 'center';
  context.lineWidth = 4;
  context.lineJoin = 'round';
  context.strokeStyle = look.paper;
  context.strokeText(text, x, y);
  context.fillStyle = look.ink;
  context.fillText(text, x, y);
}

/** What a row of a strip shows stands over it, so that a phone's width is left for the dots. @param {CanvasRenderingContext2D} context @param {Scene} scene */
export function drawLanes(context, {spec, area, pixel}) {
  if (spec.kind !== 'strip') return;
  const look = looks();
  context.save();
  context.strokeStyle = look.line;
  context.lineWidth = 1;
  context.font = look.font;
  context.fillStyle = look.ink;
  context.textAlign = 'left';
  context.textBaseline = 'bottom';
  for (const [row, name] of spec.rows.entries()) {
    const y = pixel('y', row);
    context.beginPath();
    context.moveTo(area.left, y);
    context.lineTo(area.right, y);
    context.stroke();
    context.fillText(cut(context, name, area.right - area.left), area.left, pixel('y', row - 0.38));
  }
  context.restore();
}

/** The few points that stand out, over the others, the first with its name; rows and bars have theirs at their side. @param {CanvasRenderingContext2D} context @param {Scene} scene */
export function drawStrong(context, {spec, area, point: place}) {
  if (spec.kind === 'bars' || spec.kind === 'intervals') return;
  const look = looks();
  context.save();
  context.font = look.bold;
  context.textBaseline = 'bottom';
  // One that stands out in several series is named once.
  const named = new Set();
  for (const [series, {points}] of spec.series.entries()) {
    for (const [index, {isStrong, label}] of points.entries()) {
      const at = isStrong ? place({series, index}) : null;
      if (!at) continue;
      context.beginPath();
      context.arc(at.x, at.y, 8, 0, 2 * Math.PI);
      context.fillStyle = look.colour('accent');
      context.fill();
      context.lineWidth = 2;
      context.strokeStyle = look.paper;
      context.stroke();
      if (!label || named.has(label)) continue;
      named.add(label);
      const text = cut(context, label, area.right - area.left);
      const half = context.measureText(text).width / 2;
      write(context, text, Math.max(area.left + half, Math.min(area.right - half, at.x)), at.y - 11, look);
    }
  }
  context.restore();
}

/** A ring around what is chosen and a wider one around what is pointed to; bars get a frame instead. @param {CanvasRenderingContext2D} context @param {Scene} scene */
export function drawRings(context, {spec, at, chosen, point}) {
  const look = looks();
  const rings = /** @type {const} */ ([[chosen, look.ink, 9], [at, look.focus, 11]]);
  for (const [one, stroke, radius] of rings) {
    const place = one && point(one);
    if (!place) continue;
    const outline = spec.kind === 'bars' ? frameOf(place) : ringOf(place, radius);
    for (const [width, ink] of /** @type {const} */ ([[5, look.paper], [2.5, stroke]])) {
      context.lineWidth = width;
      context.strokeStyle = ink;
      context.stroke(outline);
    }
  }
}

/** @param {{x: number, y: number}} place @param {number} radius */
function ringOf({x, y}, radius) {
  const path = new Path2D();
  path.arc(x, y, radius, 0, 2 * Math.PI);
  return path;
}

/** @param {any} bar as Chart.js keeps it: x and y are its end, base where it starts */
function frameOf({x, y, base, width, height, horizontal}) {
  const path = new Path2D();
  if (horizontal) path.rect(Math.min(x, base), y - height / 2, Math.abs(x - base), height);
  else path.rect(x - width / 2, Math.min(y, base), width, Math.abs(base - y));
  return path;
}
