// @ts-check
/** The quiet map under everything: land, water, built-up zones, borders; its names lie above areas and below pins. */
import {Fill, Stroke, Style, Text} from 'ol';
import {colour, font, tint} from '../palette.js';
import {memo, nameIn} from './context.js';

/** Pedestrian zones of the centre, its edge and the sub-centres in the national classification. */
const CORE_ZONES = new Set(['1', '2', '10', '11', '12', '40', '41']);
/** Metres per pixel from which smaller things would only be noise. */
const BORDERS_FROM = 70;
const ROUNDING_M = 140;

const LABELS = /** @type {Record<number, {weight: number, size: number, token: string}>} */ ({
  1: {weight: 650, size: 17, token: 'map-label'},
  2: {weight: 600, size: 14, token: 'map-label'},
  3: {weight: 550, size: 13, token: 'map-label'},
  4: {weight: 500, size: 12, token: 'map-label-soft'},
});

/** @param {string} name @param {number} rank */
function label(name, rank) {
  const {weight, size, token} = LABELS[rank] ?? LABELS[4];
  return new Style({
    text: new Text({
      text: name,
      font: font(weight, size),
      fill: new Fill({color: colour(token)}),
      stroke: new Stroke({color: colour('map-halo'), width: 3}),
      padding: [4, 6, 4, 6],
      overflow: true,
    }),
    zIndex: 20 - rank,
  });
}

const KINDS = /** @type {Record<string, (kind: string) => Style>} */ ({
  municipality: () =>
    new Style({
      fill: new Fill({color: colour('map-land')}),
      stroke: new Stroke({color: colour('map-edge'), width: 1.25}),
      zIndex: 0,
    }),
  water: () =>
    new Style({
      fill: new Fill({color: colour('map-water')}),
      stroke: new Stroke({color: colour('map-shore'), width: 1}),
      zIndex: 1,
    }),
  border: () =>
    new Style({stroke: new Stroke({color: tint('map-border', 0.55), width: 0.9, lineJoin: 'round'}), zIndex: 4}),
  road_edge: () => new Style({stroke: new Stroke({color: colour('map-road-edge'), width: 4}), zIndex: 5}),
  road: () => new Style({stroke: new Stroke({color: colour('map-road'), width: 2.5}), zIndex: 6}),
});

/**
 * Zones come as 250 m squares; a round edge in their own colour makes them read as town, not as a chessboard.
 * @param {string} token @param {number} widthPx @param {number} zIndex
 */
function zone(token, widthPx, zIndex) {
  return new Style({
    fill: new Fill({color: colour(token)}),
    stroke: new Stroke({color: colour(token), width: widthPx, lineJoin: 'round'}),
    zIndex,
  });
}

/** @type {import('./context.js').StyleMaker} */
export function backdropStyle(_layer, _context) {
  const made = /** @type {(key: string, make: () => Style) => Style} */ (memo());
  const kind = (/** @type {string} */ name) => made(name, () => KINDS[name](name));
  return (feature, resolution) => {
    const properties = feature.getProperties();
    switch (properties.layer) {
      case 'municipality':
      case 'water':
        return kind(properties.layer);
      case 'urban_zones': {
        const isCore = CORE_ZONES.has(String(properties.zone));
        const widthPx = Math.min(10, Math.max(1, Math.round(ROUNDING_M / resolution)));
        return made(`zone ${isCore} ${widthPx}`, () =>
          zone(isCore ? 'map-core' : 'map-built', widthPx, isCore ? 3 : 2),
        );
      }
      case 'postal_areas':
        return resolution < BORDERS_FROM ? kind('border') : undefined;
      case 'roads':
        return [kind('road_edge'), kind('road')];
      default:
        return undefined;
    }
  };
}

/** The names alone, for the layer that lies above areas and figures. @type {import('./context.js').StyleMaker} */
export function namesStyle(_layer, context) {
  const made = /** @type {(key: string, make: () => Style) => Style} */ (memo());
  return (feature) => {
    const properties = feature.getProperties();
    if (properties.layer !== 'places') return undefined;
    const name = nameIn(properties, context.language);
    const rank = Number(properties.rank ?? 4);
    return name ? made(`place ${rank} ${name}`, () => label(name, rank)) : undefined;
  };
}
