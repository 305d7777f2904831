// @ts-check
/**
 * Corners of a shape, one by one. Pure; coordinates in the metric CRS, rings closed (the last position is the first again).
 * @typedef {import('./rings.js').Ring} Ring
 * @typedef {import('./rings.js').Position} Position
 * @typedef {{part: number, ring: number, index: number}} Cursor which corner: of which part, ring (0 is the outline), position
 */

/** Every corner in order. @param {Ring[][]} polygons @returns {Cursor[]} */
export function allCorners(polygons) {
  return polygons.flatMap((rings, part) =>
    rings.flatMap((positions, ring) => positions.slice(0, -1).map((_position, index) => ({part, ring, index}))),
  );
}

/** @param {Ring[][]} polygons @param {Cursor} at @returns {Position} */
export function cornerAt(polygons, {part, ring, index}) {
  return polygons[part][ring][index];
}

/** @param {Ring[][]} polygons @param {Cursor | null} at */
export function exists(polygons, at) {
  return Boolean(at && at.index < (polygons[at.part]?.[at.ring]?.length ?? 0) - 1);
}

/** @param {Ring[][]} polygons @param {Position} place @returns {Cursor | null} */
export function nearestCorner(polygons, [x, y]) {
  let best = null;
  let least = Infinity;
  for (const cursor of allCorners(polygons)) {
    const [cx, cy] = cornerAt(polygons, cursor);
    const distance = (cx - x) ** 2 + (cy - y) ** 2;
    if (distance < least) [best, least] = [cursor, distance];
  }
  return best;
}

/** The corner so many further on, round and round. @param {Ring[][]} polygons @param {Cursor | null} at @param {number} by */
export function stepped(polygons, at, by) {
  const all = allCorners(polygons);
  if (!all.length) return null;
  const now = at ? all.findIndex((one) => one.part === at.part && one.ring === at.ring && one.index === at.index) : -1;
  if (now < 0) return all[by > 0 ? 0 : all.length - 1];
  return all[(now + by + all.length) % all.length];
}

/** @param {Ring[][]} polygons @param {Cursor} at @param {(ring: Ring) => Ring | null} change null leaves the ring out @returns {Ring[][]} */
function withRing(polygons, {part, ring}, change) {
  return polygons.flatMap((rings, p) => {
    if (p !== part) return [rings];
    const kept = rings.flatMap((positions, r) => {
      if (r !== ring) return [positions];
      const open = change(positions.slice(0, -1));
      return open ? [[...open, open[0]]] : [];
    });
    // Without its outline a part is gone, and its holes with it.
    return ring === 0 && kept.length < rings.length ? [] : [kept];
  });
}

/** @param {Ring[][]} polygons @param {Cursor} at @param {Position} to @returns {Ring[][]} */
export function moved(polygons, at, to) {
  return withRing(polygons, at, (open) => open.map((position, index) => (index === at.index ? to : position)));
}

/** A new corner halfway to the next one. @param {Ring[][]} polygons @param {Cursor} at @returns {Ring[][]} */
export function inserted(polygons, at) {
  return withRing(polygons, at, (open) => {
    const [x, y] = open[at.index];
    const [x2, y2] = open[(at.index + 1) % open.length];
    return [...open.slice(0, at.index + 1), [(x + x2) / 2, (y + y2) / 2], ...open.slice(at.index + 1)];
  });
}

/** Without the corner; a ring of three goes as a whole. @param {Ring[][]} polygons @param {Cursor} at @returns {Ring[][]} */
export function removed(polygons, at) {
  return withRing(polygons, at, (open) =>
    open.length > 3 ? open.filter((_position, index) => index !== at.index) : null,
  );
}

/** Swaps a corner with its neighbour in the ring. @param {Ring[][]} polygons @param {Cursor} at @param {1 | -1} by @returns {Ring[][]} */
export function swapped(polygons, at, by) {
  return withRing(polygons, at, (open) => {
    const other = (at.index + by + open.length) % open.length;
    return open.map((position, index) =>
      index === at.index ? open[other] : index === other ? open[at.index] : position,
    );
  });
}

/** Without a part, or without one of its holes. @param {Ring[][]} polygons @param {{part: number, ring: number}} at @returns {Ring[][]} */
export function withoutRing(polygons, {part, ring}) {
  return withRing(polygons, {part, ring, index: 0}, () => null);
}

/**
 * The corners that lie between two places on a ring, the shorter way round.
 * @param {Ring} ring closed
 * @param {Position} from @param {Position} to both on the ring
 * @returns {Position[]}
 */
export function pathAlong(ring, from, to) {
  const open = ring.slice(0, -1);
  const [start, end] = [sideOf(open, from), sideOf(open, to)];
  const between = (/** @type {number} */ first, /** @type {number} */ last) => {
    const corners = [];
    for (let i = first; i !== last; i = (i + 1) % open.length) corners.push(open[(i + 1) % open.length]);
    return corners;
  };
  if (start === end) return [];
  const onwards = between(start, end);
  const back = between(end, start).reverse();
  return lengthOf([from, ...onwards, to]) <= lengthOf([from, ...back, to]) ? onwards : back;
}

/** The side (by its first corner) that a place lies on. @param {Ring} open @param {Position} place */
function sideOf(open, place) {
  let best = 0;
  let least = Infinity;
  open.forEach((start, index) => {
    const end = open[(index + 1) % open.length];
    const slack = lengthOf([start, place, end]) - lengthOf([start, end]);
    if (slack < least) [best, least] = [index, slack];
  });
  return best;
}

/** @param {Position[]} line */
function lengthOf(line) {
  return line.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - line[i][0], y - line[i][1]), 0);
}
