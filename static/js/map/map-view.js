// @ts-check
/** Where a map's element looks, and how it tells the page: the part of <aluekartta-map> that knows no layers. */
import {announce} from '../components/live.js';
import {_} from '../lib/i18n.js';
import {findPosition} from './locate.js';

export class MapView extends HTMLElement {
  /** @type {import('./stage.js').Stage | undefined} */
  stage;
  /** @type {import('./config.js').MapConfig | undefined} */
  config;
  /** @type {import('./styles/context.js').StyleContext | undefined} */
  styles;
  /** @type {Partial<import('./surface.js').Surface>} */
  parts = {};
  /** Whether somebody has moved the map. */
  isTouched = false;

  /** @returns {import('./config.js').MapMode} what the map is for just now */
  get mode() {
    return 'view';
  }

  /** @returns {[number, number] | null} the middle of the uncovered part */
  get lonlat() {
    return this.stage?.lonlat ?? null;
  }

  get zoom() {
    return this.stage?.zoom ?? null;
  }

  get bbox() {
    return this.stage?.bbox ?? null;
  }

  /** How much the page covers at each side, in pixels; the middle moves into what is left. @param {{top?: number, right?: number, bottom?: number, left?: number}} sides */
  cover({top = 0, right = 0, bottom = 0, left = 0}) {
    if (!this.stage) return;
    const {view, middle} = this.stage;
    view.padding = [top, right, bottom, left];
    // The chosen place stays under the pin; elsewhere what a person looks at stays where it is on the screen.
    if (this.mode === 'place' || !this.isTouched) view.setCenter(middle);
    this.style.setProperty('--map-covered-bottom', `${bottom}px`);
    this.parts.crosshair?.place(this.stage.middlePixel);
  }

  /** @param {{lonlat?: [number, number], zoom?: number, bbox?: number[], isStill?: boolean}} to */
  goTo({bbox, ...place}) {
    if (bbox) this.stage?.fit(bbox, place);
    else this.stage?.go(place);
  }

  async locate() {
    const found = await findPosition();
    if (!found) return;
    this.stage?.go({lonlat: found.lonlat, zoom: Math.max(this.stage.zoom, 13)});
    announce(_('The map is at your position.'));
    this.tell('map-located', found);
  }

  /** Tells the page of something by an event that bubbles. @param {string} name @param {object} detail */
  tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, {bubbles: true, detail}));
  }
}
