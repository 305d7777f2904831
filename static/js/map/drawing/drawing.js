// @ts-check
/**
 * Drawing an area or a line: by clicks, by a finger's stroke, by the crosshair and keys; corners can be moved afterwards.
 * OpenLayers sketches and modifies; the finished shape and its history live here.
 */
import {Draw, Feature, GeoJSON, LineString, Modify, MultiPolygon, Polygon, VectorLayer, VectorSource} from 'ol';
import {History} from './history.js';
import {cornerCount, putCorners, ringArea, withHole} from './rings.js';
import {CornerCursor} from './corner-cursor.js';
import {handleStyle, shapeStyle, sketchStyle} from './styles.js';

/** @typedef {'corner' | 'freehand' | 'hole' | 'edit' | 'pick' | 'line'} DrawTool pick chooses areas; line is for splitting, and is not kept */
/** @typedef {import('./rings.js').Ring} Ring */
/** @typedef {{polygons: Ring[][], line: Ring}} Shape */

/** Strokes keep a corner about this often on the screen; more would not be seen. */
export const STROKE_DETAIL_PX = 2.5;
const NOTHING = /** @type {Shape} */ ({polygons: [], line: []});

export class Drawing {
  /**
   * @param {import('ol/Map.js').default} map
   * @param {import('../config.js').DrawConfig} config
   * @param {import('./snapping.js').Snapping | null} snapping
   * @param {(change: {isEnd: boolean}) => void} changed
   * @param {(code: 'hole-outside' | 'too-many-corners' | 'too-few-corners') => void} refused
   * @param {(line: object) => void} lined a line for splitting is ready, as GeoJSON
   */
  constructor(map, config, snapping, changed, refused, lined) {
    this.map = map;
    this.config = config;
    this.snapping = snapping;
    this.lined = lined;
    this.changed = changed;
    this.refused = refused;
    /** @type {History<Shape>} */
    this.history = new History(NOTHING);
    this.source = new VectorSource();
    this.layer = new VectorLayer({source: this.source, zIndex: 50});
    map.addLayer(this.layer);
    /** @type {Draw | null} */
    this.draw = null;
    /** @type {Modify | null} */
    this.modify = null;
    /** @type {any} */
    this.sketch = null;
    /** @type {DrawTool} */
    this.tool = 'corner';
    this.cursor = new CornerCursor(this);
    this.followFingers();
  }

  /** Two fingers zoom, whatever one finger does: the sketch that the first one began is dropped. */
  followFingers() {
    this.leaving = new AbortController();
    const {signal} = this.leaving;
    const fingers = new Set();
    const surface = this.map.getViewport();
    surface?.addEventListener(
      'pointerdown',
      (event) => {
        if (event.pointerType !== 'touch') return;
        fingers.add(event.pointerId);
        if (fingers.size === 2 && this.tool === 'freehand' && this.draw) this.stopTools();
      },
      {capture: true, signal},
    );
    for (const end of ['pointerup', 'pointercancel'])
      addEventListener(
        end,
        (event) => {
          fingers.delete(/** @type {PointerEvent} */ (event).pointerId);
          if (!fingers.size && this.tool === 'freehand' && !this.draw) this.use('freehand');
        },
        {signal},
      );
  }

  get isLine() {
    return this.config.type === 'LineString';
  }

  /** Whether what is being sketched is a line, be it the drawing itself or a cut through it. */
  get isSketchLine() {
    return this.isLine || this.tool === 'line';
  }

  get shape() {
    return this.history.present;
  }

  get hasShape() {
    return this.shape.polygons.length > 0 || this.shape.line.length > 0;
  }

  /** @param {DrawTool} tool */
  use(tool) {
    this.stopTools();
    this.tool = tool;
    if (this.snapping) this.snapping.last = null;
    if (tool === 'edit') this.startModify();
    else if (tool !== 'pick') this.startDraw(tool === 'freehand');
    this.snapping?.attach();
    this.cursor.choose(null);
    this.restyle();
    this.changed({isEnd: false});
  }

  /** @param {boolean} freehand */
  startDraw(freehand) {
    this.draw = new Draw({
      type: this.isSketchLine ? 'LineString' : 'Polygon',
      style: sketchStyle(),
      // Between two clicks on a border the sketch follows it.
      trace: () => Boolean(this.snapping?.isOn),
      traceSource: this.snapping?.source,
      freehand,
      freehandCondition: () => freehand,
      stopClick: true,
      snapTolerance: 14,
      minPoints: this.isSketchLine ? 2 : 3,
    });
    this.draw.on('drawstart', ({feature}) => {
      this.sketch = feature;
      feature.getGeometry()?.on('change', () => this.changed({isEnd: false}));
      this.changed({isEnd: false});
    });
    this.draw.on('drawend', ({feature}) => this.take(/** @type {any} */ (feature.getGeometry()), freehand));
    this.draw.on('drawabort', () => {
      this.sketch = null;
      this.changed({isEnd: false});
    });
    this.map.addInteraction(this.draw);
  }

  startModify() {
    this.modify = new Modify({
      source: this.source,
      style: handleStyle(),
      pixelTolerance: matchMedia('(pointer: coarse)').matches ? 22 : 12,
    });
    this.modify.on('modifyend', ({mapBrowserEvent}) => {
      this.keep(this.read());
      if (mapBrowserEvent) this.cursor.chooseNear(mapBrowserEvent.coordinate);
    });
    this.map.addInteraction(this.modify);
  }

  stopTools() {
    this.snapping?.detach();
    for (const interaction of [this.draw, this.modify]) if (interaction) this.map.removeInteraction(interaction);
    this.draw = null;
    this.modify = null;
    this.sketch = null;
  }

  /** A finished sketch joins the shape. @param {any} geometry @param {boolean} isStroke */
  take(geometry, isStroke) {
    this.sketch = null;
    const resolution = this.map.getView().getResolution() ?? 1;
    const simple = isStroke ? geometry.simplify(resolution * STROKE_DETAIL_PX) : geometry;
    if (this.tool === 'line') {
      this.lined(this.asGeojson(new LineString(simple.getCoordinates())));
      return;
    }
    if (this.isLine) {
      this.keep({polygons: [], line: simple.getCoordinates()}, true);
      return;
    }
    const ring = /** @type {Ring} */ (simple.getCoordinates()[0]);
    if (!ring || ring.length < 4 || ringArea(ring) === 0) {
      this.refused('too-few-corners');
      // The sketch is gone: who listens must not go on with what it was a moment before.
      this.changed({isEnd: false});
      return;
    }
    const before = this.config.type === 'MultiPolygon' ? this.shape.polygons : [];
    const polygons = this.tool === 'hole' ? withHole(this.shape.polygons, ring) : [...before, [ring]];
    if (polygons) {
      this.keep({polygons, line: []}, true);
      return;
    }
    this.refused('hole-outside');
    this.changed({isEnd: false});
  }

  /** @param {Shape} shape @param {boolean} [isEnd] */
  keep(shape, isEnd = false) {
    if (cornerCount(shape.polygons) + shape.line.length > this.config.maxCorners) {
      this.refused('too-many-corners');
      this.show();
      return;
    }
    this.history.push(shape);
    this.show();
    this.changed({isEnd});
  }

  /** @param {Ring[][]} polygons */
  keepPolygons(polygons) {
    this.keep({polygons, line: []});
  }

  /** Shows a shape that is not kept yet. @param {Ring[][]} polygons */
  preview(polygons) {
    this.source.clear(true);
    this.source.addFeatures(polygons.map((rings) => new Feature(new Polygon(rings))));
  }

  /** Draws what history holds. */
  show() {
    const {polygons, line} = this.shape;
    this.cursor.show();
    const features = line.length
      ? [new Feature(new LineString(line))]
      : polygons.map((rings) => new Feature(new Polygon(rings)));
    this.source.clear(true);
    this.source.addFeatures(features);
  }

  /** @returns {Shape} the shape as its handles left it */
  read() {
    const geometries = this.source.getFeatures().map((feature) => /** @type {any} */ (feature.getGeometry()));
    return this.isLine
      ? {polygons: [], line: geometries[0]?.getCoordinates() ?? []}
      : {polygons: geometries.map((geometry) => geometry.getCoordinates()), line: []};
  }

  /** The corners of the sketch that are put down. @returns {Ring} */
  get corners() {
    const geometry = this.sketch?.getGeometry();
    if (!geometry) return [];
    return this.isSketchLine ? geometry.getCoordinates().slice(0, -1) : putCorners(geometry.getCoordinates()[0] ?? []);
  }

  /** @param {number[]} coordinate */
  addCorner(coordinate) {
    if (this.tool === 'edit' || this.tool === 'freehand') this.use('corner');
    this.draw?.appendCoordinates(this.snapping?.landing(coordinate) ?? [coordinate]);
    this.changed({isEnd: false});
  }

  removeCorner() {
    this.draw?.removeLastPoint();
    this.changed({isEnd: false});
  }

  /** Closes the sketch. @returns {boolean} whether there was enough to close */
  finish() {
    if (this.corners.length < (this.isSketchLine ? 2 : 3)) {
      if (this.corners.length) this.refused('too-few-corners');
      return false;
    }
    this.draw?.finishDrawing();
    return true;
  }

  undo() {
    if (this.corners.length) this.removeCorner();
    else if (this.history.undo()) {
      this.show();
      this.changed({isEnd: false});
    }
  }

  redo() {
    if (this.history.redo()) {
      this.show();
      this.changed({isEnd: false});
    }
  }

  /** Whether corners land on borders that exist, and follow them. @param {boolean} isOn */
  follow(isOn) {
    this.snapping?.turn(isOn);
    this.snapping?.attach();
    this.changed({isEnd: false});
  }

  clear() {
    this.draw?.abortDrawing();
    if (this.hasShape) this.keep(NOTHING);
  }

  /** @param {any} geojson a geometry in WGS 84, as the next step of the history @returns {number[]} its extent */
  load(geojson) {
    const geometry = /** @type {any} */ (
      new GeoJSON().readGeometry(geojson, {featureProjection: this.map.getView().getProjection()})
    );
    const coordinates = geometry.getCoordinates();
    const polygons =
      {Polygon: [coordinates], MultiPolygon: coordinates}[/** @type {string} */ (geometry.getType())] ?? [];
    this.keep(geometry.getType() === 'LineString' ? {polygons: [], line: coordinates} : {polygons, line: []});
    return geometry.getExtent();
  }

  /**
   * The shape, with the sketch as it stands when it can already be closed.
   * @param {{withSketch: boolean}} options
   * @returns {object | null} GeoJSON geometry in WGS 84
   */
  geometry({withSketch}) {
    const corners = withSketch && this.tool !== 'hole' && this.tool !== 'line' ? this.corners : [];
    const {polygons, line} = this.shape;
    if (this.isLine) {
      const points = corners.length > 1 ? corners : line;
      return points.length > 1 ? this.asGeojson(new LineString(points)) : null;
    }
    const all = corners.length > 2 ? [...polygons, [[...corners, corners[0]]]] : polygons;
    if (!all.length) return null;
    return this.asGeojson(all.length === 1 ? new Polygon(all[0]) : new MultiPolygon(all));
  }

  /** @param {any} geometry of the map @returns {object} GeoJSON in WGS 84 */
  asGeojson(geometry) {
    const options = {featureProjection: this.map.getView().getProjection(), decimals: 7, rightHanded: true};
    return new GeoJSON().writeGeometryObject(geometry, options);
  }

  /** Square metres in the map's plane, sketch included. */
  /** Metres along the line, with what is sketched of it. */
  get length() {
    const places = this.shape.line.length ? this.shape.line : this.corners;
    return places.slice(1).reduce((sum, [x, y], at) => sum + Math.hypot(x - places[at][0], y - places[at][1]), 0);
  }

  get area() {
    const sketch = this.tool !== 'line' && this.corners.length > 2 ? ringArea(this.corners) : 0;
    const shape = this.shape.polygons.reduce(
      (sum, [outer, ...holes]) => sum + ringArea(outer) - holes.reduce((cut, hole) => cut + ringArea(hole), 0),
      0,
    );
    return shape + (this.tool === 'hole' ? -sketch : sketch);
  }

  restyle() {
    this.layer.setStyle(shapeStyle(this.tool === 'edit'));
  }

  destroy() {
    this.stopTools();
    this.leaving?.abort();
    this.snapping?.destroy();
    this.cursor.destroy();
    this.map.removeLayer(this.layer);
  }
}
