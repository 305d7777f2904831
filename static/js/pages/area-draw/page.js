// @ts-check
/** The parts of the page for drawing an area, and which areas are chosen on it. */

const NARROW = '(max-width: 47.99rem)';

/** @template {HTMLElement} T @param {string} id @returns {T} */
export function part(id) {
  return /** @type {T} */ (document.getElementById(id));
}

export const map = /** @type {import('../../map/aluekartta-map.js').AluekarttaMap} */ (part('map'));
export const form = /** @type {HTMLFormElement} */ (part('area-form'));
export const sheet = part('area-panel');
export const geometryField = /** @type {HTMLInputElement} */ (part('area-geometry'));
export const start = JSON.parse(part('area-start').textContent ?? '{}');
export const slug = form.dataset.slug ?? '';

export function isNarrow() {
  return matchMedia(NARROW).matches;
}

/** @returns {HTMLInputElement[]} */
export function boxes() {
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll('input[name="areas"]'))];
}

/** @returns {string[]} */
export function chosen() {
  return boxes()
    .filter(({checked}) => checked)
    .map(({value}) => value);
}
