// @ts-check
/** A pin's page: the small map, and supporting without a reload. */
import '../map/aluekartta-map.js';
import {supportPin} from '../api/pins.js';
import {toast} from '../components/live.js';
import {formatNumber} from '../lib/format.js';
import {_} from '../lib/i18n.js';

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('[data-support]'));

form?.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = /** @type {HTMLButtonElement} */ (form.querySelector('button'));
  button.setAttribute('aria-busy', 'true');
  try {
    const wanted = /** @type {HTMLInputElement} */ (form.elements.namedItem('wanted'));
    const {supports, count} = await supportPin(form.dataset.support ?? '', wanted.value === 'yes');
    wanted.value = supports ? 'no' : 'yes';
    const shown = /** @type {HTMLElement} */ (form.querySelector('[data-support-count]'));
    shown.textContent = formatNumber(count);
    button.setAttribute('aria-pressed', String(supports));
    toast(supports ? _('You support this now.') : _('You do not support this any more.'));
  } catch (error) {
    toast(error instanceof Error ? error.message : String(error), {tone: 'bad'});
  }
  button.removeAttribute('aria-busy');
});
