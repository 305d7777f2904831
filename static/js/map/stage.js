// @ts-check
/** The OpenLayers map on its surface, with the moves that the rest of the element makes. */
import {
  DoubleClickZoom,
  DragPan,
  MouseWheelZoom,
  OlMap,
  PinchZoom,
  View,
  fromLonLat,
  toLonLat,
  transformExtent,
} from 'ol';
import {prefersStillness} from '../lib/dom.js';

const CALM_MS = 260;
/** Seven decimals of a degree are about a centimetre: finer than the closest zoom's pixel. */
const DECIMALS = 7;

export class Stage {
  /**
   * @param {HTMLElement} surface
   * @param {import('./config.js').MapConfig} config
   * @param {{projection: import('ol/proj/Projection.js').default, resolutions: number[]}} crs
   */
  constructor(surface, config, {projection, resolutions}) {
    this.projection = projection;
    const {view} = config;
    const limit = view.limit ? transformExtent(view.limit, 'EPSG:4326', projection, 8) : undefined;
    this.view = new View({
      projection,
      resolutions,
      minZoom: view.minZoom,
      maxZoom: view.maxZoom,
      extent: limit,
      constrainOnlyCenter: true,
      enableRotation: false,
      center: view.lonlat ? fromLonLat(view.lonlat, projection) : [0, 0],
      zoom: view.zoom,
      smoothExtentConstraint: !prefersStillness(),
    });
    const quick = prefersStillness() ? 0 : CALM_MS;
    this.map = new OlMap({
      target: surface,
      view: this.view,
      controls: [],
      moveTolerance: 3,
      interactions: [
        new DragPan(),
        new PinchZoom({duration: quick}),
        new MouseWheelZoom({duration: quick}),
        new DoubleClickZoom({duration: quick}),
      ],
    });
    if (view.bounds) this.fit(view.bounds, {isStill: true});
  }

  /** @returns {[number, number]} of the middle of the part that nothing covers */
  get lonlat() {
    return this.toLonlat(this.middle);
  }

  get middle() {
    return /** @type {number[]} */ (this.view.getCenter());
  }

  get zoom() {
    return this.view.getZoom() ?? 0;
  }

  /** @param {number[]} coordinate @returns {[number, number]} */
  toLonlat(coordinate) {
    const [lon, lat] = toLonLat(coordinate, this.projection).map((degrees) => Number(degrees.toFixed(DECIMALS)));
    return [lon, lat];
  }

  /** @returns {number[]} west, south, east, north of what is in view */
  get bbox() {
    return transformExtent(this.view.calculateExtent(), this.projection, 'EPSG:4326', 8).map((degrees) =>
      Number(degrees.toFixed(DECIMALS)),
    );
  }

  /** @param {number[]} bounds west, south, east, north @param {{isStill?: boolean}} [options] */
  fit(bounds, {isStill = false} = {}) {
    this.map.updateSize(); // a map that was hidden a moment ago does not know its size yet
    const size = this.map.getSize();
    this.view.fit(transformExtent(bounds, 'EPSG:4326', this.projection, 8), {
      size,
      padding: [24, 24, 24, 24],
      maxZoom: 14,
      duration: isStill || prefersStillness() ? 0 : CALM_MS,
    });
  }

  /** @param {{lonlat?: [number, number], coordinate?: number[], zoom?: number, isStill?: boolean}} to */
  go({lonlat, coordinate, zoom, isStill = false}) {
    const center = coordinate ?? (lonlat ? fromLonLat(lonlat, this.projection) : undefined);
    if (isStill || prefersStillness()) {
      this.view.cancelAnimations();
      if (center) this.view.setCenter(center);
      if (zoom !== undefined) this.view.setZoom(zoom);
      return;
    }
    this.view.animate({center, zoom, duration: CALM_MS});
  }

  /** @param {number} dxPx @param {number} dyPx right and down */
  pan(dxPx, dyPx) {
    const resolution = this.view.getResolution() ?? 1;
    const [x, y] = this.middle;
    // Keys repeat faster than an animation ends: each step starts from where the last one is.
    this.go({coordinate: [x + dxPx * resolution, y - dyPx * resolution], isStill: true});
  }

  /** @param {number} steps */
  zoomBy(steps) {
    this.view.cancelAnimations();
    this.go({
      zoom: Math.min(this.view.getMaxZoom(), Math.max(this.view.getMinZoom(), Math.round((this.zoom + steps) * 2) / 2)),
    });
  }

  /** Where the middle is on the surface, in pixels. */
  get middlePixel() {
    const [width, height] = this.map.getSize() ?? [0, 0];
    const [top, right, bottom, left] = this.view.padding ?? [0, 0, 0, 0];
    return {x: left + (width - left - right) / 2, y: top + (height - top - bottom) / 2};
  }
}
