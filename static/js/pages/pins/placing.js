// @ts-check
/** Choosing the place: the pin in the middle of the map, with words for where it is. Panning moves the place. */
import {placesNear} from '../../api/places.js';
import {debounce} from '../../lib/dom.js';
import {_} from '../../lib/i18n.js';
import {Sketch} from './sketch.js';

/** @typedef {import('../../map/aluekartta-map.js').AluekarttaMap} AluekarttaMap */

const PAUSE_MS = 350;
/** Close enough to tell one side of a street from the other. */
const AIM_ZOOM = 11;

export class Placing {
  /** @type {AbortController | null} */
  #asking = null;
  #method = 'crosshair';
  /** @type {number | null} */
  #accuracy = null;
  /** @type {[number, number] | null} where a search or the position brought the map; moving on makes it the crosshair's */
  #given = null;

  /**
   * @param {AluekarttaMap} map
   * @param {() => import('./draft.js').Draft} draft
   * @param {() => void} changed
   */
  constructor(map, draft, changed) {
    this.map = map;
    this.draft = draft;
    this.changed = changed;
    this.sketch = new Sketch(map, draft, changed);
    const describe = debounce(() => this.#describe(), PAUSE_MS);
    map.addEventListener('map-centre', (event) => {
      const {lonlat, zoom, moving} = /** @type {CustomEvent} */ (event).detail;
      this.#moved(lonlat, zoom);
      if (!moving) describe();
    });
    map.addEventListener('map-located', (event) => {
      const {lonlat, accuracy} = /** @type {CustomEvent} */ (event).detail;
      this.#bring(lonlat, 'gps', Math.round(accuracy));
    });
  }

  begin() {
    const {figure, shape} = this.draft();
    if (figure === 'point') this.map.mode = 'place';
    else this.sketch.begin(figure, shape);
    if ((this.map.zoom ?? 0) < AIM_ZOOM - 2) this.map.goTo({zoom: AIM_ZOOM - 2});
  }

  /** @param {import('./draft.js').Figure} figure begins anew with it */
  use(figure) {
    const words = {point: '', line: _('Draw the line on the map.'), area: _('Draw the area on the map.')}[figure];
    Object.assign(this.draft(), {figure, shape: null, words});
    this.begin();
    this.changed();
  }

  /** @returns {boolean} whether there is a place; a sketch with enough corners is closed */
  finish() {
    const draft = this.draft();
    if (draft.figure === 'point') {
      draft.lonlat = this.map.lonlat ?? draft.lonlat;
      return draft.lonlat !== null;
    }
    return this.sketch.finish();
  }

  end() {
    this.sketch.isOn = false;
    this.map.mode = 'view';
  }

  /** @param {{lonlat: [number, number]}} place */
  goTo({lonlat}) {
    this.#bring(lonlat, 'search', null);
    this.map.goTo({lonlat, zoom: Math.max(this.map.zoom ?? 0, AIM_ZOOM)});
  }

  /** @param {[number, number]} lonlat @param {string} method @param {number | null} accuracy metres */
  #bring(lonlat, method, accuracy) {
    [this.#given, this.#method, this.#accuracy] = [lonlat, method, accuracy];
  }

  /** @param {[number, number]} lonlat @param {number} zoom */
  #moved(lonlat, zoom) {
    const draft = this.draft();
    if (draft.isWhole || draft.figure !== 'point') return;
    const isGiven = this.#given !== null && isSame(this.#given, lonlat);
    draft.lonlat = lonlat;
    draft.zoom = Math.round(zoom * 100) / 100;
    draft.method = isGiven ? this.#method : 'crosshair';
    draft.accuracy = isGiven ? this.#accuracy : null;
    this.changed();
  }

  async #describe() {
    const draft = this.draft();
    if (draft.isWhole || !draft.lonlat || this.map.mode !== 'place') return;
    this.#asking?.abort();
    this.#asking = new AbortController();
    try {
      const {words, areas} = await placesNear(draft.lonlat, this.#asking.signal);
      const area = areas[0]?.name;
      draft.words = words && area ? `${words} (${area})` : words || area || _('Outside the municipality');
      this.changed();
    } catch {
      // Words are a help; the pin is where it is without them.
    }
  }
}

/** Whether two places are the same to half a metre. @param {[number, number]} a @param {[number, number]} b */
function isSame(a, b) {
  return Math.abs(a[0] - b[0]) < 1e-5 && Math.abs(a[1] - b[1]) < 5e-6;
}
