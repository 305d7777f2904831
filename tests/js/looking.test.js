// @ts-check
/** Where to look, as an address carries it. */
import assert from 'node:assert/strict';
import test from 'node:test';
import {cornersOf, textOf, thinned} from '../../static/js/pages/pins/outline.js';

const SQUARE = [[27, 62], [28, 62], [28, 63], [27, 63], [27, 62]]; // prettier-ignore

test('an outline comes back from the address as it went in, closed', () => {
  assert.equal(textOf(SQUARE), '27.000000,62.000000;28.000000,62.000000;28.000000,63.000000;27.000000,63.000000');
  assert.deepEqual(cornersOf(textOf(SQUARE)), SQUARE);
  for (const odd of ['', '27,62', '27,62;28,62', '27,62;28,62;x,63']) assert.deepEqual(cornersOf(odd), []);
});

test('thinning keeps the corners that matter', () => {
  const side = (/** @type {number} */ n) => Array.from({length: n}, (_one, at) => [27 + at / n, 62]);
  const dense = [...side(500), [28, 62], [28, 63], [27, 63], [27, 62]];
  assert.deepEqual(thinned(dense, 4), SQUARE);
  assert.equal(thinned(SQUARE, 60).length, 5);
});
