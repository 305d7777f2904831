// @ts-check
/** Which shape and colour belongs to which series; only where there is more than one to tell apart. */
import {el} from '../lib/dom.js';
import {shapeOf, dashOf} from './looks.js';

const SVG = 'http://www.w3.org/2000/svg';
/** The shapes of Chart.js, drawn around 12, 8. */
const PATHS = /** @type {Record<string, string>} */ ({
  circle: 'M7.5 8a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0-9 0z',
  triangle: 'M12 3l4.6 8.4H7.4z',
  rect: 'M8.2 4.2h7.6v7.6H8.2z',
  rectRot: 'M12 2.8L17.2 8L12 13.2L6.8 8z',
  star: 'M12 3v10M7 8h10M8.5 4.5l7 7M15.5 4.5l-7 7',
});

/** @param {string} name @param {Record<string, string>} attributes */
function shape(name, attributes) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

/**
 * @param {HTMLElement} list
 * @param {import('./spec.js').Spec} spec
 */
export function fillLegend(list, spec) {
  // Rows of a strip carry their names already.
  const isNeeded = spec.kind !== 'strip' && spec.series.filter(({label}) => label).length > 1;
  list.hidden = !isNeeded;
  list.replaceChildren(...(isNeeded ? spec.series.map((one, index) => el('li', {}, key(spec, one, index), one.label)) : []));
}

/** @param {import('./spec.js').Spec} spec @param {import('./spec.js').Series} series @param {number} index */
function key(spec, {token, isLine}, index) {
  const colour = `var(--${token})`;
  const svg = shape('svg', {viewBox: '0 0 24 16', class: 'chart__key', 'aria-hidden': 'true', focusable: 'false'});
  if (isLine) svg.append(shape('path', {d: 'M0 8h24', stroke: colour, 'stroke-width': '2.25', 'stroke-dasharray': dashOf(index).join(' ')}));
  if (spec.kind === 'bars') svg.append(shape('path', {d: 'M4 2h16v12H4z', fill: colour, stroke: index ? 'var(--ink)' : 'none', 'stroke-width': '1.5'}));
  else if (!isLine || spec.kind === 'lines') svg.append(shape('path', {d: PATHS[shapeOf(index)], fill: colour, stroke: colour}));
  return svg;
}
