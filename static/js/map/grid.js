// @ts-check
/** The tile matrix in numbers: resolutions, and round lengths for the scale bar. */

/**
 * Metres per pixel for each zoom of a quadratic matrix.
 * @param {import('./config.js').Matrix} matrix
 * @returns {number[]}
 */
export function resolutionsOf(matrix) {
  const coarsest = (matrix.maxx - matrix.minx) / matrix.tileSize;
  return Array.from({length: matrix.maxZoom + 1}, (_unused, zoom) => coarsest / 2 ** zoom);
}

/**
 * The longest round length (1, 2 or 5 times a power of ten) that fits.
 * @param {number} resolution metres per pixel
 * @param {number} maxPx
 * @returns {{metres: number, px: number}}
 */
export function roundLength(resolution, maxPx) {
  const most = resolution * maxPx;
  const power = 10 ** Math.floor(Math.log10(most));
  const metres = ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power;
  return {metres, px: metres / resolution};
}
