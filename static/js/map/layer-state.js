// @ts-check
/** What a person has chosen of the layers: which are on, in which order, how strong. It goes along in the address. */

/**
 * @typedef {{key: string, strength: number | null, isOff?: boolean}} NamedLayer `strength` in per cent, null is the
 *   layer's own; one that is off is named only for its place in the order
 */

/** These lie under everything: on top they would only hide the rest. */
const GROUND = new Set(['backdrop', 'basemap']);
const ITEM = /^(!?)([\w.%~-]+)(?::(\d{1,3}))?$/;

/**
 * @param {string} hash ends in "&on=pins,areas:60,!parks", topmost first, "!" before those that are off; nothing after
 *   "on=" means that none is shown
 * @returns {NamedLayer[] | null} null when the address says nothing of layers
 */
export function readShown(hash) {
  const found = /&on=([^&]*)$/.exec(hash);
  if (!found) return null;
  return found[1].split(',').flatMap((item) => {
    const parts = ITEM.exec(item);
    if (!parts) return [];
    const strength = parts[3] ? Math.min(100, Math.max(10, Number(parts[3]))) : null;
    try {
      return [{key: decodeURIComponent(parts[2]), strength, isOff: parts[1] === '!'}];
    } catch {
      return [];
    }
  });
}

/** Whether a layer lies under everything and cannot be moved. @param {{style: string} | undefined} layer */
export function isGround(layer) {
  return GROUND.has(layer?.style ?? '');
}

export class LayerState {
  /** @type {string[]} topmost first */
  order;
  #start;
  /** The order by itself, in one word. */
  #untouched;

  /**
   * @param {import('./config.js').LayerConfig[]} layers in the order in which they are drawn by themselves, lowest first
   * @param {(layer: import('./config.js').LayerConfig) => number} depthOf how high a layer lies by itself
   */
  constructor(layers, depthOf) {
    this.layers = new Map(layers.filter(({label}) => label).map((layer) => [layer.key, layer]));
    const drawn = [...this.layers.values()].sort((one, other) => depthOf(one) - depthOf(other));
    this.order = drawn.map(({key}) => key).reverse();
    /** The depths that there are, topmost first: a layer takes that of the place it is moved to. */
    this.depths = drawn.map((layer, index) => depthOf(layer) + index / 1000).reverse();
    this.on = new Set(drawn.filter(({visible}) => visible).map(({key}) => key));
    this.strengths = new Map(drawn.map(({key, opacity}) => [key, Math.round(opacity * 100)]));
    this.own = new Map(this.strengths);
    this.#untouched = this.order.join();
    this.#start = this.#words();
  }

  /** Takes over what an address says, also into the layers' settings; layers that are no more are passed over. @param {NamedLayer[]} named */
  adopt(named) {
    const known = named.filter(
      ({key}, index) => this.layers.has(key) && named.findIndex((one) => one.key === key) === index,
    );
    this.on = new Set(known.filter(({isOff}) => !isOff).map(({key}) => key));
    // Those that are named change places among themselves; all others stay where they are.
    const names = new Set(known.map(({key}) => key));
    const places = this.order.map((key) => names.has(key));
    const [ground, above] = [known.filter(({key}) => this.isGround(key)), known.filter(({key}) => !this.isGround(key))];
    const following = [...above, ...ground].map(({key}) => key);
    this.order = this.order.map((key, index) => (places[index] ? (following.shift() ?? key) : key));
    for (const {key, strength} of known) if (strength !== null) this.strengths.set(key, strength);
    for (const [key, layer] of this.layers) {
      layer.visible = this.on.has(key);
      layer.opacity = (this.strengths.get(key) ?? 100) / 100;
    }
  }

  /** @param {string} key */
  isGround(key) {
    return isGround(this.layers.get(key));
  }

  /** @param {string} key @param {number} step up is less than 0 @returns {string[]} the order, topmost first */
  move(key, step) {
    const from = this.order.indexOf(key);
    const to = from + step;
    if (from < 0 || to < 0 || to >= this.order.length || this.isGround(key) || this.isGround(this.order[to]))
      return this.order;
    this.order = this.order.toSpliced(from, 1).toSpliced(to, 0, key);
    return this.order;
  }

  /** @param {string} key @returns {number | null} how high the layer lies now; null for one that cannot be moved */
  depth(key) {
    return this.depths[this.order.indexOf(key)] ?? null;
  }

  /** @returns {string} for the address; empty while everything is as the page shows it at first */
  toString() {
    const words = this.#words();
    return words === this.#start ? '' : words;
  }

  #words() {
    // Where nothing was moved, those that are off need no word.
    const isMoved = this.order.join() !== this.#untouched;
    const items = this.order
      .filter((key) => isMoved || this.on.has(key))
      .map((key) => {
        const strength = this.strengths.get(key);
        const name = (this.on.has(key) ? '' : '!') + encodeURIComponent(key);
        return name + (strength === this.own.get(key) ? '' : `:${strength}`);
      });
    return `&on=${items.join(',')}`;
  }
}
