// @ts-check
/** Asking for the figures of a shape, and mending an outline that crosses itself. */
import {factsOf, shapeBy} from '../../api/areas.js';
import {debounce} from '../../lib/dom.js';
import {Problem} from '../../lib/http.js';
import {_} from '../../lib/i18n.js';
import {map} from './page.js';
import {oneLine, showFacts, showProblem, showWaiting, tell} from './panel.js';
import {state} from './shape.js';

const FACTS_PAUSE_MS = 350;
/** What the server's command "mend" puts right. */
const MENDABLE = new Set(['self_intersects', 'hole_outside_shell', 'parts_overlap']);

/** @type {AbortController | null} */
let asking = null;

/**
 * @param {{geometry?: object, areas?: string[], coordinates?: string, outline?: boolean}} shape
 * @returns {Promise<import('../../api/areas.js').FactsView | null>} null when a newer question came, or something is wrong
 */
export async function ask(shape) {
  asking?.abort();
  asking = new AbortController();
  showWaiting();
  try {
    const view = await factsOf(shape, asking.signal);
    showFacts(view);
    map.drawing?.say(oneLine(view));
    return view;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null;
    if (!(error instanceof Problem)) throw error;
    showProblem(
      error.status ? error.message : _('There is no network, so there are no figures now. What you draw is kept.'),
    );
    map.drawing?.say(error.status ? _('Look at the mark') : '');
    map.drawing?.mark(error.lonlat ? [error.lonlat] : []);
    if (shape.geometry && MENDABLE.has(error.code)) await mend(shape.geometry);
    return null;
  }
}

export const askSoon = debounce(() => {
  if (state.geometry) ask({geometry: state.geometry});
}, FACTS_PAUSE_MS);

/** A finished outline that crosses itself is mended, said, marked, and can be had back. @param {object} geometry */
async function mend(geometry) {
  if (!state.isComplete || state.left.has(JSON.stringify(geometry))) return;
  try {
    const outcome = await shapeBy('mend', {geometry});
    if (state.geometry !== geometry) return;
    map.drawing?.replace(outcome.geometry);
    map.drawing?.mark(outcome.marks);
    tell([_('We mended the outline.'), ...outcome.said], () => {
      state.left.add(JSON.stringify(geometry));
      map.drawing?.undo();
      tell([], null);
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
}
