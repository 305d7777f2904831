// @ts-check
/** Similar ideas nearby, shown while writing and in nobody's way: in full, each with one tap to support it instead. */
import {similarPins, supportPin} from '../../api/pins.js';
import {toast} from '../../components/live.js';
import {el, icon} from '../../lib/dom.js';
import {formatDistance, formatNumber} from '../../lib/format.js';
import {_} from '../../lib/i18n.js';

export class Similar {
  /** @type {AbortController | null} */
  #asking = null;

  /** @param {HTMLElement} section @param {() => void} supported called when somebody supports one instead */
  constructor(section, supported) {
    this.section = section;
    this.supported = supported;
  }

  /** @param {[number, number] | null} lonlat @param {string} theme */
  async look(lonlat, theme) {
    this.#asking?.abort();
    if (!lonlat || !theme) {
      this.section.hidden = true;
      return;
    }
    this.#asking = new AbortController();
    try {
      this.#show(await similarPins(lonlat, theme, this.#asking.signal));
    } catch {
      this.section.hidden = true; // a hint only: telling the idea goes on without it
    }
  }

  /** @param {import('../../api/pins.js').SimilarPin[]} pins */
  #show(pins) {
    this.section.hidden = pins.length === 0;
    this.section.querySelector('ul')?.replaceChildren(...pins.map((pin) => this.#item(pin)));
  }

  /** @param {import('../../api/pins.js').SimilarPin} pin */
  #item(pin) {
    const isOther = pin.language !== document.documentElement.lang;
    const button = el(
      'button',
      {type: 'button', class: 'button button--small'},
      icon('thumbs-up'),
      el('span', {}, _('Support this instead')),
    );
    button.addEventListener('click', () => this.#support(pin, button));
    return el(
      'li',
      {class: 'pin-similar__item'},
      pin.title && el('strong', {lang: isOther && pin.language}, pin.title),
      el('p', {lang: isOther && pin.language}, pin.text),
      ...pin.photos.slice(0, 1).map(({thumb, alt}) => el('img', {class: 'pin-similar__photo', src: thumb, alt})),
      el(
        'p',
        {class: 'item__meta'},
        el('span', {}, _('%(distance)s away', {distance: formatDistance(pin.distance_m)})),
        el('span', {}, _('%(count)s supporters', {count: formatNumber(pin.support_count)})),
        el('a', {href: pin.url, target: '_blank', rel: 'noopener'}, _('Open')),
      ),
      button,
    );
  }

  /** @param {import('../../api/pins.js').SimilarPin} pin @param {HTMLButtonElement} button */
  async #support(pin, button) {
    button.setAttribute('aria-busy', 'true');
    try {
      await supportPin(pin.reference);
      toast(_('You support %(reference)s now. Thank you!', {reference: pin.reference}));
      this.supported();
    } catch (error) {
      toast(error instanceof Error ? error.message : String(error), {tone: 'bad'});
    }
    button.removeAttribute('aria-busy');
  }
}
