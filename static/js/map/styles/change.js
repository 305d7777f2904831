// @ts-check
/** What changed between two boundaries: each part has a hatch of its own direction, an edge of its own kind, and its words. */
import {Fill, Stroke, Style, Text} from 'ol';
import {colour, font, tint} from '../palette.js';
import {hatch} from '../patterns.js';
import {memo} from './context.js';

const LABELS_FROM = 60;
/** Gaps and overlaps of a set are drawn as what is lost and gained. */
const LOOKS = /** @type {Record<string, {token: string, slope?: 1 | -1, dash?: number[], order: number}>} */ ({
  kept: {token: 'map-area', order: 1},
  gained: {token: 'map-walk', slope: 1, order: 2},
  lost: {token: 'map-proposal', slope: -1, dash: [7, 4], order: 3},
  overlap: {token: 'map-walk', slope: 1, order: 4},
  gap: {token: 'map-proposal', slope: -1, dash: [7, 4], order: 5},
});

/** @param {string} change */
function ground(change) {
  const {token, slope, dash, order} = LOOKS[change] ?? LOOKS.kept;
  const fill = slope ? hatch({line: colour(token), ground: tint(token, 0.12), slope}) : tint(token, 0.14);
  return new Style({
    fill: new Fill({color: fill}),
    stroke: new Stroke({color: colour(token), width: slope ? 2 : 1.25, lineDash: dash, lineJoin: 'round'}),
    zIndex: order,
  });
}

/** @param {string} text */
function words(text) {
  return new Style({
    text: new Text({
      text,
      font: font(650, 13),
      fill: new Fill({color: colour('map-label')}),
      stroke: new Stroke({color: colour('map-halo'), width: 3.5}),
      overflow: true,
    }),
    zIndex: 10,
  });
}

/** @type {import('./context.js').StyleMaker} */
export function changeStyle(_layer, _context) {
  const made = /** @type {(key: string, make: () => Style) => Style} */ (memo());
  return (feature, resolution) => {
    const {change, label} = feature.getProperties();
    const styles = [made(`ground ${change}`, () => ground(String(change)))];
    if (label && resolution < LABELS_FROM) styles.push(made(`words ${label}`, () => words(String(label))));
    return styles;
  };
}
