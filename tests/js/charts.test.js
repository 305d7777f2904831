import assert from 'node:assert/strict';
import {test} from 'node:test';
import {runsOf} from '../../static/js/charts/extras.js';
import {cut, fileName, wrap} from '../../static/js/charts/fitting.js';
import {placesOf, stepAside} from '../../static/js/charts/places.js';
import {nearestPoint} from '../../static/js/charts/pointing.js';
import {completeSpec, isEmpty} from '../../static/js/charts/spec.js';
import {findCode, stepBy} from '../../static/js/charts/steps.js';
import {axisEnds, roundTicks} from '../../static/js/charts/ticks.js';
import {tipPlace} from '../../static/js/charts/tip.js';
import {describePoint, sayPoint, writeValue} from '../../static/js/charts/words.js';

const SCATTER = completeSpec({
  kind: 'scatter',
  x: {label: 'Income', unit: '€'},
  y: {label: 'Pensioners', type: 'share'},
  series: [
    {label: 'North', points: [{x: 30, y: 0.2, label: 'C', code: 'c'}, {x: 10, y: 0.4, label: 'A', code: 'a'}, {x: 20, y: null, label: 'B', code: 'b'}]},
    {label: 'Fitted', line: true, points: [{x: 0, y: 0}, {x: 30, y: 1}]},
    {label: 'South', points: [{x: 28, y: 0.9, label: 'D', code: 'd'}]},
  ],
});

test('a specification is completed, and refused without a kind or series', () => {
  assert.throws(() => completeSpec({kind: 'pie', series: []}), TypeError);
  assert.throws(() => completeSpec({kind: 'bars'}), TypeError);
  const spec = completeSpec({kind: 'lines', series: [{token: 'x" onload="', points: [{x: 2, y: 1}, {x: 1, y: NaN}]}]});
  assert.equal(spec.series[0].token, 'brand');
  assert.equal(spec.x.type, 'year');
  assert.deepEqual(spec.series[0].points.map(({x, y}) => [x, y]), [[1, null], [2, 1]]);
});

test('a point leads only to pages of the service', () => {
  const hrefs = ['/areas/x', '#here', '?a=1', 'javascript:alert(1)', '//evil.example', 'https://evil.example'];
  const spec = completeSpec({kind: 'strip', series: [{points: hrefs.map((href) => ({x: 1, href}))}]});
  assert.deepEqual(spec.series[0].points.map(({href}) => href), ['/areas/x', '#here', '?a=1', '', '', '']);
});

test('what has no value is not drawn, and nothing at all is said to be nothing', () => {
  assert.equal(SCATTER.series[0].points.length, 2);
  assert.equal(isEmpty(SCATTER), false);
  assert.equal(isEmpty(completeSpec({kind: 'bars', series: [{points: [{label: 'a', x: null}]}]})), true);
  assert.equal(isEmpty(completeSpec({kind: 'lines', series: [{points: [{x: 2019, y: null}]}]})), true);
});

test('bars lie when no point has a height', () => {
  assert.equal(completeSpec({kind: 'bars', series: [{points: [{label: 'a', x: 3}]}]}).isFlat, true);
  const standing = completeSpec({kind: 'bars', series: [{points: [{x: 2019, y: 3}]}, {points: [{x: 2020, y: 4}]}]});
  assert.equal(standing.isFlat, false);
  assert.deepEqual(standing.rows, ['2019', '2020']);
  assert.deepEqual(placesOf(standing)[1], [{x: '2020', y: 4}]);
});

test('rows of intervals are shared by the series, which stand beside each other in a row', () => {
  const spec = completeSpec({
    kind: 'intervals',
    series: [{points: [{label: 'a', x: 1}, {label: 'b', x: 2}]}, {points: [{label: 'b', x: 3}]}],
  });
  const [first, second] = placesOf(spec);
  assert.deepEqual(spec.rows, ['a', 'b']);
  assert.ok(first[1].y < 1 && second[0].y > 1 && second[0].y < 1.5);
});

test('dots of a strip step aside for each other, the same way each time', () => {
  const offsets = stepAside([1, 1, 1, 9], 0.2);
  assert.equal(offsets[0], 0);
  assert.equal(new Set(offsets.slice(0, 3)).size, 3);
  assert.equal(offsets[3], 0);
  assert.deepEqual(stepAside([1, 1, 1, 9], 0.2), offsets);
  assert.deepEqual(stepAside([1, 1, 1], 0.2, [false, false, true])[2], 0);
  assert.equal(stepAside([1, 1, 1], 0.2, [false, false, true]).filter((offset) => offset === 0).length, 1);
  assert.ok(stepAside(Array(50).fill(2), 0.1).every((offset) => Math.abs(offset) <= 0.3));
});

test('arrows along go by value, arrows across to the nearest of the next series but never to a fitted line', () => {
  const first = stepBy(SCATTER, null, 'ArrowRight');
  assert.equal(SCATTER.series[first.series].points[first.index].label, 'A');
  const next = stepBy(SCATTER, first, 'ArrowRight');
  assert.equal(SCATTER.series[next.series].points[next.index].label, 'C');
  assert.deepEqual(stepBy(SCATTER, next, 'ArrowRight'), next);
  assert.deepEqual(stepBy(SCATTER, next, 'ArrowDown'), {series: 2, index: 0});
  assert.deepEqual(stepBy(SCATTER, {series: 2, index: 0}, 'ArrowDown'), {series: 2, index: 0});
  assert.deepEqual(stepBy(SCATTER, {series: 2, index: 0}, 'ArrowUp'), next);
  assert.equal(stepBy(SCATTER, first, 'a'), null);
  assert.deepEqual(stepBy(SCATTER, next, 'Home'), first);
  assert.equal(stepBy(completeSpec({kind: 'bars', series: []}), null, 'End'), null);
});

test('arrows go down the rows of lying bars', () => {
  const spec = completeSpec({kind: 'bars', series: [{points: [{label: 'b', x: 9}, {label: 'a', x: 1}]}]});
  assert.deepEqual(stepBy(spec, {series: 0, index: 0}, 'ArrowDown'), {series: 0, index: 1});
  assert.deepEqual(stepBy(spec, {series: 0, index: 1}, 'ArrowUp'), {series: 0, index: 0});
});

test('a code finds its point', () => {
  assert.deepEqual(findCode(SCATTER, 'd'), {series: 2, index: 0});
  assert.equal(findCode(SCATTER, 'b'), null);
  assert.equal(findCode(SCATTER, ''), null);
});

test('a point says its name, its values with units and its place', () => {
  const {title, lines} = describePoint(SCATTER, 0, 1);
  assert.equal(title, 'A, North');
  assert.deepEqual(lines, ['Income: 10\u00a0€', 'Pensioners: 40\u00a0%']);
  assert.equal(sayPoint(SCATTER, {series: 0, index: 1}), 'A, North. Income: 10\u00a0€. Pensioners: 40\u00a0%. 2 of 2');
});

test('along years the year is the name, and a range stands in brackets', () => {
  const spec = completeSpec({kind: 'lines', y: {label: 'Gap', unit: '%'}, series: [{label: 'X', points: [{x: 2019, y: 5, low: 4, high: 6}]}]});
  assert.deepEqual(describePoint(spec, 0, 0), {title: '2019', lines: ['Gap: 5\u00a0% (4\u00a0%–6\u00a0%)']});
});

test('numbers are written as finely as the step asks', () => {
  const axis = {label: '', unit: '', type: 'number', min: null, max: null, decimals: null, isReversed: false};
  assert.equal(writeValue(axis, 12.345, 1), '12');
  assert.equal(writeValue(axis, 12.345, 0.05), '12,35');
  assert.equal(writeValue({...axis, type: 'year'}, 2019, 1), '2019');
  assert.equal(writeValue({...axis, type: 'share'}, 0.125, 0.05), '13\u00a0%');
  assert.equal(writeValue({...axis, type: 'share'}, 0.125, 0.005), '12,5\u00a0%');
});

test('bands break where nothing is known', () => {
  const point = (low) => ({low, high: low === null ? null : low + 1});
  assert.deepEqual(runsOf([1, 2, null, 3, 4, null, 5].map(point)).map((run) => run.length), [2, 2]);
});

test('pointing finds the nearest within reach, and rows anywhere beside them', () => {
  const places = [{at: 'a', x: 10, y: 10}, {at: 'b', x: 90, y: 40}];
  assert.equal(nearestPoint(places, {x: 12, y: 10}, 24), 'a');
  assert.equal(nearestPoint(places, {x: 50, y: 40}, 24), null);
  assert.equal(nearestPoint(places, {x: 5, y: 38}, 24, 'y'), 'b');
});

test('the small box stays on the plot', () => {
  const plot = {width: 300, height: 200};
  assert.deepEqual(tipPlace({x: 5, y: 100}, {width: 100, height: 40}, plot), {left: 0, top: 44});
  assert.deepEqual(tipPlace({x: 295, y: 20}, {width: 100, height: 40}, plot), {left: 200, top: 36});
});

const AXIS = {label: '', unit: '', type: 'number', min: null, max: null, decimals: null, isReversed: false};

test('an axis ends a little beyond its values, but not beyond zero or all', () => {
  assert.deepEqual(axisEnds(AXIS, [10, 110], false), {min: 5, max: 115});
  assert.deepEqual(axisEnds(AXIS, [1, 101], false), {min: 0, max: 106});
  assert.deepEqual(axisEnds(AXIS, [40, 80], true), {min: 0, max: 84});
  assert.deepEqual(axisEnds({...AXIS, type: 'share'}, [0.5, 0.99], false).max, 1);
  assert.deepEqual(axisEnds({...AXIS, type: 'year'}, [2010, 2024], false), {min: 2010, max: 2024});
  assert.deepEqual(axisEnds({...AXIS, min: 1}, [3, 3], false), {min: 1, max: 3.15});
  assert.deepEqual(axisEnds(AXIS, [], false), {min: 0, max: 1.05});
});

test('ticks are round, no more than there is room for, and exact', () => {
  assert.deepEqual(roundTicks('number', 0.05, 0.42, 5), [0.1, 0.2, 0.3, 0.4]);
  assert.deepEqual(roundTicks('number', 47, 183, 4), [50, 100, 150]);
  assert.deepEqual(roundTicks('year', 2016, 2019, 9), [2016, 2017, 2018, 2019]);
  assert.deepEqual(roundTicks('number', -3, 3, 3), [-2, 0, 2]);
  assert.deepEqual(roundTicks('log', 0.4, 30, 9), [0.5, 1, 2, 5, 10, 20]);
  assert.deepEqual(roundTicks('log', 0.4, 3000, 5), [1, 10, 100, 1000]);
  assert.deepEqual(roundTicks('number', 5, 5, 4), [5]);
  assert.deepEqual(roundTicks('number', 57, 137, 2), [60, 80, 100, 120]);
  assert.deepEqual(roundTicks('year', 2019, 2020, 2), [2019, 2020]);
});

test('words are cut or broken to fit, and a heading makes a file name', () => {
  const ruler = {measureText: (text) => ({width: text.length})};
  assert.equal(cut(ruler, 'Rantala', 10), 'Rantala');
  assert.equal(cut(ruler, 'Pitkä-Yliniitty', 8), 'Pitkä-Y…');
  assert.deepEqual(wrap(ruler, 'one two  three', 7), ['one two', 'three']);
  assert.deepEqual(wrap(ruler, '', 7), []);
  assert.equal(fileName('Työttömyys: alueet, 2019 %'), 'tyottomyys-alueet-2019.png');
  assert.equal(fileName('–'), 'chart.png');
});
