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

/** A ring as an address carries it. @param {number[][]} ring closed or not @returns {string} */
export function textOf(ring) {
  const [first, last] = [ring[0], ring[ring.length - 1]];
  const isClosed = ring.length > 1 && first[0] === last[0] && first[1] === last[1];
  return (isClosed ? ring.slice(0, -1) : ring).map(([lon, lat]) => `${lon.toFixed(6)},${lat.toFixed(6)}`).join(';');
}

/** The closed ring that an address carries; empty when there is none. @param {string} text @returns {number[][]} */
export function cornersOf(text) {
  const ring = text.split(';').map((pair) => pair.split(',').map(Number));
  return ring.length > 2 && ring.every((pair) => pair.length === 2 && pair.every(Number.isFinite))
    ? [...ring, ring[0]]
    : [];
}

/**
 * The ring with at most so many corners: those go whose going changes the least ground, one after the other
 * (Visvalingam and Whyatt 1993).
 * @param {number[][]} ring closed @param {number} most @returns {number[][]} closed
 */
export function thinned(ring, most) {
  const corners = ring.slice(0, -1);
  while (corners.length > Math.max(3, most)) {
    let [least, at] = [Infinity, 0];
    for (let index = 0; index < corners.length; index += 1) {
      const [a, b, c] = [-1, 0, 1].map((step) => corners[(index + step + corners.length) % corners.length]);
      const ground = Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1]));
      if (ground < least) [least, at] = [ground, index];
    }
    corners.splice(at, 1);
  }
  return [...corners, corners[0]];
}
