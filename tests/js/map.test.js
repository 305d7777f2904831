import assert from 'node:assert/strict';
import {test} from 'node:test';
import {catalogueClass, classOf} from '../../static/js/map/classes.js';
import {completeConfig} from '../../static/js/map/config.js';
import {History} from '../../static/js/map/drawing/history.js';
import {cornerCount, isInside, putCorners, ringArea, withHole} from '../../static/js/map/drawing/rings.js';
import {resolutionsOf, roundLength} from '../../static/js/map/grid.js';
import {densityGrid, unrolled} from '../../static/js/map/heat-grid.js';
import {scaleOf} from '../../static/js/map/layer-scale.js';
import {LayerState, readShown} from '../../static/js/map/layer-state.js';
import {readPlace, writePlace} from '../../static/js/map/permalink.js';
import {countOnce, nearestName} from '../../static/js/map/spoken.js';
import {readSprite} from '../../static/js/map/sprite.js';

const MATRIX = {
  name: 'ETRS-TM35FIN',
  minx: -548576,
  miny: 6291456,
  maxx: 1548576,
  maxy: 8388608,
  tileSize: 256,
  maxZoom: 16,
};
const CRS = {code: 'EPSG:3067', proj4: '+proj=utm +zone=35', matrix: MATRIX};
const SQUARE = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
  [0, 0],
];

test('the national matrix starts at 8192 metres a pixel and halves', () => {
  const resolutions = resolutionsOf(MATRIX);
  assert.equal(resolutions[0], 8192);
  assert.equal(resolutions[16], 0.125);
  assert.equal(resolutions.length, 17);
});

test('the scale bar shows the longest round length that fits', () => {
  assert.deepEqual(roundLength(8, 96), {metres: 500, px: 62.5});
  assert.deepEqual(roundLength(2.2, 96), {metres: 200, px: 200 / 2.2});
});

test('a configuration is completed, and refused when what cannot be guessed is missing', () => {
  const config = completeConfig({
    crs: CRS,
    view: {lonlat: [27.7, 62.9]},
    layers: [{key: 'areas', kind: 'mvt', url: '/x', attribution: 'City'}],
  });
  assert.equal(config.mode, 'view');
  assert.equal(config.view.maxZoom, 16);
  assert.deepEqual([config.layers[0].style, config.layers[0].idProperty], ['areas', 'slug']);
  assert.deepEqual(config.layers[0].attribution, [{text: 'City'}]);
  assert.throws(() => completeConfig({view: {lonlat: [0, 0]}}), TypeError);
  assert.throws(() => completeConfig({crs: CRS, view: {}}), TypeError);
});

test('classes: lower bound in, upper bound out, open ends, and no class without a value', () => {
  const classes = [
    {min: null, max: 5, token: 'seq-1'},
    {min: 5, max: 9, token: 'seq-2'},
    {min: 9, max: null, token: 'seq-3'},
  ];
  assert.deepEqual(
    [-1, 5, 8.99, 9, 400].map((value) => classOf(classes, value).token),
    ['seq-1', 'seq-2', 'seq-2', 'seq-3', 'seq-3'],
  );
  assert.deepEqual(
    [null, undefined, NaN, '7'].map((value) => classOf(classes, value)),
    [null, null, null, null],
  );
});

test('a feature of the catalogue has the class of its value or of its number, another, or none', () => {
  const rest = [
    {rest: 'other', token: 'kind-other'},
    {rest: 'none', token: 'kind-none'},
  ];
  const values = [{of: 'public', token: 'kind-1'}, {of: '3', token: 'kind-2'}, ...rest];
  assert.deepEqual(
    ['public', ' public ', 3, 'private', 0, '', null, undefined].map((value) => catalogueClass(values, value).token),
    ['kind-1', 'kind-1', 'kind-2', 'kind-other', 'kind-other', 'kind-none', 'kind-none', 'kind-none'],
  );
  const ranges = [{min: null, max: 5, token: 'seq-2'}, {min: 5, max: null, token: 'seq-5'}, ...rest];
  assert.deepEqual(
    [-2, '4.9', 5, '12', '12 m', 'x', ''].map((value) => catalogueClass(ranges, value).token),
    ['seq-2', 'seq-2', 'seq-5', 'seq-5', 'kind-other', 'kind-other', 'kind-none'],
  );
  assert.equal(catalogueClass([], 'x'), null);
});

test('rings: corners put down, area, inside, holes', () => {
  assert.deepEqual(
    putCorners([
      [0, 0],
      [0, 0],
    ]),
    [[0, 0]],
  );
  assert.deepEqual(
    putCorners([
      [0, 0],
      [5, 0],
      [7, 7],
      [0, 0],
    ]),
    [
      [0, 0],
      [5, 0],
    ],
  );
  assert.equal(ringArea(SQUARE), 100);
  assert.equal(ringArea([...SQUARE].reverse()), 100);
  assert.ok(isInside([5, 5], SQUARE) && !isInside([15, 5], SQUARE));
  const hole = [
    [2, 2],
    [4, 2],
    [4, 4],
    [2, 2],
  ];
  assert.deepEqual(withHole([[SQUARE]], hole), [[SQUARE, hole]]);
  assert.equal(
    withHole(
      [[SQUARE]],
      [
        [8, 8],
        [12, 8],
        [12, 12],
        [8, 8],
      ],
    ),
    null,
  );
  assert.equal(
    withHole(
      [[SQUARE, hole]],
      hole.map(([x, y]) => [x + 0.5, y + 0.2]),
    ),
    null,
  );
  assert.equal(cornerCount([[SQUARE, hole]]), 7);
});

test('history goes back and forth, and a new deed ends the future', () => {
  const history = new History(0);
  history.push(1);
  history.push(2);
  assert.deepEqual([history.undo(), history.undo(), history.undo()], [1, 0, null]);
  assert.equal(history.redo(), 1);
  history.push(9);
  assert.equal(history.redo(), null);
  assert.equal(history.present, 9);
});

test('density keeps the sum, peaks at the point, and is nothing without points', () => {
  const grid = densityGrid([{x: 1000, y: 2000, weight: 3}], 500);
  const sum = grid.values.reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(sum - 3) < 0.001);
  const at = grid.values.indexOf(grid.max);
  const [x, y] = [
    grid.west + ((at % grid.columns) + 0.5) * grid.cell,
    grid.south + (Math.floor(at / grid.columns) + 0.5) * grid.cell,
  ];
  assert.ok(Math.hypot(x - 1000, y - 2000) < grid.cell);
  assert.equal(densityGrid([], 500), null);
});

test('an address holds a place, and nonsense holds none', () => {
  assert.deepEqual(readPlace(writePlace([27.68, 62.89], 12)), {lonlat: [27.68, 62.89], zoom: 12});
  assert.equal(readPlace('#content'), null);
  assert.equal(readPlace('#12/95/27'), null);
});

test('words: the nearest place, and pins counted once', () => {
  assert.equal(
    nearestName(
      [
        {x: 0, y: 0, name: 'Puijo'},
        {x: 5, y: 5, name: 'Petonen'},
      ],
      [4, 4],
    ),
    'Petonen',
  );
  assert.equal(nearestName([], [4, 4]), '');
  assert.equal(
    countOnce([
      {id: 'K-1', count: 1},
      {id: 'K-1', count: 1},
      {id: 'K-2', count: 7},
    ]),
    8,
  );
});

test('icons are read out of the sprite', () => {
  assert.equal(
    readSprite('<svg><symbol id="a" viewBox="0 0 24 24"><path d="M1 1"/></symbol></svg>').get('a'),
    '<path d="M1 1"/>',
  );
});

test('runs are unrolled to the classes of all cells, and refused when they do not fit', () => {
  assert.deepEqual([...unrolled([0, 2, 3, 1, 0, 1], 4)], [0, 0, 3, 0]);
  assert.throws(() => unrolled([1, 3], 4), RangeError);
});

const layer = (key, more = {}) => ({key, label: key, visible: true, opacity: 1, minZoom: 0, maxZoom: 99, ...more});
const depths = {plan: 2, schools: 5, parks: 5, pins: 20};
const panelState = () =>
  new LayerState(
    [layer('plan', {visible: false}), layer('schools'), layer('parks'), layer('outline', {label: ''}), layer('pins')],
    ({key}) => depths[key] ?? 5,
  );

test('the panel lists what lies on top first, and leaves out what cannot be switched', () => {
  const state = panelState();
  assert.deepEqual(state.order, ['pins', 'parks', 'schools', 'plan']);
  assert.equal(state.depth('outline'), null);
});

test('moving a layer changes what lies on top, and stops at the ends', () => {
  const state = panelState();
  assert.deepEqual(state.move('plan', -1), ['pins', 'parks', 'plan', 'schools']);
  assert.ok(state.depth('plan') > state.depth('schools'));
  assert.deepEqual(state.move('pins', -1), ['pins', 'parks', 'plan', 'schools']);
  state.move('parks', -1);
  assert.ok(state.depth('parks') > state.depth('pins'));
});

test('the address holds layers, order and strength, and nothing while all is as it was', () => {
  const state = panelState();
  assert.equal(String(state), '');
  state.on.add('plan');
  state.strengths.set('plan', 60);
  state.move('plan', -1);
  state.on.delete('pins');
  assert.equal(String(state), '&on=!pins,parks,plan:60,schools');
  const hash = `${writePlace([27.68, 62.89], 12)}${state}`;
  assert.equal(readPlace(hash).zoom, 12);
  const other = panelState();
  other.adopt(readShown(hash));
  assert.deepEqual(other.order, ['pins', 'parks', 'plan', 'schools']);
  assert.equal(String(other), String(state));
  assert.deepEqual([other.layers.get('plan').visible, other.layers.get('plan').opacity], [true, 0.6]);
  assert.equal(other.layers.get('pins').visible, false);
});

test('a layer moved over others that are off is there again when the address is opened', () => {
  const state = panelState();
  for (const key of ['parks', 'schools']) state.on.delete(key);
  state.on.add('plan');
  for (let step = 0; step < 3; step += 1) state.move('plan', -1);
  assert.deepEqual(state.order, ['plan', 'pins', 'parks', 'schools']);
  const other = panelState();
  other.adopt(readShown(`#12.0/62.89/27.68${state}`));
  assert.deepEqual(other.order, state.order);
  assert.deepEqual([...other.on].sort(), ['pins', 'plan']);
});

test('an address of other days does no harm', () => {
  const state = panelState();
  state.adopt(readShown('#12.0/62.89/27.68&on=gone,parks:900,parks,%zz,<b>'));
  assert.deepEqual([...state.on], ['parks']);
  assert.equal(state.layers.get('parks').opacity, 1);
  state.adopt(readShown('#12.0/62.89/27.68&on='));
  assert.equal(state.on.size, 0);
  assert.equal(readShown('#12.0/62.89/27.68'), null);
});

test('a layer is told to be for closer or for wider views', () => {
  const parks = {minZoom: 10, maxZoom: 14};
  assert.deepEqual(
    [9.5, 10, 14, 14.5].map((zoom) => scaleOf(parks, zoom)),
    ['below', 'within', 'within', 'above'],
  );
});
