// @ts-check
/** A drawn hint over the empty map: people do not know that an area is theirs to draw until they see it done. */
const SVG = 'http://www.w3.org/2000/svg';
const BLOCK = 'M30 38 L92 14 L140 52 L118 104 L44 96 Z';

/** @param {string} tag @param {Record<string, string>} attributes */
function shape(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** @param {HTMLElement} map @returns {() => void} takes the hint away; so does the first touch */
export function showHint(map) {
  const hint = shape('svg', {class: 'draw-show', viewBox: '0 0 160 120', 'aria-hidden': 'true'});
  hint.append(shape('path', {d: BLOCK}), shape('circle', {r: '9'}));
  map.append(hint);
  const away = () => hint.remove();
  map.addEventListener('pointerdown', away, {once: true, capture: true});
  map.addEventListener('keydown', away, {once: true, capture: true});
  return away;
}
