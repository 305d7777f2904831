// @ts-check
/** Saving: by script when that works, kept here while there is no network, by the form itself when the server has something to say. */
import {announce, toast} from '../../components/live.js';
import {setSheetLevel} from '../../components/sheet.js';
import {drop, keep, send, waitingAreas} from '../../lib/area-outbox.js';
import {dropDraft, noteSent} from '../../lib/area-draft.js';
import {Problem} from '../../lib/http.js';
import {_} from '../../lib/i18n.js';

const RETRY_MS = 20_000;

/** @typedef {import('../../lib/area-outbox.js').Waiting} Waiting */

/** @param {HTMLFormElement} form @returns {Waiting} */
function packed(form) {
  // The token is the page's, not the area's: it goes in a header, so that what is sent stays the same.
  // A chosen file has become the outline already, and cannot be kept as text.
  const fields = /** @type {[string, string][]} */ (
    [...new FormData(form)].filter(([name, value]) => name !== 'csrf_token' && typeof value === 'string')
  );
  const name = String(new FormData(form).get('name') ?? '');
  return {
    action: form.getAttribute('action') ?? '/areas',
    fields: [...fields, ['action', 'save']],
    draftKey: form.dataset.slug ?? '',
    name,
  };
}

/** @param {HTMLFormElement} form */
export function sendByScript(form) {
  const box = /** @type {HTMLElement} */ (document.getElementById('area-waiting'));
  const save = /** @type {HTMLButtonElement} */ (form.querySelector('button[value="save"]'));
  let isSending = false;

  /** @param {Waiting} one @param {boolean} isMine whether it is what this page's form holds */
  const attempt = async (one, isMine) => {
    if (isSending) return;
    isSending = true;
    save.setAttribute('aria-busy', 'true');
    try {
      const page = await send(one);
      drop(one);
      dropDraft(one.draftKey);
      if (isMine) location.assign(page);
      else toast(_('“%(name)s” has arrived and is saved.', {name: one.name}));
      box.hidden = waitingAreas().length === 0;
    } catch (error) {
      if (error instanceof Problem && error.isPassing) {
        wait(one);
        return;
      }
      // The server has something to say about the form: it says it best itself, with all that was typed.
      drop(one);
      if (isMine) submitPlainly();
      else
        toast(
          _('“%(name)s” could not be saved: %(reason)s', {
            name: one.name,
            reason: error instanceof Error ? error.message : '',
          }),
          {
            tone: 'bad',
          },
        );
    } finally {
      isSending = false;
      save.removeAttribute('aria-busy');
    }
  };

  const submitPlainly = () => {
    noteSent(form.dataset.slug ?? '');
    const action = document.createElement('input');
    Object.assign(action, {type: 'hidden', name: 'action', value: 'save'});
    form.append(action);
    HTMLFormElement.prototype.submit.call(form);
  };

  /** @param {Waiting} one */
  const wait = (one) => {
    if (!keep(one)) {
      toast(_('There is no network, and this browser keeps nothing. Leave the page open and try again.'), {
        tone: 'bad',
      });
      return;
    }
    const wasHidden = box.hidden;
    box.hidden = false;
    if (!wasHidden) return;
    announce(box.textContent?.trim() ?? '');
    box.scrollIntoView({block: 'nearest'});
    const sheet = form.closest('.sheet');
    if (sheet instanceof HTMLElement && sheet.dataset.level === 'peek') setSheetLevel(sheet, 'half');
  };

  const again = async () => {
    const mine = packed(form).fields.find(([name]) => name === 'idempotency_key')?.[1];
    for (const one of waitingAreas())
      await attempt(
        one,
        one.fields.some(([name, value]) => name === 'idempotency_key' && value === mine),
      );
  };

  box.querySelector('button')?.addEventListener('click', again);
  addEventListener('online', again);
  setInterval(() => waitingAreas().length && again(), RETRY_MS);
  if (waitingAreas().length) {
    box.hidden = false;
    again();
  }
  return () => attempt(packed(form), true);
}
