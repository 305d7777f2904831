// @ts-check
/** An unfinished drawing, kept in this browser until it is sent. */

/** @typedef {{geometry: object | null, areas: string[], name: string, description: string}} Draft */

const SENT = 'aluekartta.area-sent';

/** @param {string} slug empty for a new area */
function keyOf(slug) {
  return `aluekartta.area-draft.${slug || 'new'}`;
}

/** Storage may be full or forbidden; a draft is a kindness, so drawing goes on without it. @template T @param {() => T} action @returns {T | null} */
function tried(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

/** @param {string} slug @returns {Draft | null} */
export function readDraft(slug) {
  return tried(() => JSON.parse(localStorage.getItem(keyOf(slug)) ?? 'null'));
}

/** @param {string} slug @param {Draft} draft */
export function writeDraft(slug, draft) {
  const isEmpty = !draft.geometry && !draft.areas.length && !draft.name && !draft.description;
  tried(() =>
    isEmpty ? localStorage.removeItem(keyOf(slug)) : localStorage.setItem(keyOf(slug), JSON.stringify(draft)),
  );
}

/** @param {string} slug */
export function dropDraft(slug) {
  tried(() => localStorage.removeItem(keyOf(slug)));
}

/** The form goes to the server now; only an area's page tells that it arrived. @param {string} slug */
export function noteSent(slug) {
  tried(() => sessionStorage.setItem(SENT, keyOf(slug)));
}

/** The area is saved: what was sent needs no draft any more. */
export function dropSent() {
  tried(() => {
    const key = sessionStorage.getItem(SENT);
    if (key) localStorage.removeItem(key);
    sessionStorage.removeItem(SENT);
  });
}
