// @ts-check
/** Areas by class. Uncertain ones carry a hatch over their colour; suppressed ones have no class: grey, hatched the other way. */
import {Fill, Stroke, Style, Text} from 'ol';
import {classOf} from '../classes.js';
import {colour, font, tint} from '../palette.js';
import {hatch} from '../patterns.js';
import {isSelected, memo} from './context.js';

const LABELS_FROM = 60;

/** @param {string | null} token @param {boolean} chosen */
function ground(token, chosen) {
  return new Style({
    fill: new Fill({
      color: token
        ? tint(token, 0.86)
        : hatch({line: tint('hatch', 0.55), ground: tint('suppressed', 0.9), slope: -1, step: 6}),
    }),
    stroke: new Stroke({color: chosen ? colour('map-selected') : tint('map-halo', 0.9), width: chosen ? 3.5 : 1}),
    zIndex: chosen ? 8 : 1,
  });
}

/** @param {boolean} chosen */
function outline(chosen) {
  return new Style({
    fill: new Fill({color: tint('map-halo', 0.35)}),
    stroke: new Stroke({color: chosen ? colour('map-selected') : colour('map-border'), width: chosen ? 3.5 : 1}),
    zIndex: chosen ? 8 : 0,
  });
}

/** @param {string} text */
function valueLabel(text) {
  return new Style({
    text: new Text({
      text,
      font: font(600, 12.5),
      fill: new Fill({color: colour('map-label')}),
      stroke: new Stroke({color: colour('map-halo'), width: 3}),
      overflow: false,
    }),
    zIndex: 10,
  });
}

/** @type {import('./context.js').StyleMaker} */
export function choroplethStyle(layer, context) {
  const made = /** @type {(key: string, make: () => Style) => Style} */ (memo());
  return (feature, resolution) => {
    const properties = feature.getProperties();
    const chosen = isSelected(layer, context, properties);
    const token =
      properties.status === 'suppressed' ? null : (classOf(layer.classes, properties[layer.property])?.token ?? null);
    // An area that takes no part is only outlined.
    if (properties.status === 'outside') return made(`outside ${chosen}`, () => outline(chosen));
    const styles = [made(`${token} ${chosen}`, () => ground(token, chosen))];
    if (properties.status === 'uncertain' && token)
      styles.push(
        made('hatch', () => new Style({fill: new Fill({color: hatch({line: tint('hatch', 0.6)})}), zIndex: 2})),
      );
    if (properties.label && resolution < LABELS_FROM)
      styles.push(made(`label ${properties.label}`, () => valueLabel(String(properties.label))));
    return styles;
  };
}
