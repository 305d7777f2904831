// @ts-check
/** The map in words: what is in the middle and how much is in view. */
import {_, ngettext} from '../lib/i18n.js';
import {nameIn} from './styles/context.js';

/**
 * @param {{x: number, y: number, name: string}[]} places
 * @param {number[]} middle
 * @returns {string} the nearest name, empty when there is none
 */
export function nearestName(places, [x, y]) {
  let best = '';
  let least = Infinity;
  for (const place of places) {
    const distance = (place.x - x) ** 2 + (place.y - y) ** 2;
    if (distance < least) [best, least] = [place.name, distance];
  }
  return best;
}

/** @param {{id: string, count: number}[]} pins the same pin may stand in two tiles */
export function countOnce(pins) {
  return [...new Map(pins.map(({id, count}) => [id, count])).values()].reduce((sum, count) => sum + count, 0);
}

/**
 * @param {import('./layers.js').MapLayer[]} layers
 * @param {number[]} middle @param {number[]} extent @param {string} language
 * @returns {string}
 */
export function describeView(layers, middle, extent, language) {
  const features = (/** @type {string} */ style) =>
    layers
      .filter(({config, layer}) => config.style === style && config.kind === 'mvt' && layer.getVisible())
      .flatMap(({layer}) =>
        /** @type {import('ol/layer/VectorTile.js').default} */ (/** @type {unknown} */ (layer)).getFeaturesInExtent(
          extent,
        ),
      );
  const places = features('backdrop')
    .filter((feature) => feature.get('layer') === 'places')
    .map((feature) => {
      const [x, y] = /** @type {any} */ (feature).getFlatCoordinates();
      return {x, y, name: nameIn(feature.getProperties(), language)};
    });
  const name = nearestName(places, middle);
  const pins = countOnce(
    features('pins').map((feature) => ({
      id: String(feature.get('reference')),
      count: Number(feature.get('count') ?? 1),
    })),
  );
  const where = name ? _('The middle of the map is near %(place)s.', {place: name}) : _('The map moved.');
  if (!layers.some(({config}) => config.style === 'pins')) return where;
  const many = ngettext('%(count)s idea in view.', '%(count)s ideas in view.', pins);
  return `${where} ${many}`;
}
