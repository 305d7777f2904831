// @ts-check
/** The forms of the walk's page, taken to the outbox instead of straight to the server. */
import {announce, toast} from '../../components/live.js';
import {newIdempotencyKey} from '../../lib/http.js';
import {_} from '../../lib/i18n.js';
import {keep} from '../../lib/outbox/outbox.js';
import {put} from '../../lib/outbox/store.js';
import {tellChange} from '../../lib/outbox/sending.js';

/** @typedef {import('../../lib/outbox/store.js').Item} Item */
/** @typedef {{slug: string, token: string}} Walker */

const NUMBERS = new Set(['segment', 'observation', 'heard', 'safe', 'ease', 'worth']);
const PLUMBING = new Set(['csrf_token', 'idempotency_key', 'walker', 'id']);

/**
 * @param {HTMLFormElement} form @param {SubmitEvent} event
 * @returns {Record<string, any>} what the API takes
 */
function bodyOf(form, event) {
  /** @type {Record<string, any>} */
  const body = {id: newIdempotencyKey(), observed_at: new Date().toISOString()};
  for (const [name, value] of new FormData(form, event.submitter)) {
    if (PLUMBING.has(name) || name.startsWith('photo_') || typeof value !== 'string' || value === '') continue;
    if (name === 'nothing') body[name] = value === '1';
    else if (name === 'confirm_contact') body[name] = true;
    else body[name] = NUMBERS.has(name) ? Number(value) : value;
  }
  return body;
}

/** What stands in a form now, to be compared. @param {HTMLFormElement} form */
function said(form) {
  return JSON.stringify(
    [...new FormData(form)].map(([name, value]) => [name, typeof value === 'string' ? value : value.size]),
  );
}

/** What can be seen to be missing without a network. @param {HTMLFormElement} form @param {Record<string, any>} body */
function missing(form, body) {
  if (form.dataset.outbox === 'observations') {
    if (!body.at) return ['at', _('Choose where it is.')];
    if (body.at === 'pin' && !(body.lat && body.lon)) return ['lat', _('Give the place: on the map, or in degrees.')];
    if (!body.severity) return ['severity', _('Say how serious it is.')];
    if ((body.text ?? '').trim().length < 3) return ['text', _('Write a few words.')];
  }
  if (form.dataset.outbox === 'experience' && !['heard', 'safe', 'ease', 'worth', 'text'].some((name) => body[name]))
    return ['heard', _('Answer at least one question.')];
  return null;
}

/** @param {HTMLFormElement} form @param {string} name @param {string} sentence */
function complain(form, name, sentence) {
  const field = form.querySelector(`[name="${name}"]`);
  const details = field?.closest('details');
  if (details) details.open = true;
  if (field instanceof HTMLElement) {
    field.setAttribute('aria-invalid', 'true');
    field.focus();
    field.addEventListener('input', () => field.removeAttribute('aria-invalid'), {once: true});
  }
  toast(sentence, {tone: 'bad'});
}

/** @param {HTMLFormElement} form @param {SubmitEvent} event */
function showSaid(form, event) {
  const line = /** @type {HTMLElement | null} */ (form.querySelector('[data-said]'));
  if (!line || !(event.submitter instanceof HTMLButtonElement)) return;
  const words = line.querySelector('span');
  const isNothing = event.submitter.value === '1';
  if (words) words.textContent = (isNothing ? line.dataset.nothing : line.dataset.walked) ?? '';
  line.hidden = false;
}

/** @param {HTMLElement} root @param {() => Walker | null} walker who walks with this phone */
export function takeForms(root, walker) {
  for (const form of root.querySelectorAll('form[data-outbox]')) {
    if (!(form instanceof HTMLFormElement)) continue;
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      const who = walker();
      if (!who) {
        toast(_('This device has not joined the walk. Join with the group code first.'), {tone: 'bad'});
        return;
      }
      const body = bodyOf(form, event);
      const written = said(form);
      const wrong = missing(form, body);
      if (wrong) return complain(form, wrong[0], wrong[1]);
      try {
        await store(form, body, who);
        await storePhotos(form, body.id, who);
      } catch {
        // This browser keeps nothing: the plain form still works while there is a network.
        HTMLFormElement.prototype.submit.call(form);
        return;
      }
      showSaid(form, event);
      const isObservation = form.dataset.outbox === 'observations';
      // Whoever has begun to write the next one meanwhile keeps it.
      const isDone = (isObservation || form.dataset.outbox === 'experience') && said(form) === written;
      if (isDone) form.reset();
      delete form.dataset.correcting;
      announce(_('Kept on this device, and sent as soon as there is a network.'));
      if (isObservation) document.getElementById('outbox')?.scrollIntoView({block: 'nearest'});
    });
  }
}

/** @param {HTMLFormElement} form @param {Record<string, any>} body @param {Walker} who */
async function store(form, body, who) {
  const language = document.documentElement.lang;
  if (form.dataset.correcting) body.id = form.dataset.correcting;
  await keep({
    id: body.id,
    kind: form.dataset.outbox ?? '',
    label: form.dataset.label ?? '',
    url: `/api/walks/${encodeURIComponent(who.slug)}/${form.dataset.outbox}?lang=${language}`,
    headers: {'Walker-Token': who.token},
    json: body,
  });
}

/** Each photo is a thing of its own that goes after its observation. @param {HTMLFormElement} form @param {string} id @param {Walker} who */
async function storePhotos(form, id, who) {
  const fields = /** @type {import('../../components/photo-fields.js').PhotoFields | null} */ (
    form.querySelector('photo-fields')
  );
  for (const {blob, alt, clientId} of fields?.photos ?? [])
    await keep({
      id: clientId,
      kind: 'photos',
      label: alt ? `${form.dataset.photoLabel}: ${alt}` : (form.dataset.photoLabel ?? ''),
      url: `/api/walks/${encodeURIComponent(who.slug)}/observations/${id}/photos?lang=${document.documentElement.lang}`,
      headers: {'Walker-Token': who.token},
      form: [
        ['photo', blob],
        ['alt', alt],
        ['client_id', clientId],
      ],
      after: id,
    });
}

/** Puts a refused thing back into its form, so that it can be corrected and sent under its own id. @param {HTMLElement} root @param {Item} one */
export async function correct(root, one) {
  const form = root.querySelector(`form[data-outbox="${one.kind}"]`);
  if (!(form instanceof HTMLFormElement) || one.kind === 'passages' || one.kind === 'checks') {
    await put({...one, state: 'waiting', refusal: null, nextAt: 0});
    tellChange();
    return;
  }
  form.reset();
  for (const [name, value] of Object.entries(one.json ?? {})) {
    const field = PLUMBING.has(name) ? null : form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = Boolean(value);
    else if (field && 'value' in field) field.value = String(value);
  }
  form.dataset.correcting = one.id;
  const contact = document.getElementById('confirm-contact');
  if (contact && one.refusal?.code === 'contact_details_in_text') contact.hidden = false;
  form.scrollIntoView({block: 'start'});
  const text = form.elements.namedItem('text');
  if (text instanceof HTMLElement) text.focus();
}
