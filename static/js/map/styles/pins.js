// @ts-check
/** Ideas: a disc with the theme's icon and the state's mark; many together as one calm bubble; the chosen one as a drop. */
import {CircleStyle, Fill, Icon, Stroke, Style, Text} from 'ol';
import {dataUri, discSvg, dropSvg, stateMark} from '../markers.js';
import {colour, font, tint} from '../palette.js';
import {formatNumber} from '../../lib/format.js';
import {isSelected, memo} from './context.js';

/** Pins are never left out; in tiles a mark that does not say so cannot be clicked either. */
const NEVER = 'none';
const SMALLEST_PX = 13;
const LARGEST_PX = 32;

/** Area grows with the count, between what a finger can hit and what hides the map. @param {number} count */
export function bubbleRadius(count) {
  return Math.min(LARGEST_PX, Math.max(SMALLEST_PX, 9 + 2.1 * Math.sqrt(count)));
}

/** @param {number} count */
function bubble(count) {
  const radius = bubbleRadius(count);
  return [
    new Style({
      image: new CircleStyle({
        declutterMode: NEVER,
        radius: radius + 4,
        fill: new Fill({color: tint('map-cluster', 0.2)}),
      }),
      zIndex: 1,
    }),
    new Style({
      image: new CircleStyle({
        declutterMode: NEVER,
        radius,
        fill: new Fill({color: tint('map-cluster', 0.94)}),
        stroke: new Stroke({color: colour('map-pin-edge'), width: 1.5}),
      }),
      text: new Text({
        text: formatNumber(count),
        font: font(650, count < 100 ? 13 : 14),
        fill: new Fill({color: colour('map-cluster-ink')}),
        offsetY: 1,
      }),
      zIndex: 2,
    }),
  ];
}

/** @param {string} fill @param {string} shapes @param {string} state */
function disc(fill, shapes, state) {
  const mark = stateMark(state);
  const source = discSvg({
    fill,
    edge: colour('map-pin-edge'),
    shapes,
    ring: mark ? colour(mark.token) : undefined,
    glyph: mark?.glyph,
    glyphInk: colour('paper'),
  });
  return [new Style({image: new Icon({declutterMode: NEVER, src: dataUri(source), width: 36, height: 36}), zIndex: 3})];
}

/** @param {string} fill @param {string} shapes */
function drop(fill, shapes) {
  const source = dropSvg({fill, edge: colour('map-pin-edge'), shapes});
  return [
    new Style({
      image: new Icon({declutterMode: NEVER, src: dataUri(source), width: 44, height: 54, anchor: [0.5, 52 / 54]}),
      zIndex: 9,
    }),
  ];
}

/** A line or an area that was drawn with an idea: in its theme's colour, the place still readable. @param {string} fill @param {boolean} isChosen */
function drawnStyle(fill, isChosen) {
  return [
    new Style({stroke: new Stroke({color: colour('map-pin-edge'), width: isChosen ? 9 : 7, lineJoin: 'round'}), zIndex: 0}),
    new Style({
      stroke: new Stroke({color: fill, width: isChosen ? 6 : 4, lineJoin: 'round'}),
      fill: new Fill({color: `color-mix(in srgb, ${fill} 18%, transparent)`}),
      zIndex: 0,
    }),
  ];
}

/** @type {import('./context.js').StyleMaker} */
export function pinsStyle(layer, context) {
  const made = /** @type {(key: string, make: () => Style[]) => Style[]} */ (memo());
  const themes = new Map(layer.themes.map((theme) => [theme.key, theme]));
  return (feature) => {
    const properties = feature.getProperties();
    const count = Number(properties.count ?? 1);
    if (count > 1) return made(`bubble ${count}`, () => bubble(count));
    const theme = themes.get(properties.theme);
    const fill = colour(`theme-${theme?.colour ?? 'slate'}`);
    if (feature.getGeometry()?.getType() !== 'Point') {
      const isChosen = isSelected(layer, context, properties);
      return made(`drawn ${properties.theme} ${isChosen}`, () => drawnStyle(fill, isChosen));
    }
    const shapes = context.shapes.get(theme?.icon ?? 'map-pin') ?? '';
    if (isSelected(layer, context, properties)) return made(`drop ${properties.theme}`, () => drop(fill, shapes));
    return made(`disc ${properties.theme} ${properties.state}`, () => disc(fill, shapes, properties.state));
  };
}
