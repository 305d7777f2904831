// @ts-check
/**
 * An idea that is being told, kept in this browser until it has arrived: a reload, a dead battery or a lost network
 * loses nothing. It also keeps the deed's key, so that a try that did arrive is never stored twice.
 *
 * @typedef {'point' | 'line' | 'area'} Figure what is put on the map
 * @typedef {{
 *   text: string, theme: string, kind: string, asked: string, precision: string, tie: string, lonlat: [number, number] | null, zoom: number | null, isWhole: boolean,
 *   figure: Figure, shape: object | null, method: string, accuracy: number | null, words: string, opened: string, key: string, sent: string, isWaiting: boolean
 * }} Draft
 */
import {newIdempotencyKey} from '../../lib/http.js';

const NAME = 'aluekartta.idea';

/** @param {string} [opened] @returns {Draft} */
export function emptyDraft(opened = '') {
  return {
    text: '',
    theme: '',
    kind: '',
    asked: 'wish',
    precision: 'exact',
    tie: 'unknown',
    lonlat: null,
    zoom: null,
    isWhole: false,
    figure: 'point',
    shape: null,
    method: 'crosshair',
    accuracy: null,
    words: '',
    opened,
    key: newIdempotencyKey(),
    sent: '',
    isWaiting: false,
  };
}

/** @returns {Draft | null} what was left unfinished; null when there is nothing worth keeping */
export function keptDraft() {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME) ?? 'null');
    return kept && (kept.text || kept.theme) ? {...emptyDraft(), ...kept} : null;
  } catch {
    return null; // storage is shut off or holds something else: then there is no draft
  }
}

/** @param {Draft} draft */
export function keepDraft(draft) {
  try {
    localStorage.setItem(NAME, JSON.stringify(draft));
  } catch {
    // Storage is full or shut off: the idea still stands in the form.
  }
}

export function forgetDraft() {
  try {
    localStorage.removeItem(NAME);
  } catch {
    // Nothing was kept then.
  }
}

/**
 * What is sent, and under which key: a changed idea is a new deed.
 * @param {Draft} draft @param {{website: string, isConfirmed: boolean, campaign: string, isEitherAsked: boolean}} extra
 */
export function bodyOf(draft, {website, isConfirmed, campaign, isEitherAsked}) {
  const isDrawn = !draft.isWhole && draft.figure !== 'point';
  const body = {
    text: draft.text.trim(),
    theme: draft.theme,
    campaign: campaign || null,
    kind: draft.kind || null,
    is_solution: isEitherAsked ? draft.asked === 'solution' : null,
    lonlat: draft.isWhole || isDrawn ? null : draft.lonlat,
    shape: isDrawn ? draft.shape : null,
    precision: draft.precision,
    tie: draft.tie,
    method: draft.isWhole ? null : draft.method,
    zoom: draft.isWhole ? null : draft.zoom,
    accuracy_m: draft.isWhole || isDrawn ? null : draft.accuracy,
    confirm_contact: isConfirmed,
    opened: draft.opened,
    website,
  };
  const said = JSON.stringify(body);
  if (draft.sent && draft.sent !== said) draft.key = newIdempotencyKey();
  draft.sent = said;
  return body;
}
