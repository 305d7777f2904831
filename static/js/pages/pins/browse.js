// @ts-check
/** Looking: the filters act on the map and the list together, and a pin on the map shows itself in the panel. */
import {pinsMatching} from '../../api/pins.js';
import {setSheetLevel} from '../../components/sheet.js';
import {toast} from '../../components/live.js';
import {_} from '../../lib/i18n.js';
import {Looking} from './looking.js';
import {fetchResults, filtersOf, followPaging, showResults} from './results.js';

/** @typedef {import('../../map/aluekartta-map.js').AluekarttaMap} AluekarttaMap */

export class Browse {
  /** @type {AbortController | null} */
  #asking = null;
  /** @type {Promise<void> | null} the idea under the last click, on its way to the panel */
  #pin = null;
  /** @type {HTMLElement | null} what gets the focus back */
  #opener = null;

  /** @param {HTMLElement} root @param {AluekarttaMap} map @param {HTMLElement} sheet */
  constructor(root, map, sheet) {
    this.root = root;
    this.map = map;
    this.sheet = sheet;
    this.form = /** @type {HTMLFormElement} */ (root.querySelector('[data-pin-filters]'));
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.apply({isFitted: true});
    });
    this.form.addEventListener('change', (event) => {
      // Another campaign asks for other things: the form for telling an idea comes anew with the page.
      if (event.target instanceof HTMLSelectElement && event.target.name === 'campaign')
        location.assign(`${location.pathname}?${filtersOf(this.form)}`);
      else this.apply({isFitted: true});
    });
    this.looking = new Looking(this.form, map, sheet, () => this.apply({isFitted: true}));
    followPaging(root, (address) => this.#turn(address));
    root.querySelector('[data-chosen-close]')?.addEventListener('click', () => this.close());
    map.addEventListener('map-select', (event) => this.#select(/** @type {CustomEvent} */ (event).detail));
    map.addEventListener('map-here', (event) => this.#here(/** @type {CustomEvent} */ (event)));
    root.querySelector('[data-chosen]')?.addEventListener('keydown', (event) => {
      if (/** @type {KeyboardEvent} */ (event).key === 'Escape') this.close();
    });
  }

  /** Shows what the filters of the address say, once the map is there. */
  begin() {
    this.looking.ready();
    if ([...filtersOf(this.form)].length) this.apply({isFitted: true, isListKept: true});
  }

  /** @param {{isFitted?: boolean, isListKept?: boolean}} [options] */
  async apply({isFitted = false, isListKept = false} = {}) {
    const filters = filtersOf(this.form);
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    const onMap = new URLSearchParams([...filters].filter(([name]) => name !== 'sort'));
    try {
      if (!isListKept) {
        history.replaceState(
          history.state,
          '',
          `${location.pathname}${filters.size ? `?${filters}` : ''}${location.hash}`,
        );
        showResults(await fetchResults(`/pins?${filters}`, asking.signal));
      }
      await this.#showOnMap(onMap, isFitted, asking.signal);
    } catch (error) {
      if (!(error instanceof DOMException)) toast(_('The ideas could not be fetched. Try again.'), {tone: 'bad'});
    }
  }

  /** @param {URLSearchParams} filters @param {boolean} isFitted @param {AbortSignal} signal */
  async #showOnMap(filters, isFitted, signal) {
    const isFiltered = [...filters].length > 0;
    if (isFiltered) {
      // Tiles hold all that is found, however many; the first page is enough to know where to look.
      this.map.setLayerUrl('found', `${this.map.layer('pins')?.config.url}?${filters}`);
      const found = isFitted ? await pinsMatching(filters, signal) : {features: []};
      const bbox = bboxOf(found.features.filter(({geometry}) => geometry));
      if (bbox) this.map.goTo({bbox});
    }
    this.map.setLayerVisible('found', isFiltered);
    this.map.setLayerVisible('pins', !isFiltered);
  }

  /** @param {string} address */
  async #turn(address) {
    try {
      const results = await fetchResults(address);
      showResults(results);
      /** @type {HTMLElement | null} */ (results.querySelector('.pin-count'))?.focus();
    } catch {
      location.assign(address);
    }
  }

  /** @param {{layer: string | null, id: string | null, lonlat: [number, number]}} hit */
  #select({layer, id, lonlat}) {
    this.#pin = null;
    if (this.looking.isDrawing || (layer !== 'pins' && layer !== 'found')) return;
    // From far away a lone idea is a dot without a name: come closer.
    if (id) this.#pin = this.show(id);
    else this.map.goTo({lonlat, zoom: (this.map.zoom ?? 0) + 3});
  }

  /** What the layers say of the place comes below the idea that was chosen, or alone. @param {CustomEvent<import('../../map/here.js').Here>} event */
  async #here(event) {
    if (this.root.hidden || this.looking.isDrawing) return;
    event.preventDefault();
    const {content, opener} = event.detail;
    const pin = opener ? null : this.#pin;
    if (content && !pin) this.#open(content);
    else if (!pin) this.close();
    this.#opener = opener;
    await pin;
    if (pin && pin === this.#pin && content) this.root.querySelector('[data-chosen-body]')?.append(content);
  }

  /** @param {string} reference */
  async show(reference) {
    try {
      const results = await fetchResults(`/pins?q=${encodeURIComponent(reference)}`);
      const item = results.querySelector('.items');
      if (!item) return;
      this.#open(item);
    } catch {
      location.assign(`/pins/${encodeURIComponent(reference)}`);
    }
  }

  /** @param {Element} item what was chosen on the map */
  #open(item) {
    const chosen = /** @type {HTMLElement} */ (this.root.querySelector('[data-chosen]'));
    chosen.querySelector('[data-chosen-body]')?.replaceChildren(item);
    chosen.hidden = false;
    this.root.classList.add('has-chosen');
    setSheetLevel(this.sheet, 'fit');
    this.sheet.querySelector('.panel__body')?.scrollTo(0, 0);
  }

  close() {
    const chosen = /** @type {HTMLElement} */ (this.root.querySelector('[data-chosen]'));
    if (chosen.hidden) return;
    const hadFocus = chosen.contains(document.activeElement);
    chosen.hidden = true;
    this.root.classList.remove('has-chosen');
    this.map.select(null);
    setSheetLevel(this.sheet, 'peek');
    if (hadFocus) this.#opener?.focus();
  }
}

/** @param {any[]} features @returns {number[] | null} west, south, east, north with a little room */
export function bboxOf(features) {
  if (!features.length) return null;
  const lons = features.map(({geometry}) => geometry.coordinates[0]);
  const lats = features.map(({geometry}) => geometry.coordinates[1]);
  const [west, south, east, north] = [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
  const room = Math.max(0.002, (north - south) * 0.05);
  return [west - room * 2, south - room, east + room * 2, north + room];
}
