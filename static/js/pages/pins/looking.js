// @ts-check
/** Drawing where to look: an area on the map becomes a filter, and stands in the address like the others. */
import {setSheetLevel} from '../../components/sheet.js';
import {announce} from '../../components/live.js';
import {_} from '../../lib/i18n.js';
import {cornersOf, textOf, thinned} from './outline.js';

/** @typedef {import('../../map/aluekartta-map.js').AluekarttaMap} AluekarttaMap */

/** As the server takes them (service/participation/pins/outline.py). */
const MOST_CORNERS = 60;
/** A finger's stroke has more corners before it is thinned out. */
const MOST_DRAWN = 2000;
const NOTHING = {type: 'FeatureCollection', features: []};

export class Looking {
  isDrawing = false;

  /** @param {HTMLFormElement} form @param {AluekarttaMap} map @param {HTMLElement} sheet @param {() => void} changed */
  constructor(form, map, sheet, changed) {
    this.map = map;
    this.sheet = sheet;
    this.changed = changed;
    this.kept = /** @type {HTMLElement} */ (form.querySelector('[data-outline-kept]'));
    this.tick = /** @type {HTMLInputElement} */ (this.kept.querySelector('input'));
    this.button = /** @type {HTMLButtonElement} */ (form.querySelector('[data-outline-draw]'));
    this.words = /** @type {HTMLElement} */ (this.button.querySelector('span'));
    this.label = this.words.textContent ?? '';
    this.button.addEventListener('click', () => (this.isDrawing ? this.stop() : this.begin()));
    this.tick.addEventListener('change', () => this.show());
    map.addEventListener('draw-end', (event) => {
      if (this.isDrawing) this.#drawn(/** @type {CustomEvent} */ (event).detail.finished);
    });
  }

  /** The map is there: the button is of use, and what the address says is shown. */
  ready() {
    this.button.hidden = false;
    this.show();
  }

  begin() {
    const config = /** @type {import('../../map/config.js').MapConfig} */ (this.map.config);
    config.draw = {...config.draw, type: 'Polygon', maxCorners: MOST_DRAWN, isSimple: true};
    this.isDrawing = true;
    this.map.mode = 'draw';
    this.words.textContent = _('Stop drawing');
    setSheetLevel(this.sheet, 'peek');
    this.map.parts.surface?.focus({preventScroll: true});
    announce(_('Draw around the place where you want to look.'));
  }

  stop() {
    if (!this.isDrawing) return;
    this.isDrawing = false;
    this.map.mode = 'view';
    this.words.textContent = this.label;
  }

  /** @param {any} geometry GeoJSON of a polygon */
  #drawn(geometry) {
    this.stop();
    if (geometry?.type !== 'Polygon') return;
    this.tick.value = textOf(thinned(geometry.coordinates[0], MOST_CORNERS));
    this.tick.checked = true;
    this.show();
    this.changed();
  }

  /** Shows what is looked inside of; nothing when nothing is. */
  show() {
    const ring = this.tick.checked ? cornersOf(this.tick.value) : [];
    this.kept.hidden = !this.tick.value;
    const feature = {type: 'Feature', properties: {}, geometry: {type: 'Polygon', coordinates: [ring]}};
    this.map.setLayerData('outline', ring.length ? {type: 'FeatureCollection', features: [feature]} : NOTHING);
  }
}
