// @ts-check
/** What a click, a key or the button "what is here" means, by what the map is for just now. */
import {WhatIsHere} from './here.js';
import {hitsAt, isCluster} from './selection.js';

export class Pointing {
  /** @type {WhatIsHere | null} */
  #here;

  /** @param {import('./aluekartta-map.js').AluekarttaMap} host @param {import('./stage.js').Stage} stage @param {import('./layer-stack.js').LayerStack} stack */
  constructor(host, stage, stack) {
    this.host = host;
    this.stage = stage;
    this.stack = stack;
    this.#here = host.config?.here ? new WhatIsHere(host) : null;
  }

  /** @param {number[]} pixel whether a click there would choose something */
  isClickable(pixel) {
    return this.host.mode === 'view' && this.#hits(pixel, false).length > 0;
  }

  /** @param {string} key @returns {boolean} whether the key meant something */
  key(key) {
    const {host, stage} = this;
    if (host.drawing)
      return host.drawing.key(key, () => this.#hits(stage.map.getPixelFromCoordinate(stage.middle), true));
    if (key !== ' ' && key !== 'Enter') return false;
    this.#here?.close();
    host.tell('map-place', {lonlat: stage.lonlat, zoom: stage.zoom});
    return true;
  }

  /** @param {any} event of the map library */
  click(event) {
    const {host, stage} = this;
    const isTouch = event.originalEvent.pointerType === 'touch';
    if (host.mode === 'draw') {
      host.drawing?.click(event, () => this.#hits(event.pixel, isTouch));
      return;
    }
    if (host.mode === 'place') {
      stage.go({coordinate: event.coordinate});
      return;
    }
    this.#choose(this.#hits(event.pixel, isTouch), stage.toLonlat(event.coordinate));
  }

  /** What lies in the middle of the map. @param {HTMLElement} button the one that asked */
  askMiddle(button) {
    const {x, y} = this.stage.middlePixel;
    this.#ask(this.#hits([x, y], true), this.stage.lonlat, button);
  }

  /** @param {import('./selection.js').Hit[]} hits @param {[number, number]} lonlat */
  #choose(hits, lonlat) {
    const {host, stage} = this;
    const [first] = hits;
    if (first && isCluster(first)) {
      stage.go({lonlat: first.lonlat, zoom: Math.min(stage.zoom + 2, stage.view.getMaxZoom())});
      return;
    }
    if (first) host.select(first.layer, first.id);
    else host.select(null);
    host.tell('map-select', {...(first ?? {layer: null, id: null, properties: null}), lonlat, features: hits});
    this.#ask(hits, lonlat);
  }

  /** @param {import('./selection.js').Hit[]} hits @param {[number, number]} lonlat @param {HTMLElement} [button] */
  #ask(hits, lonlat, button) {
    const {zoom} = this.stage;
    const at = {lonlat, zoom, language: this.host.styles?.language ?? 'fi'};
    void this.#here?.ask(this.stack.shown(zoom), hits, at, button);
  }

  /** @param {number[]} pixel @param {boolean} isTouch */
  #hits(pixel, isTouch) {
    const {stage} = this;
    return hitsAt(stage.map, this.stack.layers, pixel, (coordinate) => stage.toLonlat(coordinate), isTouch);
  }
}
