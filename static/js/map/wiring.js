// @ts-check
/** Joins what people do on the surface to what the element does about it. */
import {announce} from '../components/live.js';
import {debounce} from '../lib/dom.js';
import {listenToKeys} from './keyboard.js';

const SPEAK_AFTER_MS = 700;
const PAN_PX = 96;
/** A place is looked for in smaller steps than a view. */
const AIM_PX = 32;

/**
 * @param {import('./stage.js').Stage} stage
 * @param {import('./surface.js').Surface} parts
 * @param {{centreMoved: (moving: boolean) => void, settled: () => void, clicked: (event: any) => void, isClickable: (pixel: number[]) => boolean,
 *   keyPressed: (key: string) => boolean, words: () => string, isAiming: () => boolean, touched: () => void}} reactions
 */
export function wire(stage, {surface, crosshair, scale, status}, reactions) {
  const {map, view} = stage;
  // Only who moves the map by keyboard is told in words; others see it, and would be talked over.
  // What a key did since, such as a corner, was told then; the view's words would take its place before it is heard.
  let isTold = false;
  const speak = debounce(() => {
    const isHeard = document.activeElement === surface && surface.matches(':focus-visible');
    if (isHeard && !isTold) announce(reactions.words());
  }, SPEAK_AFTER_MS);
  const showScale = () => scale.show(view.getResolution() ?? 1);
  view.on('change:center', () => reactions.centreMoved(true));
  view.on('change:resolution', showScale);
  map.on('moveend', () => {
    reactions.settled();
    speak();
  });
  map.on('change:size', () => crosshair.place(stage.middlePixel));
  map.on('loadstart', status.started);
  map.on('loadend', status.ended);
  map.on('singleclick', reactions.clicked);
  map.on('pointermove', (event) => {
    if (!event.dragging) surface.classList.toggle('is-over', reactions.isClickable(event.pixel));
  });
  listenToKeys(surface, {
    pan: (dx, dy) => {
      crosshair.element.classList.add('by-keys');
      isTold = false;
      stage.pan(dx, dy);
    },
    zoom: (steps) => {
      isTold = false;
      stage.zoomBy(steps);
    },
    key: (key) => {
      const isTaken = reactions.keyPressed(key);
      isTold ||= isTaken;
      return isTaken;
    },
    stepPx: () => (reactions.isAiming() ? AIM_PX : PAN_PX),
  });
  for (const touch of ['pointerdown', 'wheel', 'keydown'])
    surface.addEventListener(touch, reactions.touched, {once: true, passive: true});
  crosshair.place(stage.middlePixel);
  showScale();
}
