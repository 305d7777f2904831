// @ts-check
/** The map by keyboard: arrows move it, plus and minus zoom, Shift makes the step fine. */

const STEP_PX = 96;
const FINE_STEP_PX = 4;
const DIRECTIONS = /** @type {Record<string, [number, number]>} */ ({
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
});

/**
 * @param {HTMLElement} target the focusable map surface
 * @param {{pan: (dxPx: number, dyPx: number) => void, zoom: (steps: number) => void, key: (key: string, event: KeyboardEvent) => boolean, stepPx?: () => number}} actions
 *   `key` gets every other key and says whether it took it
 */
export function listenToKeys(target, {pan, zoom, key, stepPx = () => STEP_PX}) {
  target.addEventListener('keydown', (event) => {
    if (event.target !== target || event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = DIRECTIONS[event.key];
    if (direction) {
      const step = event.shiftKey ? FINE_STEP_PX : stepPx();
      pan(direction[0] * step, direction[1] * step);
    } else if (event.key === '+' || event.key === '=') zoom(1);
    else if (event.key === '-' || event.key === '_') zoom(-1);
    else if (!key(event.key, event)) return;
    event.preventDefault();
  });
}
