// @ts-check
/** What happened, told to everybody: a toast for the eye, the live region for the ear. */
import {el, icon} from '../lib/dom.js';
import {_} from '../lib/i18n.js';

/** @param {string} text spoken once, without showing anything */
export function announce(text) {
  const region = document.getElementById('live-region');
  if (!region) return;
  region.textContent = '';
  // An empty moment between makes an equal text be spoken again.
  setTimeout(() => {
    region.textContent = text;
  }, 50);
}

/**
 * @param {string} text
 * @param {{tone?: 'good' | 'bad', stayMs?: number}} [options] bad ones stay until closed
 */
export function toast(text, {tone = 'good', stayMs = 6000} = {}) {
  const holder = document.getElementById('toasts');
  if (!holder) return;
  const close = el('button', {type: 'button', 'aria-label': _('Close'), onclick: () => box.remove()}, icon('x'));
  const box = el(
    'div',
    {class: `toast toast--${tone}`},
    icon(tone === 'bad' ? 'circle-alert' : 'circle-check'),
    el('span', {class: 'toast__text'}, text),
    close,
  );
  holder.replaceChildren(box);
  announce(text);
  if (tone !== 'bad') setTimeout(() => box.remove(), stayMs);
}
