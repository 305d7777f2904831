// @ts-check
/**
 * <aluekartta-map>: layers in, events out. The only folder that knows the map library. See docs/front-end.md.
 * Events (bubbling): map-ready, map-move, map-centre, map-place, map-select, map-here, map-located, draw-change, draw-end, draw-pick, draw-line, map-error.
 */
import {el} from '../lib/dom.js';
import {define} from '../lib/define.js';
import {_} from '../lib/i18n.js';
import {readConfig} from './config.js';
import {followCover} from './cover.js';
import {DrawMode} from './drawing/mode.js';
import {LayerStack} from './layer-stack.js';
import {MapView} from './map-view.js';
import {onSchemeChange} from './palette.js';
import {readPlace, writePlace} from './permalink.js';
import {Pointing} from './pointing.js';
import {registerCrs} from './projection.js';
import {describeView} from './spoken.js';
import {iconShapes} from './sprite.js';
import {Stage} from './stage.js';
import {buildSurface, helpFor} from './surface.js';
import {wire} from './wiring.js';

/** @typedef {import('./config.js').MapMode} MapMode */

export class AluekarttaMap extends MapView {
  /** @type {Promise<void>} */
  ready = Promise.resolve();
  /** @type {DrawMode | null} */
  drawing = null;
  /** @type {MapMode} */
  #mode = 'view';
  /** @type {MapMode | null} asked for before the map was there */
  #wanted = null;
  #leaving = new AbortController();
  /** @type {LayerStack | null} */
  #stack = null;
  /** @type {Pointing | null} */
  #pointing = null;

  connectedCallback() {
    if (this.stage) {
      this.stage.map.setTarget(this.parts.surface);
      return;
    }
    this.#leaving = new AbortController();
    this.ready = this.#start().catch((error) => {
      this.append(el('p', {class: 'map-fallback'}, _('The map could not start. You can use the list instead.')));
      this.tell('map-error', {message: String(error)});
      console.error(error);
    });
  }

  disconnectedCallback() {
    this.#leaving.abort();
    this.stage?.map.setTarget(undefined);
  }

  async #start() {
    const [config, shapes] = await Promise.all([readConfig(this), iconShapes()]);
    this.config = config;
    const styles = {language: document.documentElement.lang || 'fi', selected: null, shapes};
    this.styles = styles;
    const stack = new LayerStack(config);
    this.#stack = stack;
    const actions = {
      zoom: (/** @type {number} */ steps) => this.stage?.zoomBy(steps),
      pan: (/** @type {number} */ dx, /** @type {number} */ dy) => this.stage?.pan(dx, dy),
      locate: () => this.locate(),
      ...stack.panelActions((key, isVisible) => this.setLayerVisible(key, isVisible), () => this.#keepAddress()),
      here: config.here ? (/** @type {HTMLElement} */ button) => this.#pointing?.askMiddle(button) : null,
      retry: () => stack.retry(),
    };
    const parts = buildSurface(this, config, actions, stack.offered);
    this.parts = parts;
    const crs = registerCrs(config.crs);
    const stage = new Stage(parts.surface, config, crs);
    this.stage = stage;
    stack.addTo(stage.map, {...crs, styles, failed: () => this.parts.status?.failed()});
    const linked = config.permalink ? readPlace(location.hash) : null;
    if (linked) stage.go({...linked, isStill: true});
    const pointing = new Pointing(this, stage, stack);
    this.#pointing = pointing;
    this.#listen(stage, parts, pointing);
    this.#showSources();
    parts.panel?.zoomed(stage.zoom);
    this.mode = this.#wanted ?? config.mode;
    this.tell('map-ready', {});
  }

  /** @param {Stage} stage @param {import('./surface.js').Surface} parts @param {Pointing} pointing */
  #listen(stage, parts, pointing) {
    wire(stage, parts, {
      centreMoved: (moving) => this.#tellCentre(moving),
      settled: () => this.#settled(stage),
      clicked: (event) => pointing.click(event),
      isClickable: (pixel) => pointing.isClickable(pixel),
      keyPressed: (key) => pointing.key(key),
      words: () => describeView(this.#stack?.layers ?? [], stage.middle, stage.view.calculateExtent(), this.styles?.language ?? 'fi'),
      isAiming: () => this.#mode !== 'view',
      touched: () => {
        this.isTouched = true;
      },
    });
    onSchemeChange(() => this.restyle(), this.#leaving.signal);
    const sheet = document.getElementById(this.getAttribute('covered-by') ?? '');
    if (sheet) followCover(this, sheet, this.#leaving.signal);
  }

  /** @param {Stage} stage */
  #settled(stage) {
    this.#tellCentre(false);
    this.#keepAddress();
    this.parts.panel?.zoomed(stage.zoom);
    this.#showSources();
    this.tell('map-move', {lonlat: stage.lonlat, zoom: stage.zoom, bbox: stage.bbox});
  }

  #keepAddress() {
    const {stage} = this;
    if (!stage || !this.config?.permalink) return;
    history.replaceState(history.state, '', `${writePlace(stage.lonlat, stage.zoom)}${this.#stack?.chosen ?? ''}`);
  }

  /** @param {boolean} moving */
  #tellCentre(moving) {
    if (this.#mode === 'view') return;
    const stage = /** @type {Stage} */ (this.stage);
    this.parts.crosshair?.lift(moving);
    this.tell('map-centre', {lonlat: stage.lonlat, zoom: stage.zoom, moving});
  }

  #showSources() {
    if (this.stage) this.parts.sources?.show(this.#stack?.sources(this.stage.zoom) ?? []);
  }

  /** @override @returns {MapMode} */
  get mode() {
    return this.#mode;
  }

  /** "view" to look and choose, "place" for a pin under the crosshair, "draw" for an area or line. @override */
  set mode(mode) {
    const {stage} = this;
    if (!stage) {
      this.#wanted = mode;
      return;
    }
    this.#mode = mode;
    this.dataset.mode = mode;
    this.drawing?.destroy();
    this.drawing = null;
    this.parts.crosshair?.show(mode === 'place' ? 'pin' : 'none');
    if (mode === 'draw' && this.config)
      this.drawing = new DrawMode(this, stage, this.config.draw, /** @type {any} */ (this.parts.crosshair));
    if (this.parts.help) this.parts.help.textContent = helpFor(mode);
    this.#tellCentre(false);
  }

  /** @param {string} key */
  layer(key) {
    return this.#stack?.find(key);
  }

  /** @param {string} key @param {boolean} isVisible */
  setLayerVisible(key, isVisible) {
    this.#stack?.setVisible(key, isVisible);
    this.#showSources();
  }

  /** A new address for a layer, for example with other filters. @param {string} key @param {string} url */
  setLayerUrl(key, url) {
    this.layer(key)?.load(url);
  }

  /** New GeoJSON (or heat grid) for a layer that holds data. @param {string} key @param {any} data */
  setLayerData(key, data) {
    this.layer(key)?.show(data);
  }

  /** Asks for the layer's tiles again, after something was sent. @param {string} key */
  refreshLayer(key) {
    this.layer(key)?.layer.getSource()?.refresh();
  }

  /** Marks one feature; null marks none. @param {string | null} layer @param {string} [id] */
  select(layer, id = '') {
    if (!this.styles) return;
    const before = this.styles.selected?.layer;
    this.styles.selected = layer && id ? {layer, id: String(id)} : null;
    this.#stack?.restyle([layer, before]);
  }

  restyle() {
    this.#stack?.restyle();
    this.drawing?.restyle();
  }
}

define('aluekartta-map', AluekarttaMap);
