// @ts-check
/** Zoning: the plan's own colours and patterns come with the configuration; the letters stand on the units when near. */
import {Fill, Stroke, Style, Text} from 'ol';
import {colour, font, tint} from '../palette.js';
import {hatch, tiled} from '../patterns.js';
import {isSelected, memo} from './context.js';

const PATTERNS_FROM = 16;
/** Life-cycle codes 01-09 of the national list: plans on their way, which may still change. */
const COMING = /\/0\d$/;
/** Codes 14-17: plans that were repealed, lapsed, were rejected or were stopped. They have a layer of their own. */
const ENDED = /\/1[4-7]$/;

/** @param {string} text */
function letterStyle(text) {
  return new Style({text: new Text({text, font: font(650, 13), fill: new Fill({color: colour('map-label')}), stroke: new Stroke({color: colour('map-halo'), width: 3})}), zIndex: 4});
}

/** A plan that binds nobody any more. @param {import('../config.js').ValueClass | undefined} look */
function pale(look) {
  return hatch({line: tint('map-zoning-line', 0.55), ground: look ? tint(look.fill, 0.22) : tint('suppressed', 0.22)});
}

/** @param {import('../config.js').ValueClass | undefined} look @param {boolean} isNear */
function ground(look, isNear) {
  if (!look) return tint('suppressed', 0.78);
  if (!isNear || !look.pattern) return tint(look.fill, 0.78);
  return tiled(look.pattern, {line: tint(look.outline ?? 'map-zoning-line', 0.5), ground: tint(look.fill, 0.78)});
}

/** @type {import('./context.js').StyleMaker} */
export function zoningStyle(layer, context) {
  const made = /** @type {(key: string, make: () => Style) => Style} */ (memo());
  const classes = new Map(layer.classes.map((one) => [one.value, one]));
  return (feature, resolution) => {
    const properties = feature.getProperties();
    if (ENDED.test(String(properties.state ?? '')) !== layer.ended) return undefined;
    const use = String(properties[layer.property] ?? '');
    // Letters come as points of their own, so that each unit has one however many tiles it spans.
    if (properties.layer === 'zoning_labels') return made(`letter ${use}`, () => letterStyle(use));
    const isPlan = properties.part === 'plan';
    const isNear = resolution < PATTERNS_FROM;
    const isChosen = !isPlan && isSelected(layer, context, properties);
    const isComing = COMING.test(String(properties.state ?? ''));
    return made(`${isPlan} ${use} ${isChosen} ${isNear} ${isComing}`, () => new Style({
      fill: new Fill({color: layer.ended ? pale(classes.get(use)) : isPlan ? tint('map-zoning-line', 0.12) : ground(classes.get(use), isNear)}),
      stroke: new Stroke({color: isChosen ? colour('map-selected') : tint('map-zoning-line', isPlan ? 0.9 : 0.6), width: isChosen ? 3 : isPlan ? 1.5 : 0.8, lineDash: isComing ? [6, 4] : layer.ended ? [2, 4] : undefined}),
      zIndex: isChosen ? 3 : 1,
    }));
  };
}
