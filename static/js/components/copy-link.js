// @ts-check
import {define} from '../lib/define.js';
import {_} from '../lib/i18n.js';
import {toast} from './live.js';

/** <copy-link> around a button with data-href: copies the full address; hidden where the browser cannot. */
class CopyLink extends HTMLElement {
  connectedCallback() {
    const button = this.querySelector('button');
    if (!button || !navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(new URL(button.dataset.href ?? '', location.href).href);
      toast(_('Link copied.'));
    });
  }
}

define('copy-link', CopyLink);
