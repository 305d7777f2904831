// @ts-check
/** The outbox as a page uses it: everything is stored first, and sent by itself when there is a network. */
import {newIdempotencyKey} from '../http.js';
import {onChange, sendWaiting, tellChange} from './sending.js';
import {items, put, remove} from './store.js';

/** @typedef {import('./store.js').Item} Item */

const LOOK_AGAIN_MS = 15_000;
/** Set while something waits, so that other pages can tell without opening the store. */
export const WAITING = 'aluekartta.outbox';

/** @param {boolean} isWaiting */
function mark(isWaiting) {
  try {
    if (isWaiting) localStorage.setItem(WAITING, '1');
    else localStorage.removeItem(WAITING);
  } catch {
    // Then only the page that kept it, and the worker, send it.
  }
}

function csrf() {
  return document.querySelector('meta[name="csrf-token"]')?.getAttribute('content') ?? '';
}

/**
 * Stores something to be sent, and tries at once. Resolves when it is stored, whether or not it was sent.
 * @param {Partial<Item> & {kind: string, label: string, url: string}} given
 * @throws {DOMException} when this browser keeps nothing
 */
export async function keep(given) {
  await put({
    id: newIdempotencyKey(),
    headers: {},
    json: null,
    form: null,
    after: null,
    needsPage: false,
    made: Date.now(),
    tries: 0,
    nextAt: 0,
    state: 'waiting',
    refusal: null,
    answer: null,
    ...given,
  });
  mark(true);
  tellChange();
  askForSync();
  send({now: true});
}

/** @param {{now?: boolean}} [options] */
export async function send(options = {}) {
  try {
    const left = await sendWaiting({csrf: csrf(), ...options});
    mark(left > 0);
  } catch {
    // This browser keeps nothing.
  }
}

/** Where there is background sync, the browser wakes the worker when the network is back, also after the page is gone. */
async function askForSync() {
  try {
    const ready = await navigator.serviceWorker?.getRegistration();
    await /** @type {any} */ (ready)?.sync?.register('outbox');
  } catch {
    // Not there, or not allowed: the page sends when it is open.
  }
}

/**
 * Sends by itself from now on: at once, when the network is back, when the page is looked at again, and now and then.
 * @param {(list: Item[]) => void} show called with what there is, now and at each change
 */
export function watch(show) {
  const look = () => items().then(show, () => show([]));
  onChange(look);
  addEventListener('online', () => send({now: true}));
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && send({now: true}));
  setInterval(() => send(), LOOK_AGAIN_MS);
  look();
  send({now: true});
}

/** @param {string} id */
export async function takeBack(id) {
  await remove(id);
  tellChange();
}
