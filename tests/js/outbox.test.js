// Pure parts of the outbox: what is tried again and when, and which tiles are kept around a route.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isPassing, pauseAfter} from '../../static/js/lib/outbox/sending.js';
import {tilesAround} from '../../static/js/pages/walk-along/keeping.js';

test('passing trouble is tried again, a refusal is not', () => {
  for (const status of [0, 408, 425, 429, 500, 502, 503]) assert.equal(isPassing(status), true, String(status));
  for (const status of [400, 401, 403, 404, 410, 413, 422]) assert.equal(isPassing(status), false, String(status));
});

test('pauses grow and end at ten minutes', () => {
  const pauses = [1, 2, 3, 4, 20].map(pauseAfter);
  assert.deepEqual(pauses, [5000, 10_000, 20_000, 40_000, 600_000]);
});

test('tiles around a route: all of it at the closest zoom, and never more than the limit', () => {
  const matrix = {name: 'm', minx: 0, miny: 0, maxx: 1024 * 1024, maxy: 1024 * 1024, tileSize: 256, maxZoom: 14};
  const config = {
    crs: {matrix},
    layers: [{key: 'backdrop', url: '/tiles/m/backdrop/{z}/{x}/{y}.mvt', maxTileZoom: null}],
  };
  const small = tilesAround(config, [500_000, 500_000, 501_000, 500_400]);
  assert.ok(small.length > 10 && small.length <= 160, String(small.length));
  assert.ok(small.every((one) => /^\/tiles\/m\/backdrop\/\d+\/\d+\/\d+\.mvt$/.test(one)));
  assert.equal(new Set(small).size, small.length);
  const long = tilesAround(config, [100_000, 100_000, 900_000, 100_400]);
  assert.ok(long.length <= 160);
  assert.deepEqual(tilesAround({...config, layers: []}, [0, 0, 1, 1]), []);
});
