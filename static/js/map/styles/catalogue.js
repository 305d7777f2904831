// @ts-check
/**
 * A layer of the municipality's catalogue: dots, lines and areas of one colour with a light edge, so that any ground does;
 * or each in the colour of its class with an edge of ink, so that the palest class is seen too.
 */
import {CircleStyle, Fill, Stroke, Style} from 'ol';
import {catalogueClass} from '../classes.js';
import {colour, tint} from '../palette.js';
import {isSelected, memo} from './context.js';

const DASH = [4, 4];

/** @param {string} token @param {boolean} chosen @param {boolean} isLine */
function plain(token, chosen, isLine) {
  return [
    ...(isLine ? [new Style({stroke: new Stroke({color: colour('map-halo'), width: chosen ? 8 : 6})})] : []),
    new Style({
      fill: new Fill({color: tint(token, chosen ? 0.35 : 0.18)}),
      stroke: new Stroke({color: colour(token), width: chosen ? 4 : 2.5, lineJoin: 'round'}),
      image: dot(colour(token), colour('map-pin-edge'), chosen),
    }),
  ];
}

/** @param {string} fill @param {string} edge @param {boolean} chosen @param {number[]} [lineDash] */
function dot(fill, edge, chosen, lineDash) {
  return new CircleStyle({
    declutterMode: 'none', // or a mark in a tile could not be clicked
    radius: chosen ? 9 : 6.5,
    fill: new Fill({color: fill}),
    stroke: new Stroke({color: edge, width: 2, lineDash}),
  });
}

/** @param {string} token @param {boolean} chosen @param {boolean} isLine */
function classed(token, chosen, isLine) {
  const isNone = token === 'kind-none';
  const ink = colour(chosen ? 'map-selected' : 'map-label');
  const fill = token === 'kind-other' ? 'theme-slate' : token;
  if (isLine && !isNone)
    return [
      new Style({stroke: new Stroke({color: ink, width: chosen ? 8 : 5.5})}),
      new Style({stroke: new Stroke({color: colour(fill), width: chosen ? 5 : 3.5})}),
    ];
  const lineDash = isNone ? DASH : undefined;
  return [
    new Style({
      fill: new Fill({color: isNone ? tint('map-halo', 0.35) : tint(fill, chosen ? 0.9 : 0.7)}),
      stroke: new Stroke({color: ink, width: chosen ? 3.5 : 1.25, lineJoin: 'round', lineDash}),
      image: dot(isNone ? colour('map-halo') : colour(fill), ink, chosen, isNone ? [2, 2] : undefined),
    }),
  ];
}

/** @type {import('./context.js').StyleMaker} */
export function catalogueStyle(layer, context) {
  const made = /** @type {(key: string, make: () => Style[]) => Style[]} */ (memo());
  return (feature) => {
    const properties = feature.getProperties();
    const chosen = isSelected(layer, context, properties);
    const isLine = String(feature.getGeometry()?.getType()).includes('Line');
    const look = catalogueClass(layer.classes, properties[layer.property]);
    const token = look?.token ?? layer.colour ?? 'theme-slate';
    return made(`${token} ${chosen} ${isLine}`, () => (look ? classed : plain)(token, chosen, isLine));
  };
}
