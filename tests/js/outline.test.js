import assert from 'node:assert/strict';
import {test} from 'node:test';
import {middleOf, singleShape} from '../../static/js/pages/pins/outline.js';

const RING = [[0, 0], [4, 0], [4, 2], [0, 0]];

test('one area out of a drawing is a polygon, several are none', () => {
  assert.deepEqual(singleShape({type: 'MultiPolygon', coordinates: [[RING]]}), {type: 'Polygon', coordinates: [RING]});
  assert.equal(singleShape({type: 'MultiPolygon', coordinates: [[RING], [RING]]}), null);
  assert.equal(singleShape(null), null);
});

test('a line needs two points', () => {
  assert.equal(singleShape({type: 'LineString', coordinates: [[1, 1]]}), null);
  assert.deepEqual(middleOf({type: 'LineString', coordinates: [[0, 0], [2, 4]]}), [1, 2]);
  assert.deepEqual(middleOf({type: 'Polygon', coordinates: [RING]}), [2, 1]);
});
