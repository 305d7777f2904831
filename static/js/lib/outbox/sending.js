// @ts-check
/** Sending what waits, one after the other, from whichever page or worker is awake. Knows no document. */
import {item, items, put, remove} from './store.js';

/** @typedef {import('./store.js').Item} Item */

const TIMEOUT_MS = 30_000;
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 10 * 60_000;
const SENT_STAYS_MS = 24 * 3600_000;
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('aluekartta-outbox');
/** @type {any} */ (channel)?.unref?.(); // where tests run, an open channel would keep the process alive

/** How long to wait after so many tries. @param {number} tries */
export function pauseAfter(tries) {
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.max(0, tries - 1), LONGEST_PAUSE_MS);
}

/** Whether the same thing may succeed later unchanged. @param {number} status 0 when there was no answer */
export function isPassing(status) {
  return status === 0 || status === 408 || status === 425 || status === 429 || status >= 500;
}

/** Tells this page and all others that something changed. */
export function tellChange() {
  channel?.postMessage('changed');
  if (typeof dispatchEvent === 'function') dispatchEvent(new Event('outbox-change'));
}

/** @param {() => void} changed called when another page or the worker changed something */
export function onChange(changed) {
  channel?.addEventListener('message', changed);
  addEventListener('outbox-change', changed);
}

/**
 * @param {Item} one @param {string} csrf
 * @returns {Promise<Response | null>} null when there was no answer
 */
async function attempt(one, csrf) {
  /** @type {Record<string, string>} */
  const headers = {Accept: 'application/json', 'Idempotency-Key': one.id, ...one.headers};
  if (one.needsPage) headers['X-CSRF-Token'] = csrf;
  let body;
  if (one.form) {
    body = one.form.some(([, value]) => typeof value !== 'string') ? new FormData() : new URLSearchParams();
    for (const [name, value] of one.form) body.append(name, /** @type {any} */ (value));
  } else {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(one.json);
  }
  try {
    return await fetch(one.url, {
      method: 'POST',
      headers,
      body,
      // What carries its own secret needs no cookie, so none is sent along.
      credentials: one.needsPage ? 'same-origin' : 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    return null;
  }
}

/** @param {Item} one @param {Response | null} response */
async function settle(one, response) {
  const status = response?.status ?? 0;
  const kept = await item(one.id);
  if (!kept) return; // taken back meanwhile
  const isJson = /[/+]json/.test(response?.headers.get('Content-Type') ?? '');
  const body = isJson ? await response?.json().catch(() => null) : null;
  if (response?.ok) await put({...kept, state: 'sent', refusal: null, answer: body, form: null});
  else if (isPassing(status)) {
    const tries = kept.tries + 1;
    const asked = Number(response?.headers.get('Retry-After')) * 1000 || 0;
    await put({...kept, tries, nextAt: Date.now() + Math.max(asked, pauseAfter(tries))});
  } else {
    const refusal = {
      message: String(body?.detail ?? body?.title ?? status),
      code: String(body?.code ?? status),
      errors: body?.errors ?? [],
    };
    await put({...kept, state: 'refused', refusal});
  }
  tellChange();
}

/**
 * Sends all whose time has come. Only one page or worker does so at a time; if it happened twice, the key would still
 * make it count once.
 * @param {{csrf?: string, now?: boolean}} [options] `csrf` is a page's token; `now` does not wait for anything's time
 * @returns {Promise<number>} how many still wait
 */
export async function sendWaiting({csrf = '', now = false} = {}) {
  const work = () => round(csrf, now);
  if (typeof navigator !== 'undefined' && navigator.locks) return navigator.locks.request('aluekartta-outbox', work);
  return work();
}

/** @param {string} csrf @param {boolean} now */
async function round(csrf, now) {
  const mayGo = (/** @type {Item} */ one) => one.state === 'waiting' && (csrf || !one.needsPage);
  for (const one of await items()) {
    if (one.state === 'sent' && Date.now() - one.made > SENT_STAYS_MS) await remove(one.id);
    if (!mayGo(one) || (!now && one.nextAt > Date.now())) continue;
    if (one.after && (await item(one.after))?.state !== 'sent') continue;
    const response = await attempt(one, csrf);
    await settle(one, response);
    if (!response) break; // no network: the others would fare no better
  }
  return (await items()).filter((one) => one.state === 'waiting').length;
}
