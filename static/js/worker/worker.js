// @ts-check
/**
 * The service worker: opens the pages of walks without a network, and sends what waits when the network is back.
 * It keeps the pages of walks as anybody may see them (fetched without cookies), the files that they need and the map
 * around their routes; never a page of somebody signed in, never an answer of the API.
 */
import {sendWaiting} from '../lib/outbox/sending.js';

const worker = /** @type {any} */ (self);
const WALK = 'walk-';
const GENERAL = 'general';
const OFFLINE = '/offline';
const MOST_WALKS = 3;
const MOST_FILES = 500;
const PATIENCE_MS = 6_000;
const WALK_PAGE = /^\/walks\/([^/]+)\/along$/;

worker.addEventListener('install', () => worker.skipWaiting());
worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('sync', (/** @type {any} */ event) => {
  if (event.tag === 'outbox') event.waitUntil(sendAll());
});
worker.addEventListener('message', (/** @type {any} */ event) => {
  if (event.data?.type === 'keep-walk') event.waitUntil(keepWalk(event.data));
});
worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const {request} = event;
  const address = new URL(request.url);
  if (request.method !== 'GET' || address.origin !== worker.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(request, address));
  else if (address.pathname.startsWith('/static/') || address.pathname.startsWith('/tiles/'))
    event.respondWith(file(request));
});

/** A sync that still has something to send must fail, so that the browser tries again. */
async function sendAll() {
  const left = await sendWaiting({now: true});
  if (left) throw new Error(`${left} still wait`);
}

/** @param {{slug: string, page: string, files: string[], offline: string}} wish */
async function keepWalk({slug, page: address, files, offline}) {
  const cache = await caches.open(WALK + slug);
  const fetched = await fetch(address, {credentials: 'omit', headers: {Accept: 'text/html'}});
  if (!fetched.ok || fetched.redirected) return;
  await cache.put(new URL(address, worker.location.origin).pathname, fetched);
  const general = await caches.open(GENERAL);
  const words = await fetch(offline, {credentials: 'omit', headers: {Accept: 'text/html'}});
  if (words.ok) await general.put(OFFLINE, words);
  const wanted = files.slice(0, MOST_FILES);
  const known = new Set((await cache.keys()).map((one) => new URL(one.url).pathname));
  await Promise.all(
    wanted
      .filter((one) => !known.has(new URL(one, worker.location.origin).pathname))
      .map(async (one) => {
        const answer = await fetch(one, {credentials: 'omit'}).catch(() => null);
        if (answer?.ok) await cache.put(one, answer);
      }),
  );
  await forget(cache, new Set([...wanted, address].map((one) => new URL(one, worker.location.origin).pathname)));
  const others = (await caches.keys()).filter((name) => name.startsWith(WALK) && name !== WALK + slug);
  // The oldest walk goes first: caches come in the order in which they were made.
  for (const name of others.slice(0, Math.max(0, others.length + 1 - MOST_WALKS))) await caches.delete(name);
}

/** Files of an earlier version of the service are of no use to the page that is kept now. @param {Cache} cache @param {Set<string>} wanted */
async function forget(cache, wanted) {
  for (const one of await cache.keys()) if (!wanted.has(new URL(one.url).pathname)) await cache.delete(one);
}

/** @param {Request} request @param {URL} address */
async function page(request, address) {
  const [, slug] = WALK_PAGE.exec(address.pathname) ?? [];
  const kept = slug ? await (await caches.open(WALK + decodeURIComponent(slug))).match(address.pathname) : undefined;
  try {
    // Half a network is worse than none: with the page at hand nobody waits for it long.
    const patience = kept ? AbortSignal.timeout(PATIENCE_MS) : undefined;
    return await fetch(request, {signal: patience});
  } catch (error) {
    const found = kept ?? (await (await caches.open(GENERAL)).match(OFFLINE));
    if (found) return found;
    throw error;
  }
}

/** @param {Request} request */
async function file(request) {
  return (await caches.match(request, {ignoreVary: true})) ?? fetch(request);
}
