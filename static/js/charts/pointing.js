// @ts-check
/** Mouse, finger and keys on a plot, all told as the same few things. */
import {stepBy} from './steps.js';

/** @typedef {import('./steps.js').At} At */
/** How far from a point, in pixels, a mouse and a finger still mean it. */
const REACH = {mouse: 24, touch: 36};

/**
 * The nearest point that can be pointed to.
 * @param {{at: At, x: number, y: number}[]} places
 * @param {{x: number, y: number}} where
 * @param {number} reachPx
 * @param {'x' | 'y' | null} alongOnly the direction across which distance does not count: bars and rows are hit anywhere beside
 * @returns {At | null}
 */
export function nearestPoint(places, where, reachPx, alongOnly = null) {
  let best = null;
  let least = reachPx;
  for (const {at, x, y} of places) {
    const far = alongOnly === 'y' ? Math.abs(y - where.y) : alongOnly === 'x' ? Math.abs(x - where.x) : Math.hypot(x - where.x, y - where.y);
    if (far <= least) [best, least] = [at, far];
  }
  return best;
}

/**
 * @param {HTMLElement} plot
 * @param {{
 *   spec: () => import('./spec.js').Spec | null, at: () => At | null, hit: (event: PointerEvent | MouseEvent, reachPx: number) => At | null,
 *   point: (at: At | null, how: 'mouse' | 'touch' | 'key') => void, choose: (at: At, how: 'mouse' | 'touch' | 'key') => void,
 * }} told
 * @param {AbortSignal} signal
 */
export function listen(plot, told, signal) {
  const on = (/** @type {string} */ name, /** @type {(event: any) => void} */ action) => plot.addEventListener(name, action, {signal});
  let kind = /** @type {'mouse' | 'touch'} */ ('mouse');
  on('pointerdown', (event) => { kind = event.pointerType === 'mouse' ? 'mouse' : 'touch'; });
  on('pointermove', (event) => { if (event.pointerType === 'mouse') told.point(told.hit(event, REACH.mouse), 'mouse'); });
  on('pointerleave', (event) => { if (event.pointerType === 'mouse') told.point(null, 'mouse'); });
  on('click', (event) => {
    const at = told.hit(event, REACH[kind]);
    if (at) told.choose(at, kind);
    else told.point(null, kind);
  });
  on('keydown', (event) => {
    const spec = told.spec();
    if (!spec || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = told.at();
    if (event.key === 'Escape' && at) told.point(null, 'key');
    else if ((event.key === 'Enter' || event.key === ' ') && at) told.choose(at, 'key');
    else {
      const next = stepBy(spec, at, event.key);
      if (!next) return;
      told.point(next, 'key');
    }
    event.preventDefault();
  });
  on('blur', () => told.point(null, 'key'));
}
