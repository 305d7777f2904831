// @ts-check

/**
 * Whether a layer draws at a zoom of the matrix, with the same edges as the layer itself (layers.js).
 * @param {{minZoom: number, maxZoom: number}} layer
 * @param {number} zoom
 * @returns {'below' | 'within' | 'above'} below: the view is too far away for it
 */
export function scaleOf({minZoom, maxZoom}, zoom) {
  if (zoom <= minZoom - 0.001) return 'below';
  return zoom > maxZoom ? 'above' : 'within';
}
