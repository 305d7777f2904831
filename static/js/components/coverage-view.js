// @ts-check
/** A coverage in words and as a strip of colours, as the server said it. */
import {el} from '../lib/dom.js';

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {HTMLElement} holder
 * @param {import('../api/proposals.js').CoverageAnswer} answer
 */
export function showCoverage(holder, {coverage, words}) {
  holder.replaceChildren(
    el('p', {class: 'coverage-sentence'}, words.sentence),
    strip(coverage, words.lines),
    ...words.notes.map((note) => el('p', {class: 'small muted'}, note)),
  );
}

/**
 * @param {import('../api/proposals.js').CoverageAnswer['coverage']} coverage
 * @param {import('../api/proposals.js').CoverageLine[]} lines
 */
function strip(coverage, lines) {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [name, value] of Object.entries({class: 'coverage-strip', viewBox: '0 0 1000 28', preserveAspectRatio: 'none', 'aria-hidden': 'true'})) svg.setAttribute(name, value);
  const shares = [...coverage.parts, ...coverage.slivers].map(({share}) => share);
  const total = shares.reduce((sum, share) => sum + share, coverage.no_plan_share) || 1;
  let x = 0;
  shares.forEach((share, index) => {
    const width = (share / total) * 1000;
    const box = document.createElementNS(SVG, 'rect');
    const {fill, outline} = lines[index];
    for (const [name, value] of Object.entries({x, width, height: 28, fill, stroke: outline, 'stroke-width': 1.5, 'vector-effect': 'non-scaling-stroke'})) box.setAttribute(name, String(value));
    svg.append(box);
    x += width;
  });
  return svg;
}
