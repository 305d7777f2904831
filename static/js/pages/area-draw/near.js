// @ts-check
/** Areas in the middle of the map, each one press away from being the start of a drawing. */
import {placesNear} from '../../api/places.js';
import {debounce, el, icon} from '../../lib/dom.js';

const PAUSE_MS = 500;
const MOST = 6;

/**
 * @param {import('../../map/aluekartta-map.js').AluekarttaMap} map
 * @param {(slug: string) => void} start
 */
export function offerNearAreas(map, start) {
  const holder = /** @type {HTMLElement} */ (document.getElementById('area-near'));
  const list = /** @type {HTMLElement} */ (holder.querySelector('ul'));
  let asking = new AbortController();
  let shown = '';
  const look = debounce(async () => {
    asking.abort();
    asking = new AbortController();
    if (!map.lonlat) return;
    try {
      const {areas} = await placesNear(map.lonlat, asking.signal);
      const slugs = areas.map(({slug}) => slug).join();
      if (slugs === shown) return;
      shown = slugs;
      // Where many have drawn, their drawings must not crowd out the areas that everybody knows.
      const isDrawn = (/** @type {{kind: string}} */ {kind}) => Number(kind === 'resident');
      const few = [...areas].sort((a, b) => isDrawn(a) - isDrawn(b)).slice(0, MOST);
      list.replaceChildren(
        ...few.map(({slug, name}) =>
          el('li', {}, el('button', {type: 'button', class: 'chip', onclick: () => start(slug)}, icon('shapes'), name)),
        ),
      );
      holder.hidden = !few.length;
    } catch {
      // An offer that does not come is no reason to disturb who draws; the list below holds the same areas.
    }
  }, PAUSE_MS);
  map.addEventListener('map-move', look);
  look();
}
