// @ts-check
/** What lies over a surface of colours: areas that may be chosen, the silent ones hatched; and lines around what chance would not do. */
import {Fill, Stroke, Style, Text} from 'ol';
import {colour, font, tint} from '../palette.js';
import {hatch} from '../patterns.js';
import {isSelected, memo} from './context.js';

const LABELS_FROM = 60;
/** A line that nobody sees can still be clicked through its area. */
const UNSEEN = 'rgba(0, 0, 0, 0)';

/** @type {import('./context.js').StyleMaker} */
export function overlayStyle(layer, context) {
  const made = /** @type {(key: string, make: () => Style) => Style} */ (memo());
  return (feature, resolution) => {
    const properties = feature.getProperties();
    const chosen = isSelected(layer, context, properties);
    const isSilent = properties.status === 'uncertain';
    const styles = [
      made(
        `${isSilent} ${chosen}`,
        () =>
          new Style({
            fill: new Fill({color: isSilent ? hatch({line: tint('hatch', 0.75)}) : UNSEEN}),
            stroke: new Stroke({color: chosen ? colour('map-selected') : tint('hatch', 0.45), width: chosen ? 3.5 : 1}),
            zIndex: chosen ? 8 : 1,
          }),
      ),
    ];
    if (properties.label && resolution < LABELS_FROM)
      styles.push(
        made(
          `label ${properties.label}`,
          () =>
            new Style({
              text: new Text({
                text: String(properties.label),
                font: font(600, 12.5),
                fill: new Fill({color: colour('map-label')}),
                stroke: new Stroke({color: colour('map-halo'), width: 3}),
              }),
              zIndex: 10,
            }),
        ),
      );
    return styles;
  };
}

/** Solid where there is surely more (`way` "more"), dashed where there is surely less. @type {import('./context.js').StyleMaker} */
export function contoursStyle() {
  const made = /** @type {(key: string, make: () => Style[]) => Style[]} */ (memo());
  return (feature) => {
    const isMore = feature.get('way') === 'more';
    return made(String(isMore), () => [
      new Style({stroke: new Stroke({color: tint('map-halo', 0.9), width: 5})}),
      new Style({stroke: new Stroke({color: colour('map-label'), width: 2.5, lineDash: isMore ? undefined : [7, 5]})}),
    ]);
  };
}
