// @ts-check
/** The layers of a map: which there are, which draw, one over another as chosen, and whose sources are named. */
import {scaleOf} from './layer-scale.js';
import {LayerState, readShown} from './layer-state.js';
import {buildLayer, depthOf} from './layers.js';

/**
 * @typedef {import('./config.js').MapConfig} MapConfig
 * @typedef {import('./layers.js').MapLayer} MapLayer
 * @typedef {Omit<import('./layers.js').LayerSurroundings, 'arrived'>} Surroundings
 */

export class LayerStack {
  /** @type {MapLayer[]} */
  layers = [];
  /** What was chosen in the layer panel. */
  chosen;
  /** Whether the municipality's own backdrop has drawn something: its names then stand for those beneath. */
  #isCovered = false;

  /** @param {MapConfig} config its layers take over what the address says */
  constructor(config) {
    this.config = config;
    this.chosen = new LayerState(config.layers, depthOf);
    const shown = config.permalink ? readShown(location.hash) : null;
    if (shown) this.chosen.adopt(shown);
  }

  /** The layers that may be turned on and off, topmost first. */
  get offered() {
    return this.chosen.order.flatMap((key) => this.chosen.layers.get(key) ?? []);
  }

  /** @param {import('ol/Map.js').default} map @param {Surroundings} surroundings */
  addTo(map, surroundings) {
    const arrived = (/** @type {string} */ key) => this.#arrived(key);
    this.layers = this.config.layers.map((layer) => buildLayer(layer, {...surroundings, arrived}));
    for (const {layer, above} of this.layers)
      [layer, ...(above ? [above] : [])].forEach((each) => map.addLayer(each));
    this.#arrange();
  }

  /** @param {string} key */
  find(key) {
    return this.layers.find(({config}) => config.key === key);
  }

  /** The layers that draw at a zoom, topmost first. @param {number} zoom */
  shown(zoom) {
    const seen = this.layers.filter(({config, layer}) => layer.getVisible() && scaleOf(config, zoom) === 'within');
    return seen.sort((one, other) => (other.layer.getZIndex() ?? 0) - (one.layer.getZIndex() ?? 0));
  }

  /** Whose data are on the map at a zoom. @param {number} zoom */
  sources(zoom) {
    return this.shown(zoom).flatMap(({config}) => config.attribution);
  }

  /** @param {string} key @param {boolean} isVisible */
  setVisible(key, isVisible) {
    const entry = this.find(key);
    entry?.layer.setVisible(isVisible);
    entry?.above?.setVisible(isVisible);
    if (key === 'basemap' || key === 'backdrop') this.#showNames();
  }

  /** Draws anew the layers of some keys, or all. @param {(string | null | undefined)[]} [keys] */
  restyle(keys) {
    for (const entry of this.layers) if (!keys || keys.includes(entry.config.key)) entry.restyle();
  }

  /** Asks for what the layers draw again. */
  retry() {
    this.layers.forEach(({layer}) => layer.getSource()?.refresh());
  }

  /**
   * What the layer panel does.
   * @param {(key: string, isVisible: boolean) => void} show
   * @param {() => void} changed after each deed
   */
  panelActions(show, changed) {
    const {chosen} = this;
    return {
      show: (/** @type {string} */ key, /** @type {boolean} */ isVisible) => {
        if (isVisible) chosen.on.add(key);
        else chosen.on.delete(key);
        show(key, isVisible);
        changed();
      },
      fade: (/** @type {string} */ key, /** @type {number} */ opacity) => {
        chosen.strengths.set(key, Math.round(opacity * 100));
        this.find(key)?.layer.setOpacity(opacity);
        changed();
      },
      move: (/** @type {string} */ key, /** @type {number} */ step) => {
        const order = chosen.move(key, step);
        this.#arrange();
        changed();
        return order;
      },
    };
  }

  /** Puts the layers one over another as chosen. */
  #arrange() {
    for (const {config, layer} of this.layers) {
      const depth = this.chosen.depth(config.key);
      if (depth !== null) layer.setZIndex(depth);
    }
  }

  /** @param {string} key a layer of pictures whose first picture has come */
  #arrived(key) {
    if (key !== 'basemap' || this.#isCovered) return;
    this.#isCovered = true;
    this.#showNames();
  }

  /** The self-hosted map's names, unless the backdrop over it is seen and has names of its own. */
  #showNames() {
    const isHidden = this.#isCovered && this.find('basemap')?.layer.getVisible();
    this.find('backdrop')?.above?.setVisible(!isHidden && Boolean(this.find('backdrop')?.layer.getVisible()));
  }
}
