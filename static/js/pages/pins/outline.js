// @ts-check
/** Shapes of ideas as plain numbers. */

/** @typedef {{type: 'LineString', coordinates: number[][]} | {type: 'Polygon', coordinates: number[][][]}} Outline */

/**
 * One line or one area out of what a drawing gives; an area in several parts is none.
 * @param {any} geometry GeoJSON or null
 * @returns {Outline | null}
 */
export function singleShape(geometry) {
  if (!geometry) return null;
  if (geometry.type === 'LineString') return geometry.coordinates.length > 1 ? geometry : null;
  if (geometry.type === 'Polygon') return geometry;
  if (geometry.type === 'MultiPolygon' && geometry.coordinates.length === 1)
    return {type: 'Polygon', coordinates: geometry.coordinates[0]};
  return null;
}

/** The middle of the box around a shape: near enough to look for what is nearby. @param {Outline} shape @returns {[number, number]} */
export function middleOf(shape) {
  const places = shape.type === 'LineString' ? shape.coordinates : shape.coordinates[0];
  const [xs, ys] = [0, 1].map((axis) => places.map((place) => place[axis]));
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}
