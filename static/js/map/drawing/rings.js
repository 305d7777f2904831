// @ts-check
/** Arithmetic on rings of coordinates. Pure; coordinates in the metric CRS. */

/** @typedef {number[]} Position */
/** @typedef {Position[]} Ring */

/**
 * The corners put down so far: while drawing, the ring ends with the moving corner and the closing one.
 * @param {Ring} ring
 * @returns {Ring}
 */
export function putCorners(ring) {
  // The very first corner stands alone with its moving twin, not closed yet.
  return ring.slice(0, Math.max(Math.min(ring.length, 1), ring.length - 2));
}

/** Twice the signed area. @param {Ring} ring */
function turn(ring) {
  return ring.reduce((sum, [x, y], i) => {
    const [x2, y2] = ring[(i + 1) % ring.length];
    return sum + x * y2 - x2 * y;
  }, 0);
}

/** Square metres, whichever way round the ring goes. @param {Ring} ring */
export function ringArea(ring) {
  return Math.abs(turn(ring)) / 2;
}

/** @param {Position} point @param {Ring} ring */
export function isInside([x, y], ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [[xi, yi], [xj, yj]] = [ring[i], ring[j]];
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/**
 * Cuts a hole where one polygon holds the whole ring.
 * @param {Ring[][]} polygons
 * @param {Ring} ring
 * @returns {Ring[][] | null} null when no polygon holds it
 */
export function withHole(polygons, ring) {
  const at = polygons.findIndex(
    ([outer, ...holes]) =>
      ring.every((point) => isInside(point, outer)) &&
      !holes.some((hole) => ring.some((point) => isInside(point, hole))),
  );
  return at < 0 ? null : polygons.map((rings, i) => (i === at ? [...rings, ring] : rings));
}

/** @param {Ring[][]} polygons how many corners a person sees: the closing one of each ring is not one */
export function cornerCount(polygons) {
  return polygons.flat().reduce((sum, ring) => sum + Math.max(0, ring.length - 1), 0);
}
