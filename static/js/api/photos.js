// @ts-check
/** Photos over the API, with how much of one has left. */
import {Problem} from '../lib/http.js';
import {_} from '../lib/i18n.js';

const ATTEMPTS = 3;
const WAIT_MS = 1000;

/**
 * Sends one photo of one's own idea; tried again on passing trouble, and kept once however often it arrives.
 * @param {string} reference
 * @param {import('../components/photo-fields.js').ChosenPhoto} photo
 * @param {(share: number) => void} progress 0 to 1
 */
export async function sendPhoto(reference, photo, progress) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await sendFile(`/api/pins/${encodeURIComponent(reference)}/photos`, photo, progress);
      return;
    } catch (error) {
      if (!(error instanceof Problem) || !error.isPassing || attempt >= ATTEMPTS) throw error;
      await new Promise((resolve) => {
        setTimeout(resolve, WAIT_MS * 2 ** attempt);
      });
    }
  }
}

/**
 * @param {string} url @param {import('../components/photo-fields.js').ChosenPhoto} photo @param {(share: number) => void} progress
 * @returns {Promise<void>}
 */
function sendFile(url, {blob, alt, clientId}, progress) {
  const form = new FormData();
  form.set('photo', blob, 'photo.jpg');
  form.set('alt', alt);
  form.set('client_id', clientId);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest(); // fetch does not tell how much has left
    request.open('POST', url);
    request.setRequestHeader('Accept', 'application/json, application/problem+json');
    const token = document.querySelector('meta[name="csrf-token"]')?.getAttribute('content') ?? '';
    request.setRequestHeader('X-CSRF-Token', token);
    request.setRequestHeader('Idempotency-Key', clientId);
    request.upload.onprogress = (event) => progress(event.lengthComputable ? event.loaded / event.total : 0);
    request.onerror = () =>
      reject(new Problem({code: 'offline', detail: _('No connection. Check your network and try again.')}));
    request.onload = () => {
      if (request.status < 300) resolve();
      else reject(new Problem({...body(request.responseText), status: request.status}));
    };
    request.send(form);
  });
}

/** @param {string} text */
function body(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
