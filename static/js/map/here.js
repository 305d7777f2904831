// @ts-check
/** What the shown layers say of a place, one below another: in the page's own panel, or else in a box over the map. */
import {announce} from '../components/live.js';
import {el, icon} from '../lib/dom.js';
import {_} from '../lib/i18n.js';
import {partsOf} from './here-parts.js';

/**
 * @typedef {import('./selection.js').Hit} Hit
 * @typedef {{content: HTMLElement | null, lonlat: [number, number], opener: HTMLElement | null}} Here `content` is null where no layer could say anything
 */

export class WhatIsHere {
  #asked = 0;
  /** @type {HTMLElement | null} */
  #opener = null;

  /** @param {HTMLElement} host the map's element */
  constructor(host) {
    this.host = host;
    this.body = el('div', {class: 'map-info__body'});
    this.box = el(
      'section',
      {class: 'map-info', hidden: true, 'aria-label': _('What lies here'), onkeydown: (event) => {
        if (event.key === 'Escape') this.close();
      }},
      el(
        'button',
        {type: 'button', class: 'map-button map-info__close', 'aria-label': _('Close'), onclick: () => this.close()},
        icon('x'),
      ),
      this.body,
    );
    host.append(this.box);
  }

  close() {
    this.#asked += 1;
    const hadFocus = this.box.contains(document.activeElement);
    this.box.hidden = true;
    if (hadFocus) (this.#opener ?? /** @type {HTMLElement | null} */ (this.host.querySelector('.map-surface')))?.focus();
  }

  /**
   * Tells the page by the event map-here; a page that shows the content itself prevents the default.
   * @param {import('./layers.js').MapLayer[]} shown those on the map now, topmost first
   * @param {Hit[]} hits
   * @param {{lonlat: [number, number], zoom: number, language: string}} at
   * @param {HTMLElement | null} opener the button that asked, which gets the focus back; null for a click on the map
   */
  async ask(shown, hits, at, opener = null) {
    this.close();
    const mine = this.#asked;
    const parts = shown.flatMap((layer) => partsOf(layer.config, hits, at));
    const content = parts.length || opener ? contentOf(parts) : null;
    this.#opener = opener;
    this.#show({content, lonlat: at.lonlat, opener});
    if (!content) return;
    if (opener) content.focus({preventScroll: true});
    await Promise.all(parts.map(({filled}) => filled));
    if (mine !== this.#asked) return;
    if (!content.querySelector('.map-here__layer')) content.append(el('p', {}, _('The layers on the map say nothing of this place.')));
    announce(content.textContent ?? '');
  }

  /** @param {Here} here */
  #show(here) {
    const event = new CustomEvent('map-here', {bubbles: true, cancelable: true, detail: here});
    if (!this.host.dispatchEvent(event) || !here.content) return;
    this.body.replaceChildren(here.content);
    this.box.hidden = false;
  }
}

/** @param {import('./here-parts.js').Part[]} parts */
function contentOf(parts) {
  return el(
    'div',
    {class: 'map-here', tabindex: -1},
    el('h2', {class: 'map-here__title'}, _('What lies here')),
    ...parts.map(({element}) => element),
  );
}
