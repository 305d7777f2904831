// @ts-check
/** Drawing a line or an area as the place of an idea. */
import {formatArea, formatDistance} from '../../lib/format.js';
import {_} from '../../lib/i18n.js';
import {middleOf, singleShape} from './outline.js';

/** As the server takes them (service/participation/pins/shapes.py). */
const MOST_CORNERS = 500;
const TYPES = {line: 'LineString', area: 'MultiPolygon'};

export class Sketch {
  /** Whether what is drawn on the map is the place of the idea, and not where somebody looks for ideas. */
  isOn = false;

  /**
   * @param {import('../../map/aluekartta-map.js').AluekarttaMap} map
   * @param {() => import('./draft.js').Draft} draft
   * @param {() => void} changed
   */
  constructor(map, draft, changed) {
    this.map = map;
    this.draft = draft;
    this.changed = changed;
    map.addEventListener('draw-change', (event) => this.#drawn(/** @type {CustomEvent} */ (event).detail.finished));
  }

  /** @param {'line' | 'area'} figure @param {object | null} shape what was drawn before */
  begin(figure, shape) {
    const config = /** @type {import('../../map/config.js').MapConfig} */ (this.map.config);
    this.isOn = true;
    config.draw = {...config.draw, type: /** @type {any} */ (TYPES[figure]), maxCorners: MOST_CORNERS, isSimple: true};
    this.map.mode = 'draw';
    if (!shape) return;
    this.map.drawing?.replace(shape);
    this.map.drawing?.use('edit');
  }

  /** @returns {boolean} whether there is a shape now */
  finish() {
    if (!this.draft().shape) this.map.drawing?.drawing.finish();
    return this.draft().shape !== null;
  }

  /** @param {any} finished GeoJSON of what is drawn to its end; null while nothing is */
  #drawn(finished) {
    const draft = this.draft();
    if (!this.isOn || draft.isWhole || draft.figure === 'point') return;
    const shape = singleShape(finished);
    // The drawing empties itself when the map turns to something else; what was drawn stays.
    if (!shape && !this.map.drawing) return;
    draft.shape = shape;
    draft.lonlat = shape ? middleOf(shape) : null;
    draft.method = 'tap';
    draft.zoom = this.map.zoom;
    draft.words = shape ? this.#words() : '';
    this.changed();
  }

  #words() {
    const {drawing} = this.map.drawing ?? {};
    if (!drawing) return '';
    return drawing.isLine
      ? _('A line of %(length)s', {length: formatDistance(drawing.length)})
      : _('An area of %(size)s', {size: formatArea(drawing.area)});
  }
}
