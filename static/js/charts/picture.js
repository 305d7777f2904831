// @ts-check
/** A chart as a picture for a report or a slide: with its heading, axes, legend and note, at a size of its own. */
import {Chart} from 'chartjs';
import {configOf} from './config.js';
import {wrap} from './fitting.js';
import {dashOf, looks} from './looks.js';
import {overlay} from './overlay.js';

/** @typedef {import('./spec.js').Spec} Spec @typedef {{title: string, axisX: string, axisY: string, notes: string[]}} Words */

const WIDTH = 960;
const EDGE = 24;
/** Pixels of the picture for each of the drawing's, so that it is sharp on paper. */
const SHARPNESS = 2;

/**
 * @param {Spec} spec
 * @param {number} heightPx of the drawing
 * @param {Words} words
 * @param {import('./steps.js').At | null} chosen the point that is ringed
 * @returns {Promise<Blob | null>} a PNG; null when the browser makes none
 */
export function pictureOf(spec, heightPx, words, chosen) {
  const look = looks();
  const line = look.sizePx * 1.5;
  const plot = plotOf(spec, heightPx, chosen);
  const measuring = /** @type {CanvasRenderingContext2D} */ (document.createElement('canvas').getContext('2d'));
  measuring.font = look.font;
  const notes = words.notes.flatMap((note) => wrap(measuring, note, WIDTH - 2 * EDGE));
  const keys = spec.kind === 'strip' ? [] : spec.series.filter(({label}) => label);
  const hasKeys = keys.length > 1;
  const above = EDGE + line * (words.axisY ? 2.4 : 1.4);
  const below = line * ((words.axisX ? 1.2 : 0) + (hasKeys ? 1.5 : 0) + notes.length) + EDGE;
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * SHARPNESS;
  canvas.height = (above + heightPx + below) * SHARPNESS;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  context.scale(SHARPNESS, SHARPNESS);
  context.fillStyle = look.paper;
  context.fillRect(0, 0, WIDTH, canvas.height);
  context.textBaseline = 'top';
  write(context, words.title, EDGE, EDGE, look.bold, look.ink);
  write(context, words.axisY, EDGE, EDGE + line * 1.3, look.font, look.soft);
  context.drawImage(plot, EDGE, above, WIDTH - 2 * EDGE, heightPx);
  let y = above + heightPx + 4;
  if (words.axisX) {
    context.textAlign = 'right';
    write(context, words.axisX, WIDTH - EDGE, y, look.font, look.soft);
    context.textAlign = 'left';
    y += line * 1.2;
  }
  if (hasKeys) {
    writeKeys(context, spec, y, look);
    y += line * 1.5;
  }
  for (const note of notes) {
    write(context, note, EDGE, y, look.font, look.soft);
    y += line;
  }
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}

/** The drawing alone, of the picture's width. @param {Spec} spec @param {number} heightPx @param {import('./steps.js').At | null} chosen */
function plotOf(spec, heightPx, chosen) {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH - 2 * EDGE;
  canvas.height = heightPx;
  const config = configOf(spec, [overlay(spec, () => ({at: null, chosen}))], canvas.width);
  Object.assign(config.options, {responsive: false, devicePixelRatio: SHARPNESS});
  const chart = new Chart(canvas, config);
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext('2d')?.drawImage(canvas, 0, 0);
  chart.destroy();
  return copy;
}

/** @param {CanvasRenderingContext2D} context @param {Spec} spec @param {number} top @param {ReturnType<typeof looks>} look */
function writeKeys(context, spec, top, look) {
  let x = EDGE;
  for (const [index, {label, token, isLine}] of spec.series.entries()) {
    const middle = top + look.sizePx * 0.6;
    context.fillStyle = context.strokeStyle = look.colour(token);
    context.lineWidth = 2.25;
    context.setLineDash(dashOf(index));
    context.beginPath();
    if (isLine) {
      context.moveTo(x, middle);
      context.lineTo(x + 24, middle);
      context.stroke();
    } else {
      context.arc(x + 12, middle, 5, 0, 2 * Math.PI);
      context.fill();
    }
    context.setLineDash([]);
    write(context, label, x + 32, top, look.font, look.ink);
    x += 32 + context.measureText(label).width + 24;
  }
}

/** @param {CanvasRenderingContext2D} context @param {string} text @param {number} x @param {number} y @param {string} font @param {string} colour */
function write(context, text, x, y, font, colour) {
  context.font = font;
  context.fillStyle = colour;
  context.fillText(text, x, y);
}
