// @ts-check
/** Files of areas: sent, read by the server, never kept. */
import {fetchJson, newIdempotencyKey} from '../lib/http.js';
import {_} from '../lib/i18n.js';

/**
 * @typedef {{number: number, name: string, size_text: string, status: 'good' | 'repair' | 'left_out', findings: string[], geometry: object | null}} FileArea
 * @typedef {{summary: string, features: FileArea[], remarks: string[], bounds: [number, number, number, number] | null}} FileView
 * @typedef {{name: 'crs' | 'layer', sentence: string, label: string, options: {value: string, label: string}[], offers_swap: boolean, is_swapped?: boolean}} Question
 * @typedef {{view: FileView} | {ask: Question} | {problem: string}} Answer
 */

/**
 * @param {File} file
 * @param {{crs?: string, layer?: string, swapped?: boolean}} wish
 * @param {AbortSignal} [signal]
 * @returns {Promise<Answer>} what is in the file, what must be chosen first, or why it cannot be used
 */
export async function readFile(file, {crs = '', layer = '', swapped = false}, signal) {
  const body = new FormData();
  body.set('upload', file);
  body.set('upload_crs', crs);
  body.set('upload_layer', layer);
  if (swapped) body.set('upload_swapped', '1');
  const token = document.querySelector('meta[name="csrf-token"]')?.getAttribute('content') ?? '';
  let response;
  try {
    response = await fetch('/api/areas/upload', {
      method: 'POST',
      body,
      signal,
      credentials: 'same-origin',
      headers: {Accept: 'application/json, application/problem+json', 'X-CSRF-Token': token, 'Idempotency-Key': newIdempotencyKey()},
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    return {problem: _('No connection. Check your network and try again.')};
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return {view: answer};
  return answer.ask ? {ask: answer.ask} : {problem: answer.detail || _('Something went wrong.')};
}

/** @param {object[]} geometries @returns {Promise<object>} one outline, without the lines between neighbours */
export async function joinOutlines(geometries) {
  if (geometries.length === 1) return geometries[0];
  return (await fetchJson('/api/areas/upload/join', {method: 'POST', body: {geometries}})).geometry;
}
