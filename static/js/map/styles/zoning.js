// @ts-check
/** Zoning: the plan's own colours and patterns come with the configuration; the letters stand on the units when near. */
import {Fill, Stroke, Style, Text} from 'ol';
import {colour, font, tint} from '../palette.js';
import {tiled} from '../patterns.js';
import {carriesName, isSelected, memo} from './context.js';

const LETTERS_FROM = 8;
const PATTERNS_FROM = 16;

/** @type {import('./context.js').StyleMaker} */
export function zoningStyle(layer, context) {
  const made = /** @type {(key: string, make: () => Style) => Style} */ (memo());
  const classes = new Map(layer.classes.map((one) => [one.value, one]));
  return (feature, resolution) => {
    const properties = feature.getProperties();
    const use = String(properties[layer.property] ?? '');
    const look = classes.get(use);
    const isNear = resolution < PATTERNS_FROM;
    const letter = resolution < LETTERS_FROM && carriesName(layer, properties) ? String(properties.letter ?? use) : '';
    const chosen = isSelected(layer, context, properties);
    return made(`${use} ${letter} ${chosen} ${isNear} ${properties.state}`, () => new Style({
      fill: new Fill({color: isNear && look?.pattern ? tiled(look.pattern, {line: tint(look.outline, 0.5), ground: tint(look.fill, 0.78)}) : tint(look?.fill ?? 'suppressed', 0.78)}),
      stroke: new Stroke({color: chosen ? colour('map-selected') : tint('map-zoning-line', 0.6), width: chosen ? 3 : 0.8, lineDash: properties.state === 'draft' ? [6, 4] : undefined}),
      text: letter ? new Text({text: letter, font: font(650, 13), fill: new Fill({color: colour('map-label')}), stroke: new Stroke({color: colour('map-halo'), width: 3})}) : undefined,
      zIndex: chosen ? 3 : 1,
    }));
  };
}
