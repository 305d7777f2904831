// @ts-check
import {ImageCanvasSource, ImageLayer, fromLonLat} from 'ol';
import {colour} from './palette.js';
import {densityGrid, unrolled} from './heat-grid.js';

/** @typedef {import('./heat-grid.js').HeatGrid} HeatGrid */
/** @typedef {import('./heat-grid.js').ClassGrid} ClassGrid */

const STEPS = ['heat-1', 'heat-2', 'heat-3', 'heat-4', 'heat-5'];

/** How much of a class's colour covers what lies under it, 0-255. */
const CLASS_ALPHA = 205;

/** @param {string[]} tokens @returns {number[][]} red, green, blue of each step */
function ramp(tokens) {
  return tokens.map(
    (token) =>
      colour(token)
        .match(/[0-9a-f]{2}/gi)
        ?.map((part) => parseInt(part, 16)) ?? [0, 0, 0],
  );
}

/**
 * A picture of cells, a pixel each, north up; the map stretches it smoothly.
 * @param {{columns: number, rows: number}} grid
 * @param {(cell: number, pixel: number, data: Uint8ClampedArray) => void} put
 */
function picture({columns, rows}, put) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [columns, rows];
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const image = pen.createImageData(columns, rows);
  for (let row = 0; row < rows; row += 1)
    for (let column = 0; column < columns; column += 1)
      put(row * columns + column, ((rows - 1 - row) * columns + column) * 4, image.data);
  pen.putImageData(image, 0, 0);
  return canvas;
}

/** Each class in its own colour. @param {ClassGrid} grid */
function paintClasses(grid) {
  const colours = ramp(grid.steps.map(({token}) => token));
  const classes = unrolled(grid.runs, grid.columns * grid.rows);
  return picture(grid, (cell, pixel, data) => {
    const own = colours[classes[cell] - 1];
    if (own) data.set([...own, CLASS_ALPHA], pixel);
  });
}

/** Paints the grid once, its values from the least to the greatest colour. @param {HeatGrid} grid */
function paint(grid) {
  const steps = ramp(STEPS);
  return picture(grid, (cell, pixel, data) => {
    const share = Math.min(1, (grid.values[cell] ?? 0) / grid.max);
    const place = share * (steps.length - 1);
    const [low, high] = [steps[Math.floor(place)], steps[Math.ceil(place)]];
    for (let band = 0; band < 3; band += 1) data[pixel + band] = low[band] + (high[band] - low[band]) * (place % 1);
    data[pixel + 3] = 225 * Math.min(1, Math.max(0, share - 0.02) * 5);
  });
}

/**
 * A grid from the server, of values or of classes, or points (GeoJSON, WGS 84, optional `weight`) that are counted here.
 * @param {any} data
 * @param {number} radius metres
 * @param {import('ol/proj/Projection.js').default} projection
 * @returns {HeatGrid | ClassGrid | null}
 */
function gridFrom(data, radius, projection) {
  if (data?.runs) return data;
  if (data?.values)
    return {
      ...data,
      max: data.max ?? data.values.reduce((/** @type {number} */ a, /** @type {number} */ b) => Math.max(a, b), 0),
    };
  const points = (data?.features ?? [])
    .filter((/** @type {any} */ feature) => feature.geometry?.type === 'Point')
    .map((/** @type {any} */ feature) => {
      const [x, y] = fromLonLat(feature.geometry.coordinates, projection);
      return {x, y, weight: feature.properties?.weight ?? 1};
    });
  return densityGrid(points, radius);
}

/**
 * A heat map without WebGL: the density itself as a picture, so that what is seen is what was counted.
 * @param {import('./config.js').LayerConfig} layer
 * @param {import('ol/proj/Projection.js').default} projection
 */
export function heatLayer(layer, projection) {
  /** @type {HeatGrid | ClassGrid | null} */
  let grid = null;
  /** @type {HTMLCanvasElement | null} */
  let painted = null;
  const source = new ImageCanvasSource({
    projection,
    ratio: 1.2,
    canvasFunction: (extent, resolution, pixelRatio, size) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = size;
      const pen = canvas.getContext('2d');
      if (!grid || !pen) return canvas;
      painted ??= 'runs' in grid ? paintClasses(grid) : paint(grid);
      const scale = pixelRatio / resolution;
      const [left, top] = [(grid.west - extent[0]) * scale, (extent[3] - grid.south - grid.rows * grid.cell) * scale];
      pen.imageSmoothingQuality = 'high';
      pen.drawImage(painted, left, top, grid.columns * grid.cell * scale, grid.rows * grid.cell * scale);
      return canvas;
    },
  });
  const image = new ImageLayer({source, opacity: layer.opacity, visible: layer.visible});
  const show = (/** @type {any} */ data) => {
    grid = gridFrom(data, layer.radius, projection);
    painted = null;
    source.changed();
  };
  return {
    image,
    show,
    restyle: () => {
      painted = null;
      source.changed();
    },
  };
}
