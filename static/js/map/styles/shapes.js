// @ts-check
/** Drawn areas, planners' proposals, walks and plain points: outline first, so that what lies under stays readable. */
import {CircleStyle, Fill, Stroke, Style, Text} from 'ol';
import {colour, font, tint} from '../palette.js';
import {carriesName, isSelected, memo, nameIn} from './context.js';

/** Metres per pixel below which a name fits beside its shape. */
const NAMES_FROM = 30;

/** @param {string} token @param {string} text */
function nameText(token, text) {
  return new Text({
    text,
    font: font(600, 13),
    fill: new Fill({color: colour(token)}),
    stroke: new Stroke({color: colour('map-halo'), width: 3.5}),
    overflow: true,
  });
}

/**
 * @param {string} token
 * @param {{dash?: number[], width: number, fill: number}} look
 * @returns {import('./context.js').StyleMaker}
 */
function outlined(token, look) {
  return (layer, context) => {
    const made = /** @type {(key: string, make: () => Style) => Style} */ (memo());
    const line = layer.colour ?? token;
    return (feature, resolution) => {
      const properties = feature.getProperties();
      const chosen = isSelected(layer, context, properties);
      const name =
        resolution < NAMES_FROM && carriesName(layer, properties) ? nameIn(properties, context.language) : '';
      return made(
        `${chosen} ${name}`,
        () =>
          new Style({
            fill: new Fill({color: tint(line, chosen ? look.fill * 2.5 : look.fill)}),
            stroke: new Stroke({
              color: colour(line),
              width: chosen ? look.width + 1.5 : look.width,
              lineDash: look.dash,
              lineJoin: 'round',
            }),
            text: name ? nameText(line, name) : undefined,
            zIndex: chosen ? 5 : 1,
          }),
      );
    };
  };
}

export const areasStyle = outlined('map-area', {width: 2, fill: 0.08});
export const proposalsStyle = outlined('map-proposal', {width: 2.25, fill: 0.1, dash: [9, 5]});

/** @type {import('./context.js').StyleMaker} */
export function walksStyle(layer, context) {
  const made = /** @type {(key: string, make: () => Style[]) => Style[]} */ (memo());
  return (feature, resolution) => {
    const properties = feature.getProperties();
    const chosen = isSelected(layer, context, properties);
    const name = resolution < NAMES_FROM ? nameIn(properties, context.language) : '';
    return made(`${chosen} ${name}`, () => {
      const width = chosen ? 6 : 4;
      return [
        new Style({
          stroke: new Stroke({color: colour('map-halo'), width: width + 3, lineCap: 'round', lineJoin: 'round'}),
          zIndex: 1,
        }),
        new Style({
          stroke: new Stroke({color: colour('map-walk'), width, lineCap: 'round', lineJoin: 'round'}),
          zIndex: 2,
        }),
        new Style({
          text: name
            ? new Text({
                text: name,
                placement: 'line',
                font: font(600, 13),
                fill: new Fill({color: colour('map-walk')}),
                stroke: new Stroke({color: colour('map-halo'), width: 3.5}),
                offsetY: -12,
                overflow: true,
              })
            : undefined,
          image: new CircleStyle({
            declutterMode: 'none', // or a mark in a tile could not be clicked
            radius: 7,
            fill: new Fill({color: colour('map-walk')}),
            stroke: new Stroke({color: colour('map-pin-edge'), width: 2}),
          }),
          zIndex: 3,
        }),
      ];
    });
  };
}

/** @type {import('./context.js').StyleMaker} */
export function pointsStyle(layer, context) {
  const made = /** @type {(key: string, make: () => Style) => Style} */ (memo());
  return (feature) => {
    const chosen = isSelected(layer, context, feature.getProperties());
    return made(
      String(chosen),
      () =>
        new Style({
          image: new CircleStyle({
            declutterMode: 'none', // or a mark in a tile could not be clicked
            radius: chosen ? 8 : 5,
            fill: new Fill({color: colour(layer.colour ?? 'theme-amber')}),
            stroke: new Stroke({color: colour('map-pin-edge'), width: 1.5}),
          }),
        }),
    );
  };
}
