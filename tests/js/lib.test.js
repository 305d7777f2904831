import assert from 'node:assert/strict';
import {test} from 'node:test';
import {compareCells} from '../../static/js/lib/compare.js';
import {formatArea, formatDistance, formatNumber, formatPercent} from '../../static/js/lib/format.js';
import {Problem, fetchJson, newIdempotencyKey, sendOnce} from '../../static/js/lib/http.js';
import {gettext, ngettext, useMessages} from '../../static/js/lib/i18n.js';

const plain = (text) => text.replace(/[\u00a0\u202f]/g, ' ');

test('texts come from the catalogue, else from the msgid, with places filled', () => {
  useMessages({Send: 'Lähetä', '%(count)s idea': ['%(count)s idea', '%(count)s ideaa']});
  assert.equal(gettext('Send'), 'Lähetä');
  assert.equal(gettext('Near %(place)s', {place: 'Puijo'}), 'Near Puijo');
  assert.equal(ngettext('%(count)s idea', '%(count)s ideas', 1), '1 idea');
  assert.equal(ngettext('%(count)s idea', '%(count)s ideas', 0), '0 ideaa');
  assert.equal(gettext('Lost %(thing)s'), 'Lost %(thing)s');
});

test('numbers are written as Finnish writes them', () => {
  assert.equal(plain(formatNumber(1234.56, 1)), '1 234,6');
  assert.equal(plain(formatPercent(0.203, 1)), '20,3 %');
  assert.equal(plain(formatArea(23456)), '2,3 ha');
  assert.equal(plain(formatArea(12_400_000)), '12 km²');
  assert.equal(plain(formatDistance(1240)), '1,2 km');
  assert.equal(plain(formatDistance(347)), '350 m');
});

test('cells: numbers by size, names by alphabet, empty ones last both ways', () => {
  const sorted = (cells, down) => [...cells].sort((a, b) => compareCells(a, b, down));
  assert.deepEqual(sorted(['10', '', '9'], false), ['9', '10', '']);
  assert.deepEqual(sorted(['10', '', '9'], true), ['10', '9', '']);
  assert.deepEqual(sorted(['Äyskoski', 'Puijo', 'Åbo', 'Zeniitti'], false), ['Puijo', 'Zeniitti', 'Åbo', 'Äyskoski']);
});

/** Answers fetch with what is listed, one after another, and keeps what was asked. */
function answering(...answers) {
  const asked = [];
  globalThis.document = {
    querySelector: () => ({getAttribute: () => 'token'}),
    getElementById: () => null,
    documentElement: {lang: 'fi'},
  };
  globalThis.fetch = async (url, options) => {
    asked.push({url, ...options});
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return new Response(JSON.stringify(answer.body ?? {}), {
      status: answer.status ?? 200,
      headers: {'Content-Type': answer.type ?? 'application/json', ...answer.headers},
    });
  };
  return asked;
}

test('reads carry no token, writes carry token and key', async () => {
  const asked = answering({body: {a: 1}}, {body: {}});
  assert.deepEqual(await fetchJson('/api/pins'), {a: 1});
  await fetchJson('/api/pins', {method: 'POST', body: {}, idempotencyKey: 'k'});
  assert.equal(asked[0].headers['X-CSRF-Token'], undefined);
  assert.equal(asked[1].headers['X-CSRF-Token'], 'token');
  assert.equal(asked[1].headers['Idempotency-Key'], 'k');
});

test('a problem is thrown with its code and sentences', async () => {
  answering({
    status: 422,
    type: 'application/problem+json',
    body: {
      code: 'outside-municipality',
      detail: 'Piste on Kuopion ulkopuolella.',
      errors: [{where: 'lonlat', message: 'Siirrä pistettä.'}],
    },
  });
  await assert.rejects(fetchJson('/api/pins', {method: 'POST', body: {}}), (error) => {
    assert.ok(error instanceof Problem);
    assert.equal(error.code, 'outside-municipality');
    assert.equal(error.errors[0].where, 'lonlat');
    assert.equal(error.isPassing, false);
    return true;
  });
});

test('a write is repeated under one key while the trouble passes', async () => {
  const asked = answering(new TypeError('network'), {status: 503, headers: {}}, {body: {reference: 'K-1'}});
  assert.deepEqual(await sendOnce('/api/pins', {}, {waitMs: 1}), {reference: 'K-1'});
  assert.equal(new Set(asked.map(({headers}) => headers['Idempotency-Key'])).size, 1);
  assert.equal(asked.length, 3);
});

test('a refusal is not repeated', async () => {
  const asked = answering({status: 422, body: {}});
  await assert.rejects(sendOnce('/api/pins', {}, {waitMs: 1}));
  assert.equal(asked.length, 1);
});

test('keys are uuids and differ', () => {
  assert.match(newIdempotencyKey(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.notEqual(newIdempotencyKey(), newIdempotencyKey());
});
