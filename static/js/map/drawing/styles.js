// @ts-check
import {CircleStyle, Fill, MultiPoint, Stroke, Style} from 'ol';
import {colour, tint} from '../palette.js';

/** @param {number} radius @param {string} fill @param {string} edge */
function dot(radius, fill, edge) {
  return new CircleStyle({radius, fill: new Fill({color: fill}), stroke: new Stroke({color: edge, width: 2})});
}

function isCoarse() {
  return matchMedia('(pointer: coarse)').matches;
}

/** Every corner of whatever is drawn. @param {any} feature */
function corners(feature) {
  const geometry = feature.getGeometry();
  const depth = /** @type {Record<string, number>} */ ({Polygon: 1, MultiPolygon: 2, LineString: 0})[
    geometry?.getType()
  ];
  return depth === undefined ? undefined : new MultiPoint(geometry.getCoordinates().flat(depth));
}

/** The finished shape; while editing with a handle on each corner. @param {boolean} isEditing */
export function shapeStyle(isEditing) {
  const body = new Style({
    fill: new Fill({color: tint('map-draw', 0.16)}),
    stroke: new Stroke({color: colour('map-draw'), width: 3, lineJoin: 'round'}),
  });
  const handles = new Style({
    image: dot(isCoarse() ? 10 : 7, colour('map-halo'), colour('map-draw')),
    geometry: corners,
    zIndex: 2,
  });
  return isEditing ? [body, handles] : [body];
}

/** What is being drawn now: its line, its corners, the moving one. */
export function sketchStyle() {
  const line = new Style({
    fill: new Fill({color: tint('map-draw', 0.1)}),
    stroke: new Stroke({color: colour('map-draw'), width: 2.5, lineDash: [7, 6], lineJoin: 'round'}),
    image: dot(6, colour('map-draw'), colour('map-halo')),
  });
  const put = new Style({image: dot(5.5, colour('map-draw'), colour('map-halo')), geometry: corners});
  return (/** @type {any} */ feature) => (feature.getGeometry()?.getType() === 'Polygon' ? [line] : [line, put]);
}

/** Under the pointer when a corner can be moved. */
export function handleStyle() {
  return new Style({image: dot(9, colour('map-draw'), colour('map-halo'))});
}

/** The corner that buttons and keys move. */
export function chosenStyle() {
  return [
    new Style({image: dot(isCoarse() ? 16 : 13, tint('map-draw', 0.25), colour('map-draw'))}),
    new Style({image: dot(isCoarse() ? 9 : 7, colour('map-draw'), colour('map-halo'))}),
  ];
}

/** Where something is wrong or was mended: a ring around it. */
export function markStyle() {
  return [
    new Style({image: new CircleStyle({radius: 16, stroke: new Stroke({color: colour('map-halo'), width: 7})})}),
    new Style({image: new CircleStyle({radius: 16, stroke: new Stroke({color: colour('map-proposal'), width: 3})})}),
  ];
}
