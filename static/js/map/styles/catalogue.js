// @ts-check
/** A layer of the municipality's catalogue: dots, lines and areas of one colour, with a light edge so that any ground does. */
import {CircleStyle, Fill, Stroke, Style} from 'ol';
import {colour, tint} from '../palette.js';
import {isSelected, memo} from './context.js';

/** @type {import('./context.js').StyleMaker} */
export function catalogueStyle(layer, context) {
  const made = /** @type {(key: string, make: () => Style[]) => Style[]} */ (memo());
  const token = layer.colour ?? 'theme-slate';
  return (feature) => {
    const chosen = isSelected(layer, context, feature.getProperties());
    const isLine = String(feature.getGeometry()?.getType()).includes('Line');
    return made(`${chosen} ${isLine}`, () => [
      ...(isLine ? [new Style({stroke: new Stroke({color: colour('map-halo'), width: chosen ? 8 : 6})})] : []),
      new Style({
        fill: new Fill({color: tint(token, chosen ? 0.35 : 0.18)}),
        stroke: new Stroke({color: colour(token), width: chosen ? 4 : 2.5, lineJoin: 'round'}),
        image: new CircleStyle({
          declutterMode: 'none', // or a mark in a tile could not be clicked
          radius: chosen ? 9 : 6.5,
          fill: new Fill({color: colour(token)}),
          stroke: new Stroke({color: colour('map-pin-edge'), width: 2}),
        }),
      }),
    ]);
  };
}
