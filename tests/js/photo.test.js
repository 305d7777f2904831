import assert from 'node:assert/strict';
import {test} from 'node:test';
import {fitted} from '../../static/js/lib/photo.js';

test('a photo becomes as small as it must, and never larger or flat', () => {
  assert.deepEqual(fitted(4000, 3000), [1600, 1200]);
  assert.deepEqual(fitted(3000, 4000), [1200, 1600]);
  assert.deepEqual(fitted(800, 600), [800, 600]);
  assert.deepEqual(fitted(20_000, 3), [1600, 1]);
});
