import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  allCorners,
  inserted,
  moved,
  nearestCorner,
  pathAlong,
  removed,
  stepped,
  swapped,
  withoutRing,
} from '../../static/js/map/drawing/corners.js';

const OUTLINE = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
  [0, 0],
];
const HOLE = [
  [4, 4],
  [6, 4],
  [5, 6],
  [4, 4],
];
const SHAPE = [[OUTLINE, HOLE]];
const FIRST = {part: 0, ring: 0, index: 0};

test('each corner is counted once, holes after their outline', () => {
  assert.equal(allCorners(SHAPE).length, 7);
  assert.deepEqual(nearestCorner(SHAPE, [5, 7]), {part: 0, ring: 1, index: 2});
});

test('moving the first corner keeps the ring closed', () => {
  const [[ring]] = moved(SHAPE, FIRST, [-1, -1]);
  assert.deepEqual(ring[0], [-1, -1]);
  assert.deepEqual(ring.at(-1), [-1, -1]);
});

test('a new corner lies halfway, also over the seam of the ring', () => {
  assert.deepEqual(inserted(SHAPE, {...FIRST, index: 3})[0][0][4], [0, 5]);
});

test('stepping goes round all rings and back', () => {
  assert.deepEqual(stepped(SHAPE, null, 1), FIRST);
  assert.deepEqual(stepped(SHAPE, FIRST, -1), {part: 0, ring: 1, index: 2});
  assert.deepEqual(stepped(SHAPE, {part: 0, ring: 0, index: 3}, 1), {part: 0, ring: 1, index: 0});
  assert.equal(stepped([], null, 1), null);
});

test('a triangle that loses a corner goes as a whole: a hole alone, an outline with its holes', () => {
  assert.deepEqual(removed(SHAPE, {part: 0, ring: 1, index: 0}), [[OUTLINE]]);
  assert.deepEqual(removed([[HOLE, HOLE]], FIRST), []);
  assert.equal(removed(SHAPE, FIRST)[0][0].length, 4);
  assert.deepEqual(withoutRing(SHAPE, {part: 0, ring: 0}), []);
});

test('swapping two neighbours', () => {
  assert.deepEqual(swapped(SHAPE, FIRST, 1)[0][0].slice(0, 2), [
    [10, 0],
    [0, 0],
  ]);
});

test('a border is followed the shorter way', () => {
  assert.deepEqual(pathAlong(OUTLINE, [5, 0], [10, 5]), [[10, 0]]);
  assert.deepEqual(pathAlong(OUTLINE, [10, 5], [5, 0]), [[10, 0]]);
  assert.deepEqual(pathAlong(OUTLINE, [2, 0], [8, 0]), []);
  assert.deepEqual(pathAlong(OUTLINE, [2, 0], [3, 10]), [
    [0, 0],
    [0, 10],
  ]);
});
