// @ts-check
/** Drawing along borders that exist: published areas are fetched for the view, and corners near their sides land on them. */
import {GeoJSON, Snap, VectorSource} from 'ol';
import {pathAlong} from './corners.js';

const TOUCH_PX = 20;
const MOUSE_PX = 12;
const MOST_AREAS = 300;

/** @typedef {import('./rings.js').Position} Position @typedef {import('./rings.js').Ring} Ring */

export class Snapping {
  /**
   * @param {import('../stage.js').Stage} stage
   * @param {string} url where areas come from, without its query
   * @param {() => void} failed
   */
  constructor(stage, url, failed) {
    this.stage = stage;
    this.url = url;
    this.failed = failed;
    this.isOn = false;
    this.source = new VectorSource();
    /** @type {Snap | null} */
    this.interaction = null;
    /** Where the last corner was put on a border, and which. @type {{place: Position, ring: Ring} | null} */
    this.last = null;
    this.asking = new AbortController();
    this.onMove = () => this.fetch();
  }

  get tolerancePx() {
    return matchMedia('(pointer: coarse)').matches ? TOUCH_PX : MOUSE_PX;
  }

  /** @param {boolean} isOn */
  turn(isOn) {
    if (isOn === this.isOn) return;
    this.isOn = isOn;
    this.last = null;
    if (isOn) {
      this.stage.map.on('moveend', this.onMove);
      this.fetch();
    } else {
      this.stage.map.un('moveend', this.onMove);
      this.asking.abort();
      this.source.clear();
    }
  }

  /** The last interaction that is added sees the pointer first, so this is called again after a tool has been taken. */
  attach() {
    this.detach();
    if (!this.isOn) return;
    this.interaction = new Snap({source: this.source, pixelTolerance: this.tolerancePx});
    this.stage.map.addInteraction(this.interaction);
  }

  detach() {
    if (this.interaction) this.stage.map.removeInteraction(this.interaction);
    this.interaction = null;
  }

  async fetch() {
    this.asking.abort();
    this.asking = new AbortController();
    const query = new URLSearchParams({bbox: this.stage.bbox.join(','), limit: String(MOST_AREAS)});
    try {
      const response = await fetch(`${this.url}?${query}`, {signal: this.asking.signal});
      if (!response.ok) throw new Error(String(response.status));
      const features = new GeoJSON({featureProjection: this.stage.projection}).readFeatures(await response.json());
      this.source.clear(true);
      this.source.addFeatures(/** @type {any[]} */ (features));
    } catch (error) {
      if (!(error instanceof DOMException)) this.failed();
    }
  }

  /**
   * Where a corner lands that was aimed without a pointer, with the corners of the border since the last one on it.
   * @param {Position} aimed
   * @returns {Position[]}
   */
  landing(aimed) {
    const hit = this.isOn ? this.#nearest(aimed) : null;
    const before = this.last;
    this.last = hit;
    if (!hit) return [aimed];
    return before && before.ring === hit.ring
      ? [...pathAlong(hit.ring, before.place, hit.place), hit.place]
      : [hit.place];
  }

  /** @param {Position} aimed */
  #nearest(aimed) {
    const reach = this.tolerancePx * (this.stage.view.getResolution() ?? 1);
    let best = null;
    let least = reach;
    for (const feature of this.source.getFeatures()) {
      const geometry = /** @type {any} */ (feature.getGeometry());
      const place = geometry.getClosestPoint(aimed);
      const distance = Math.hypot(place[0] - aimed[0], place[1] - aimed[1]);
      if (distance > least) continue;
      const polygons = geometry.getType() === 'Polygon' ? [geometry.getCoordinates()] : geometry.getCoordinates();
      const ring = polygons.flat().find((/** @type {Ring} */ one) => isOn(one, place));
      if (ring) [best, least] = [{place: /** @type {Position} */ (place.slice(0, 2)), ring}, distance];
    }
    return best;
  }

  destroy() {
    this.turn(false);
    this.detach();
  }
}

/** @param {Ring} ring @param {Position} place */
function isOn(ring, [x, y]) {
  return ring.slice(1).some(([x2, y2], i) => {
    const [x1, y1] = ring[i];
    return Math.hypot(x - x1, y - y1) + Math.hypot(x2 - x, y2 - y) - Math.hypot(x2 - x1, y2 - y1) < 0.001;
  });
}
