// @ts-check
import {ImageCanvasSource, ImageLayer, fromLonLat} from 'ol';
import {colour} from './palette.js';
import {densityGrid} from './heat-grid.js';

/** @typedef {import('./heat-grid.js').HeatGrid} HeatGrid */

const STEPS = ['heat-1', 'heat-2', 'heat-3', 'heat-4', 'heat-5'];

/** @returns {number[][]} red, green, blue of each step */
function ramp() {
  return STEPS.map(
    (token) =>
      colour(token)
        .match(/[0-9a-f]{2}/gi)
        ?.map((part) => parseInt(part, 16)) ?? [0, 0, 0],
  );
}

/**
 * Paints the grid once, a pixel a cell, north up; the map stretches it smoothly.
 * @param {HeatGrid} grid
 */
function paint(grid) {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [grid.columns, grid.rows];
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const image = pen.createImageData(grid.columns, grid.rows);
  const steps = ramp();
  for (let row = 0; row < grid.rows; row += 1) {
    for (let column = 0; column < grid.columns; column += 1) {
      const share = Math.min(1, (grid.values[row * grid.columns + column] ?? 0) / grid.max);
      const at = ((grid.rows - 1 - row) * grid.columns + column) * 4;
      const place = share * (steps.length - 1);
      const [low, high] = [steps[Math.floor(place)], steps[Math.ceil(place)]];
      for (let band = 0; band < 3; band += 1)
        image.data[at + band] = low[band] + (high[band] - low[band]) * (place % 1);
      image.data[at + 3] = 225 * Math.min(1, Math.max(0, share - 0.02) * 5);
    }
  }
  pen.putImageData(image, 0, 0);
  return canvas;
}

/**
 * A grid from the server, or points (GeoJSON, WGS 84, optional `weight`) that are counted here.
 * @param {any} data
 * @param {number} radius metres
 * @param {import('ol/proj/Projection.js').default} projection
 * @returns {HeatGrid | null}
 */
function gridFrom(data, radius, projection) {
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
  /** @type {HeatGrid | null} */
  let grid = null;
  /** @type {HTMLCanvasElement | null} */
  let picture = null;
  const source = new ImageCanvasSource({
    projection,
    ratio: 1.2,
    canvasFunction: (extent, resolution, pixelRatio, size) => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = size;
      const pen = canvas.getContext('2d');
      if (!grid || !pen) return canvas;
      picture ??= paint(grid);
      const scale = pixelRatio / resolution;
      const [left, top] = [(grid.west - extent[0]) * scale, (extent[3] - grid.south - grid.rows * grid.cell) * scale];
      pen.imageSmoothingQuality = 'high';
      pen.drawImage(picture, left, top, grid.columns * grid.cell * scale, grid.rows * grid.cell * scale);
      return canvas;
    },
  });
  const image = new ImageLayer({source, opacity: layer.opacity, visible: layer.visible});
  const show = (/** @type {any} */ data) => {
    grid = gridFrom(data, layer.radius, projection);
    picture = null;
    source.changed();
  };
  return {
    image,
    show,
    restyle: () => {
      picture = null;
      source.changed();
    },
  };
}
