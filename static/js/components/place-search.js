// @ts-check
/**
 * <place-search> around a labelled input: suggests named places while typing, by pointer or by arrow keys (a combobox
 * as WAI-ARIA describes it). Fires place-chosen with {lonlat, name}; asks the service only after a pause.
 */
import {placesNamed} from '../api/places.js';
import {define} from '../lib/define.js';
import {debounce, el, icon} from '../lib/dom.js';
import {_, ngettext} from '../lib/i18n.js';
import {announce} from './live.js';

const PAUSE_MS = 220;

export class PlaceSearch extends HTMLElement {
  /** @type {import('../api/places.js').FoundPlace[]} */
  #found = [];
  #active = -1;
  /** @type {AbortController | null} */
  #asking = null;

  connectedCallback() {
    const input = this.querySelector('input');
    if (!input || this.querySelector('[role="listbox"]')) return;
    const list = el('ul', {class: 'place-search__list', role: 'listbox', id: `${input.id}-list`, hidden: true});
    list.setAttribute('aria-label', _('Places'));
    this.append(list);
    for (const [name, value] of Object.entries({
      role: 'combobox',
      'aria-autocomplete': 'list',
      'aria-expanded': 'false',
      'aria-controls': list.id,
    }))
      input.setAttribute(name, value);
    input.addEventListener(
      'input',
      debounce(() => this.#search(), PAUSE_MS),
    );
    input.addEventListener('keydown', (event) => this.#key(event));
    input.addEventListener('blur', () => setTimeout(() => this.#close(), 150));
  }

  get input() {
    return /** @type {HTMLInputElement} */ (this.querySelector('input'));
  }

  get #list() {
    return /** @type {HTMLElement} */ (this.querySelector('[role="listbox"]'));
  }

  async #search() {
    const typed = this.input.value.trim();
    this.#asking?.abort();
    if (typed.length < 2) {
      this.#close();
      return;
    }
    this.#asking = new AbortController();
    try {
      this.#show(await placesNamed(typed, this.#asking.signal));
    } catch (error) {
      if (!(error instanceof DOMException)) this.#close();
    }
  }

  /** @param {import('../api/places.js').FoundPlace[]} found */
  #show(found) {
    this.#found = found;
    this.#active = -1;
    const options = found.map((place, index) =>
      el(
        'li',
        {
          role: 'option',
          id: `${this.#list.id}-${index}`,
          onpointerdown: (/** @type {Event} */ event) => event.preventDefault(),
          onclick: () => this.#choose(index),
        },
        icon(place.slug ? 'shapes' : 'map-pin'),
        el('span', {}, place.name, place.area && el('span', {class: 'place-search__area'}, place.area)),
      ),
    );
    const none = el('li', {class: 'place-search__none'}, _('No place goes by that name.'));
    this.#list.replaceChildren(...(found.length ? options : [none]));
    this.#list.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    announce(ngettext('%(count)s place found.', '%(count)s places found.', found.length));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === 'Escape') this.#close();
    else if (event.key === 'ArrowDown') this.#move(1);
    else if (event.key === 'ArrowUp') this.#move(-1);
    else if (event.key === 'Enter') this.#choose(Math.max(0, this.#active));
    else return;
    event.preventDefault();
  }

  /** @param {number} step */
  #move(step) {
    if (!this.#found.length) return;
    this.#active = (this.#active + step + this.#found.length) % this.#found.length;
    [...this.#list.children].forEach((option, index) => {
      option.setAttribute('aria-selected', String(index === this.#active));
    });
    this.input.setAttribute('aria-activedescendant', `${this.#list.id}-${this.#active}`);
  }

  /** @param {number} index */
  #choose(index) {
    const place = this.#found[index];
    if (!place) return;
    this.input.value = place.name;
    this.#close();
    this.dispatchEvent(new CustomEvent('place-chosen', {bubbles: true, detail: place}));
  }

  #close() {
    this.#list.hidden = true;
    this.#found = [];
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }
}

define('place-search', PlaceSearch);
