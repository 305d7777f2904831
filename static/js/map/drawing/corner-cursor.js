// @ts-check
/** The corner that is chosen while adjusting: stepping to it, moving it by buttons and keys, holding it under the crosshair. */
import {Feature, Point, VectorLayer, VectorSource} from 'ol';
import {allCorners, cornerAt, exists, inserted, moved, nearestCorner, removed, stepped} from './corners.js';
import {chosenStyle} from './styles.js';

/** @typedef {import('./corners.js').Cursor} Cursor @typedef {import('./rings.js').Position} Position */

export class CornerCursor {
  /** @param {import('./drawing.js').Drawing} drawing */
  constructor(drawing) {
    this.drawing = drawing;
    /** @type {Cursor | null} */
    this.at = null;
    this.isHeld = false;
    this.source = new VectorSource();
    this.layer = new VectorLayer({source: this.source, zIndex: 51, style: chosenStyle()});
    drawing.map.addLayer(this.layer);
  }

  get polygons() {
    return this.drawing.shape.polygons;
  }

  /** @returns {Position | null} */
  get place() {
    return this.at && exists(this.polygons, this.at) ? cornerAt(this.polygons, this.at) : null;
  }

  /** Which of how many, as a person counts. */
  get number() {
    const all = allCorners(this.polygons);
    const {at} = this;
    const index = at
      ? all.findIndex((one) => one.part === at.part && one.ring === at.ring && one.index === at.index)
      : -1;
    return {number: index + 1, count: all.length};
  }

  /** @param {Cursor | null} at */
  choose(at) {
    this.at = at && exists(this.polygons, at) ? at : null;
    this.isHeld = false;
    this.show();
    this.drawing.changed({isEnd: false});
  }

  /** @param {Position} place @param {number} [reach] in metres; further away nothing is chosen */
  chooseNear(place, reach = Infinity) {
    const near = nearestCorner(this.polygons, place);
    if (!near) return;
    const [x, y] = cornerAt(this.polygons, near);
    if (Math.hypot(x - place[0], y - place[1]) <= reach) this.choose(near);
    else if (this.at) this.choose(null);
  }

  /** @param {number} by */
  step(by) {
    this.choose(stepped(this.polygons, this.at, by));
  }

  /** @param {number} eastM @param {number} northM */
  nudge(eastM, northM) {
    const {place} = this;
    if (place && this.at)
      this.drawing.keepPolygons(moved(this.polygons, this.at, [place[0] + eastM, place[1] + northM]));
  }

  add() {
    if (!this.place || !this.at) return;
    const at = {...this.at, index: this.at.index + 1};
    this.drawing.keepPolygons(inserted(this.polygons, this.at));
    this.choose(at);
  }

  remove() {
    if (!this.place || !this.at) return;
    const next = {...this.at, index: Math.max(0, this.at.index - 1)};
    this.drawing.keepPolygons(removed(this.polygons, this.at));
    this.choose(exists(this.polygons, next) ? next : null);
  }

  /** The corner under the crosshair goes where the crosshair goes, until it is put down. */
  hold() {
    this.isHeld = Boolean(this.place);
    this.show();
  }

  /** @param {Position} place */
  carry(place) {
    if (!this.isHeld || !this.at) return;
    this.drawing.preview(moved(this.polygons, this.at, place));
    this.show(place);
  }

  /** @param {Position} place */
  putDown(place) {
    if (!this.isHeld || !this.at) return;
    this.isHeld = false;
    this.drawing.keepPolygons(moved(this.polygons, this.at, place));
  }

  letGo() {
    this.isHeld = false;
    this.drawing.show();
  }

  /** @param {Position | null} [place] */
  show(place = this.place) {
    this.source.clear(true);
    if (place && this.drawing.tool === 'edit') this.source.addFeature(new Feature(new Point(place)));
  }

  destroy() {
    this.drawing.map.removeLayer(this.layer);
  }
}
