// @ts-check
/** JSON over fetch: tokens on writes, one key per deed so that a repeat counts once, problem+json as thrown errors. */
import {_} from './i18n.js';

/** A refusal or failure, in words for the reader. */
export class Problem extends Error {
  /** @param {{status?: number, code?: string, title?: string, detail?: string, errors?: {where?: string, message: string}[], lonlat?: [number, number], request_id?: string, retryAfter?: number}} facts */
  constructor(facts) {
    super(facts.detail || facts.title || _('Something went wrong.'));
    this.name = 'Problem';
    this.status = facts.status ?? 0;
    this.code = facts.code ?? 'unknown';
    this.errors = facts.errors ?? [];
    /** Where on the map it is wrong, when that is known. */
    this.lonlat = facts.lonlat;
    this.requestId = facts.request_id;
    this.retryAfter = facts.retryAfter;
  }

  /** Whether the same deed may succeed later without the person changing anything. */
  get isPassing() {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 502;
  }
}

/**
 * A fresh key for one deed. Make it when the person starts, keep it through every retry of that deed.
 * Works without a secure context too, where crypto.randomUUID is absent.
 */
export function newIdempotencyKey() {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function csrfToken() {
  return document.querySelector('meta[name="csrf-token"]')?.getAttribute('content') ?? '';
}

/** @param {Response} response */
async function problemFrom(response) {
  const retryAfter = Number(response.headers.get('Retry-After')) || undefined;
  const isJson = /[/+]json/.test(response.headers.get('Content-Type') ?? '');
  const body = isJson ? await response.json().catch(() => ({})) : {};
  const detail = response.status === 503 ? _('The service is resting for a moment. Please try again soon.') : undefined;
  return new Problem({detail, ...body, status: response.status, retryAfter});
}

/**
 * @param {string} url
 * @param {{method?: string, body?: unknown, idempotencyKey?: string, signal?: AbortSignal, headers?: Record<string, string>}} [options]
 * @returns {Promise<any>} the parsed body, null when there is none
 * @throws {Problem} and AbortError when the signal ends it
 */
export async function fetchJson(url, {method = 'GET', body, idempotencyKey, signal, headers = {}} = {}) {
  /** @type {Record<string, string>} */
  const sent = {Accept: 'application/json, application/geo+json, application/problem+json', ...headers};
  if (method !== 'GET' && method !== 'HEAD') {
    sent['X-CSRF-Token'] = csrfToken();
    sent['Idempotency-Key'] = idempotencyKey ?? newIdempotencyKey();
  }
  if (body !== undefined) sent['Content-Type'] = 'application/json';
  let response;
  try {
    response = await fetch(url, {
      method,
      headers: sent,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
      credentials: 'same-origin',
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem({code: 'offline', detail: _('No connection. Check your network and try again.')});
  }
  if (!response.ok) throw await problemFrom(response);
  return response.status === 204 ? null : response.json();
}

/**
 * A write that repeats itself on passing trouble under one key, so that it happens at most once.
 * @param {string} url
 * @param {unknown} body
 * @param {{method?: string, idempotencyKey?: string, attempts?: number, waitMs?: number}} [options]
 */
export async function sendOnce(
  url,
  body,
  {method = 'POST', idempotencyKey = newIdempotencyKey(), attempts = 3, waitMs = 800} = {},
) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetchJson(url, {method, body, idempotencyKey});
    } catch (error) {
      if (!(error instanceof Problem) || !error.isPassing || attempt >= attempts) throw error;
      const pause = error.retryAfter ? Math.min(error.retryAfter * 1000, 5000) : waitMs * 2 ** (attempt - 1);
      await new Promise((resolve) => {
        setTimeout(resolve, pause);
      });
    }
  }
}
