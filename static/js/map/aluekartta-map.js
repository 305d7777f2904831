// @ts-check
/**
 * <aluekartta-map>: layers in, events out. The only folder that knows the map library. See docs/front-end.md.
 * Events (bubbling): map-ready, map-move, map-centre, map-place, map-select, map-here, map-located, draw-change, draw-end, draw-pick, draw-line, map-error.
 */
import {announce} from '../components/live.js';
import {el} from '../lib/dom.js';
import {define} from '../lib/define.js';
import {_} from '../lib/i18n.js';
import {readConfig} from './config.js';
import {followCover} from './cover.js';
import {DrawMode} from './drawing/mode.js';
import {WhatIsHere} from './here.js';
import {scaleOf} from './layer-scale.js';
import {LayerState, readShown} from './layer-state.js';
import {buildLayer, depthOf} from './layers.js';
import {findPosition} from './locate.js';
import {onSchemeChange} from './palette.js';
import {readPlace, writePlace} from './permalink.js';
import {registerCrs} from './projection.js';
import {hitsAt, isCluster} from './selection.js';
import {describeView} from './spoken.js';
import {iconShapes} from './sprite.js';
import {Stage} from './stage.js';
import {buildSurface, helpFor} from './surface.js';
import {wire} from './wiring.js';

/** @typedef {import('./config.js').MapMode} MapMode */

export class AluekarttaMap extends HTMLElement {
  /** @type {Stage | undefined} */
  stage;
  /** @type {import('./config.js').MapConfig | undefined} */
  config;
  /** @type {import('./styles/context.js').StyleContext | undefined} */
  styles;
  /** @type {Partial<import('./surface.js').Surface>} */
  parts = {};
  /** @type {Promise<void>} */
  ready = Promise.resolve();
  /** @type {import('./layers.js').MapLayer[]} */
  layers = [];
  /** @type {DrawMode | null} */
  drawing = null;
  /** @type {MapMode} */
  #mode = 'view';
  /** @type {MapMode | null} asked for before the map was there */
  #wanted = null;
  #leaving = new AbortController();
  #isTouched = false;
  /** @type {WhatIsHere | null} */
  #here = null;
  /** @type {LayerState | null} what was chosen in the layer panel */
  #chosen = null;
  /** Whether the municipality's own backdrop has drawn something: its names then stand for those beneath. */
  #isCovered = false;

  connectedCallback() {
    if (this.stage) {
      this.stage.map.setTarget(this.parts.surface);
      return;
    }
    this.#leaving = new AbortController();
    this.ready = this.#start().catch((error) => {
      this.append(el('p', {class: 'map-fallback'}, _('The map could not start. You can use the list instead.')));
      this.#tell('map-error', {message: String(error)});
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
    const chosen = new LayerState(config.layers, depthOf);
    this.#chosen = chosen;
    const shown = config.permalink ? readShown(location.hash) : null;
    if (shown) chosen.adopt(shown);
    const offered = chosen.order.flatMap((key) => chosen.layers.get(key) ?? []);
    const actions = {
      zoom: (/** @type {number} */ steps) => this.stage?.zoomBy(steps),
      pan: (/** @type {number} */ dx, /** @type {number} */ dy) => this.stage?.pan(dx, dy),
      locate: () => this.locate(),
      ...this.#layerActions(chosen),
      here: config.here ? (/** @type {HTMLElement} */ button) => this.#askMiddle(button) : null,
      retry: () => this.layers.forEach(({layer}) => layer.getSource()?.refresh()),
    };
    const parts = buildSurface(this, config, actions, offered);
    this.parts = parts;
    const crs = registerCrs(config.crs);
    const stage = new Stage(parts.surface, config, crs);
    this.stage = stage;
    this.layers = config.layers.map((layer) =>
      buildLayer(layer, {
        ...crs,
        styles,
        failed: () => this.parts.status?.failed(),
        arrived: (key) => this.#arrived(key),
      }),
    );
    for (const {layer, above} of this.layers)
      [layer, ...(above ? [above] : [])].forEach((each) => stage.map.addLayer(each));
    this.#arrange();
    const linked = config.permalink ? readPlace(location.hash) : null;
    if (linked) stage.go({...linked, isStill: true});
    if (config.here) this.#here = new WhatIsHere(this);
    this.#listen(stage, parts);
    this.#showSources();
    parts.panel?.zoomed(stage.zoom);
    this.mode = this.#wanted ?? config.mode;
    this.#tell('map-ready', {});
  }

  /** @param {Stage} stage @param {import('./surface.js').Surface} parts */
  #listen(stage, parts) {
    wire(stage, parts, {
      centreMoved: (moving) => this.#tellCentre(moving),
      settled: () => this.#settled(stage),
      clicked: (event) => this.#click(event),
      isClickable: (pixel) => this.#mode === 'view' && this.#hits(stage, pixel, false).length > 0,
      keyPressed: (key) => this.#key(key),
      words: () => describeView(this.layers, stage.middle, stage.view.calculateExtent(), this.styles?.language ?? 'fi'),
      isAiming: () => this.#mode !== 'view',
      touched: () => {
        this.#isTouched = true;
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
    this.#tell('map-move', {lonlat: stage.lonlat, zoom: stage.zoom, bbox: stage.bbox});
  }

  #keepAddress() {
    const {stage} = this;
    if (!stage || !this.config?.permalink) return;
    history.replaceState(history.state, '', `${writePlace(stage.lonlat, stage.zoom)}${this.#chosen ?? ''}`);
  }

  /** What the layer panel does. @param {LayerState} chosen */
  #layerActions(chosen) {
    return {
      show: (/** @type {string} */ key, /** @type {boolean} */ isVisible) => {
        if (isVisible) chosen.on.add(key);
        else chosen.on.delete(key);
        this.setLayerVisible(key, isVisible);
        this.#keepAddress();
      },
      fade: (/** @type {string} */ key, /** @type {number} */ opacity) => {
        chosen.strengths.set(key, Math.round(opacity * 100));
        this.layer(key)?.layer.setOpacity(opacity);
        this.#keepAddress();
      },
      move: (/** @type {string} */ key, /** @type {number} */ step) => {
        const order = chosen.move(key, step);
        this.#arrange();
        this.#keepAddress();
        return order;
      },
    };
  }

  /** Puts the layers one over another as chosen. */
  #arrange() {
    for (const {config, layer} of this.layers) {
      const depth = this.#chosen?.depth(config.key) ?? null;
      if (depth !== null) layer.setZIndex(depth);
    }
  }

  /** The layers that draw at this zoom, topmost first. @param {Stage} stage */
  #shown(stage) {
    const seen = this.layers.filter(({config, layer}) => layer.getVisible() && scaleOf(config, stage.zoom) === 'within');
    return seen.sort((one, other) => (other.layer.getZIndex() ?? 0) - (one.layer.getZIndex() ?? 0));
  }

  /** @param {HTMLElement} button */
  #askMiddle(button) {
    const {stage} = this;
    if (!stage) return;
    const {x, y} = stage.middlePixel;
    this.#askHere(stage, this.#hits(stage, [x, y], true), stage.lonlat, button);
  }

  /** @param {Stage} stage @param {import('./selection.js').Hit[]} hits @param {[number, number]} lonlat @param {HTMLElement} [button] */
  #askHere(stage, hits, lonlat, button) {
    const at = {lonlat, zoom: stage.zoom, language: this.styles?.language ?? 'fi'};
    void this.#here?.ask(this.#shown(stage), hits, at, button);
  }

  /** @param {Stage} stage @param {number[]} pixel @param {boolean} isTouch */
  #hits(stage, pixel, isTouch) {
    return hitsAt(stage.map, this.layers, pixel, (coordinate) => stage.toLonlat(coordinate), isTouch);
  }

  /** @param {string} key @returns {boolean} whether the key meant something */
  #key(key) {
    const stage = /** @type {Stage} */ (this.stage);
    if (this.drawing)
      return this.drawing.key(key, () => this.#hits(stage, stage.map.getPixelFromCoordinate(stage.middle), true));
    if (key !== ' ' && key !== 'Enter') return false;
    this.#here?.close();
    this.#tell('map-place', {lonlat: this.stage?.lonlat, zoom: this.stage?.zoom});
    return true;
  }

  /** @param {any} event */
  #click(event) {
    const stage = /** @type {Stage} */ (this.stage);
    if (this.#mode === 'draw') {
      this.drawing?.click(event, () => this.#hits(stage, event.pixel, event.originalEvent.pointerType === 'touch'));
      return;
    }
    if (this.#mode === 'place') {
      stage.go({coordinate: event.coordinate});
      return;
    }
    const hits = this.#hits(stage, event.pixel, event.originalEvent.pointerType === 'touch');
    const [first] = hits;
    if (first && isCluster(first)) {
      stage.go({lonlat: first.lonlat, zoom: Math.min(stage.zoom + 2, stage.view.getMaxZoom())});
      return;
    }
    if (first) this.select(first.layer, first.id);
    else this.select(null);
    this.#tell('map-select', {
      ...(first ?? {layer: null, id: null, properties: null}),
      lonlat: stage.toLonlat(event.coordinate),
      features: hits,
    });
    this.#askHere(stage, hits, stage.toLonlat(event.coordinate));
  }

  /** @param {boolean} moving */
  #tellCentre(moving) {
    if (this.#mode === 'view') return;
    const stage = /** @type {Stage} */ (this.stage);
    this.parts.crosshair?.lift(moving);
    this.#tell('map-centre', {lonlat: stage.lonlat, zoom: stage.zoom, moving});
  }

  /** @param {string} name @param {object} detail */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, {bubbles: true, detail}));
  }

  /** @param {string} key a layer of pictures whose first picture has come */
  #arrived(key) {
    if (key !== 'basemap' || this.#isCovered) return;
    this.#isCovered = true;
    this.#showNames();
  }

  /** The self-hosted map's names, unless the backdrop over it is seen and has names of its own. */
  #showNames() {
    const isHidden = this.#isCovered && this.layer('basemap')?.layer.getVisible();
    this.layer('backdrop')?.above?.setVisible(!isHidden && Boolean(this.layer('backdrop')?.layer.getVisible()));
  }

  #showSources() {
    if (this.stage) this.parts.sources?.show(this.#shown(this.stage).flatMap(({config}) => config.attribution));
  }

  get mode() {
    return this.#mode;
  }

  /** "view" to look and choose, "place" for a pin under the crosshair, "draw" for an area or line. */
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
    if (this.#mode === 'place' || !this.#isTouched) view.setCenter(middle);
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
    this.#tell('map-located', found);
  }

  /** @param {string} key */
  layer(key) {
    return this.layers.find(({config}) => config.key === key);
  }

  /** @param {string} key @param {boolean} isVisible */
  setLayerVisible(key, isVisible) {
    const entry = this.layer(key);
    entry?.layer.setVisible(isVisible);
    entry?.above?.setVisible(isVisible);
    if (key === 'basemap' || key === 'backdrop') this.#showNames();
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
    for (const entry of this.layers) if (entry.config.key === layer || entry.config.key === before) entry.restyle();
  }

  restyle() {
    this.layers.forEach(({restyle}) => restyle());
    this.drawing?.restyle();
  }
}

define('aluekartta-map', AluekarttaMap);
