// @ts-check
/**
 * <aluekartta-map>: layers in, events out. The only folder that knows the map library. See docs/front-end.md.
 * Events (bubbling): map-ready, map-move, map-centre, map-place, map-select, map-located, draw-change, draw-end, map-error.
 */
import {announce} from '../components/live.js';
import {debounce, el} from '../lib/dom.js';
import {define} from '../lib/define.js';
import {_} from '../lib/i18n.js';
import {buildAttribution} from './attribution.js';
import {readConfig} from './config.js';
import {buildControls} from './controls.js';
import {buildCrosshair} from './crosshair.js';
import {DrawMode} from './drawing/mode.js';
import {listenToKeys} from './keyboard.js';
import {buildLayerPanel} from './layer-panel.js';
import {buildLayer} from './layers.js';
import {findPosition} from './locate.js';
import {onSchemeChange} from './palette.js';
import {readPlace, writePlace} from './permalink.js';
import {registerCrs} from './projection.js';
import {buildScaleBar} from './scale-bar.js';
import {hitsAt, isCluster} from './selection.js';
import {describeView} from './spoken.js';
import {iconShapes} from './sprite.js';
import {Stage} from './stage.js';
import {buildStatus} from './status.js';

/** @typedef {import('./config.js').MapMode} MapMode */

const SPEAK_AFTER_MS = 700;

export class AluekarttaMap extends HTMLElement {
  /** @type {Promise<void>} */
  ready = Promise.resolve();
  /** @type {import('./layers.js').MapLayer[]} */
  layers = [];
  /** @type {DrawMode | null} */
  drawing = null;
  /** @type {MapMode} */
  #mode = 'view';
  #leaving = new AbortController();

  connectedCallback() {
    if (this.stage) return;
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
    this.styles = {language: document.documentElement.lang || 'fi', selected: null, shapes};
    this.#buildSurface(config);
    const crs = registerCrs(config.crs);
    const stage = new Stage(/** @type {HTMLElement} */ (this.surface), config, crs);
    this.stage = stage;
    this.layers = config.layers.map((layer) => buildLayer(layer, {...crs, styles: /** @type {any} */ (this.styles), failed: () => this.status?.failed()}));
    for (const {layer} of this.layers) stage.map.addLayer(layer);
    const linked = config.permalink ? readPlace(location.hash) : null;
    if (linked) stage.go({...linked, isStill: true});
    this.#listen(stage);
    this.#showSources();
    this.mode = config.mode;
    this.#tell('map-ready', {});
  }

  /** @param {import('./config.js').MapConfig} config */
  #buildSurface(config) {
    this.surface = el('div', {class: 'map-surface', tabindex: 0, role: 'application', 'aria-roledescription': _('map'), 'aria-label': config.label || this.getAttribute('label') || _('Map'), 'aria-describedby': 'map-help'});
    this.help = el('p', {class: 'visually-hidden', id: 'map-help'});
    this.crosshair = buildCrosshair();
    this.scale = buildScaleBar();
    this.sources = buildAttribution();
    this.status = buildStatus(() => this.layers.forEach(({layer}) => layer.getSource()?.refresh()));
    const stage = () => /** @type {Stage} */ (this.stage);
    const controls = buildControls({
      zoom: (steps) => stage().zoomBy(steps), pan: (dx, dy) => stage().pan(dx * 96, dy * 96), locate: config.locate ? () => this.locate() : null,
    });
    const panel = buildLayerPanel(config.layers, {show: (key, isVisible) => this.setLayerVisible(key, isVisible), fade: (key, opacity) => this.layer(key)?.layer.setOpacity(opacity)});
    if (panel) controls.append(panel);
    this.append(this.surface, this.crosshair.element, controls, el('div', {class: 'map-foot'}, this.scale.element, this.sources.element), ...this.status.elements, this.help);
  }

  /** @param {Stage} stage */
  #listen(stage) {
    const {map, view} = stage;
    const speak = debounce(() => { if (document.activeElement === this.surface) announce(describeView(this.layers, stage.middle, view.calculateExtent(), this.styles?.language ?? 'fi')); }, SPEAK_AFTER_MS);
    view.on('change:center', () => this.#tellCentre(true));
    view.on('change:resolution', () => this.scale?.show(view.getResolution() ?? 1));
    map.on('moveend', () => {
      this.#tellCentre(false);
      if (this.config?.permalink) history.replaceState(history.state, '', writePlace(stage.lonlat, stage.zoom));
      this.#tell('map-move', {lonlat: stage.lonlat, zoom: stage.zoom, bbox: stage.bbox});
      speak();
    });
    map.on('change:size', () => this.crosshair?.place(stage.middlePixel));
    map.on('loadstart', () => this.status?.started());
    map.on('loadend', () => this.status?.ended());
    map.on('singleclick', (event) => this.#click(event));
    map.on('pointermove', (event) => { if (!event.dragging && this.#mode === 'view') map.getTargetElement().classList.toggle('is-over', hitsAt(map, this.layers, event.pixel, (c) => stage.toLonlat(c), false).length > 0); });
    listenToKeys(/** @type {HTMLElement} */ (this.surface), {
      pan: (dx, dy) => { this.crosshair?.element.classList.add('by-keys'); stage.pan(dx, dy); }, zoom: (steps) => stage.zoomBy(steps),
      key: (key) => this.#key(key), stepPx: () => (this.#mode === 'view' ? 96 : 32),
    });
    onSchemeChange(() => this.restyle(), this.#leaving.signal);
    this.crosshair?.place(stage.middlePixel);
    this.scale?.show(view.getResolution() ?? 1);
  }

  /** @param {string} key @returns {boolean} whether the key meant something */
  #key(key) {
    if (this.drawing) return this.drawing.key(key);
    if (key !== ' ' && key !== 'Enter') return false;
    this.#tell('map-place', {lonlat: this.stage?.lonlat, zoom: this.stage?.zoom});
    return true;
  }

  /** @param {any} event */
  #click(event) {
    const stage = /** @type {Stage} */ (this.stage);
    if (this.#mode === 'draw') return;
    if (this.#mode === 'place') { stage.go({coordinate: event.coordinate}); return; }
    const hits = hitsAt(stage.map, this.layers, event.pixel, (c) => stage.toLonlat(c), event.originalEvent.pointerType === 'touch');
    const [first] = hits;
    if (first && isCluster(first)) { stage.go({lonlat: first.lonlat, zoom: Math.min(stage.zoom + 2, stage.view.getMaxZoom())}); return; }
    if (first) this.select(first.layer, first.id);
    else this.select(null);
    this.#tell('map-select', {...(first ?? {layer: null, id: null, properties: null}), lonlat: stage.toLonlat(event.coordinate), features: hits});
  }

  /** @param {boolean} moving */
  #tellCentre(moving) {
    if (this.#mode === 'view') return;
    const stage = /** @type {Stage} */ (this.stage);
    this.crosshair?.lift(moving);
    this.#tell('map-centre', {lonlat: stage.lonlat, zoom: stage.zoom, moving});
  }

  /** @param {string} name @param {object} detail */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, {bubbles: true, detail}));
  }

  #showSources() {
    this.sources?.show(this.layers.filter(({layer}) => layer.getVisible()).flatMap(({config}) => config.attribution));
  }

  get mode() { return this.#mode; }

  /** "view" to look and choose, "place" for a pin under the crosshair, "draw" for an area or line. */
  set mode(mode) {
    this.#mode = mode;
    this.dataset.mode = mode;
    this.drawing?.destroy();
    this.drawing = null;
    const stage = /** @type {Stage} */ (this.stage);
    this.crosshair?.show(mode === 'place' ? 'pin' : 'none');
    if (mode === 'draw' && this.config) this.drawing = new DrawMode(this, stage, this.config.draw, /** @type {any} */ (this.crosshair));
    if (this.help) this.help.textContent = helpFor(mode);
    this.#tellCentre(false);
  }

  /** @returns {[number, number] | null} the middle of the uncovered part */
  get lonlat() { return this.stage?.lonlat ?? null; }

  get zoom() { return this.stage?.zoom ?? null; }

  get bbox() { return this.stage?.bbox ?? null; }

  /** How much the page covers at each side, in pixels; the middle moves into what is left. @param {{top?: number, right?: number, bottom?: number, left?: number}} sides */
  cover({top = 0, right = 0, bottom = 0, left = 0}) {
    if (!this.stage) return;
    this.stage.view.padding = [top, right, bottom, left];
    this.style.setProperty('--map-covered-bottom', `${bottom}px`);
    this.crosshair?.place(this.stage.middlePixel);
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
  layer(key) { return this.layers.find(({config}) => config.key === key); }

  /** @param {string} key @param {boolean} isVisible */
  setLayerVisible(key, isVisible) {
    this.layer(key)?.layer.setVisible(isVisible);
    this.#showSources();
  }

  /** A new address for a layer, for example with other filters. @param {string} key @param {string} url */
  setLayerUrl(key, url) { this.layer(key)?.load(url); }

  /** New GeoJSON (or heat grid) for a layer that holds data. @param {string} key @param {any} data */
  setLayerData(key, data) { this.layer(key)?.show(data); }

  /** Asks for the layer's tiles again, after something was sent. @param {string} key */
  refreshLayer(key) { this.layer(key)?.layer.getSource()?.refresh(); }

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

/** @param {MapMode} mode */
function helpFor(mode) {
  return {
    view: _('Arrow keys move the map, plus and minus zoom, Shift with an arrow moves a little. Space starts an idea at the middle of the map. The same things are in the list.'),
    place: _('Arrow keys move the map under the pin, Shift with an arrow moves a little, plus and minus zoom. Space says that the place is right.'),
    draw: _('Arrow keys move the map, plus and minus zoom. Space puts a corner in the middle, Backspace takes the last one away, Enter finishes.'),
  }[mode];
}

define('aluekartta-map', AluekarttaMap);
