// @ts-check
/** Zoning: the plan's own colours come with the configuration; the land-use letters stand on the units when near. */
import {Fill, Stroke, Style, Text} from 'ol';
import {colour, font, tint} from '../palette.js';
import {carriesName, isSelected, memo} from './context.js';

const LETTERS_FROM = 8;

/** @type {import('./context.js').StyleMaker} */
export function zoningStyle(layer, context) {
  const made = /** @type {(key: string, make: () => Style) => Style} */ (memo());
  const fills = new Map(layer.classes.map(({value, fill}) => [value, fill]));
  return (feature, resolution) => {
    const properties = feature.getProperties();
    const use = String(properties.land_use ?? '');
    const letter = resolution < LETTERS_FROM && carriesName(layer, properties) ? String(properties.letter ?? use) : '';
    const chosen = isSelected(layer, context, properties);
    return made(
      `${use} ${letter} ${chosen} ${properties.state}`,
      () =>
        new Style({
          fill: new Fill({color: tint(fills.get(use) ?? 'suppressed', 0.72)}),
          stroke: new Stroke({
            color: chosen ? colour('map-selected') : tint('map-zoning-line', 0.6),
            width: chosen ? 3 : 0.8,
            lineDash: properties.state === 'draft' ? [6, 4] : undefined,
          }),
          text: letter
            ? new Text({
                text: letter,
                font: font(650, 13),
                fill: new Fill({color: colour('map-label')}),
                stroke: new Stroke({color: colour('map-halo'), width: 3}),
              })
            : undefined,
          zIndex: chosen ? 3 : 1,
        }),
    );
  };
}
