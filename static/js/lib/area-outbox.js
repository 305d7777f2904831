// @ts-check
/**
 * Areas that could not be sent yet. Each keeps its own idempotency key and goes out with the very same content every
 * time, so that the service saves it once however often it is tried.
 * @typedef {{action: string, fields: [string, string][], draftKey: string, name: string}} Waiting
 */
import {Problem} from './http.js';

const KEY = 'aluekartta.area-outbox';
const TIMEOUT_MS = 30_000;

/** @returns {Waiting[]} the oldest first */
export function waitingAreas() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]');
  } catch {
    return [];
  }
}

/** @param {Waiting[]} list @returns {boolean} whether it could be kept */
function write(list) {
  try {
    if (list.length) localStorage.setItem(KEY, JSON.stringify(list));
    else localStorage.removeItem(KEY);
    return true;
  } catch {
    return false;
  }
}

/** @param {Waiting} one */
export function keyOf(one) {
  return one.fields.find(([name]) => name === 'idempotency_key')?.[1] ?? '';
}

/** @param {Waiting} one @returns {boolean} false when this browser keeps nothing */
export function keep(one) {
  return write([...waitingAreas().filter((other) => keyOf(other) !== keyOf(one)), one]);
}

/** @param {Waiting} one */
export function drop(one) {
  write(waitingAreas().filter((other) => keyOf(other) !== keyOf(one)));
}

/**
 * Sends the form's fields as a script.
 * @param {Waiting} one
 * @returns {Promise<string>} the address of the saved area's page
 * @throws {Problem} with status 0 when there was no answer
 */
export async function send(one) {
  let response;
  try {
    response = await fetch(one.action, {
      method: 'POST',
      headers: {
        Accept: 'application/json',
        'X-CSRF-Token': document.querySelector('meta[name="csrf-token"]')?.getAttribute('content') ?? '',
      },
      body: new URLSearchParams(one.fields),
      credentials: 'same-origin',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new Problem({code: 'offline'});
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem({...body, status: response.status});
  return body.page ?? '/areas';
}
