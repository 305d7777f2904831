// @ts-check
/** Pictures of pins as SVG source. Pure text: colours and icon shapes come in. */

/** How a state looks beside its colour, so that colour is never alone. */
const STATE_MARKS = /** @type {Record<string, {token: string, glyph: 'check' | 'dots' | 'dash'}>} */ ({
  under_consideration: {token: 'warn', glyph: 'dots'},
  in_progress: {token: 'warn', glyph: 'dots'},
  accepted: {token: 'good', glyph: 'check'},
  partly_accepted: {token: 'good', glyph: 'check'},
  done: {token: 'good', glyph: 'check'},
  declined: {token: 'ink-soft', glyph: 'dash'},
  closed_not_done: {token: 'ink-soft', glyph: 'dash'},
  withdrawn: {token: 'ink-soft', glyph: 'dash'},
});

const GLYPHS = {
  check: '<path d="m25.7 28.3 1.7 1.7 3.2-3.5" fill="none" stroke-width="1.7"/>',
  dots: '<circle cx="25.5" cy="28.2" r=".95" stroke="none"/><circle cx="28.1" cy="28.2" r=".95" stroke="none"/><circle cx="30.7" cy="28.2" r=".95" stroke="none"/>',
  dash: '<path d="M25.8 28.2h4.6" stroke-width="1.8"/>',
};

/** @param {string} state */
export function stateMark(state) {
  return STATE_MARKS[state] ?? null;
}

/**
 * @param {{fill: string, edge: string, shapes: string, ring?: string, glyph?: 'check' | 'dots' | 'dash', glyphInk?: string}} look
 * @returns {string} 36 x 36, centred on the place
 */
export function discSvg({fill, edge, shapes, ring, glyph, glyphInk = '#ffffff'}) {
  const badge =
    ring && glyph
      ? `<circle cx="28.1" cy="28.2" r="6" fill="${ring}" stroke="${edge}" stroke-width="1.5"/><g fill="${glyphInk}" stroke="${glyphInk}" stroke-linecap="round" stroke-linejoin="round">${GLYPHS[glyph]}</g>`
      : '';
  return svg(
    36,
    36,
    `<circle cx="18" cy="18" r="15" fill="${edge}" fill-opacity=".95"/>${ring ? `<circle cx="18" cy="18" r="14.5" fill="none" stroke="${ring}" stroke-width="1.8"/>` : ''}` +
      `<circle cx="18" cy="18" r="12.2" fill="${fill}"/>${glyphOnDisc(shapes, 10.8, 10.8, 0.6)}${badge}`,
  );
}

/**
 * The chosen pin: a drop whose tip is the place.
 * @param {{fill: string, edge: string, shapes: string}} look
 * @returns {string} 44 x 54, tip at the bottom middle
 */
export function dropSvg({fill, edge, shapes}) {
  return svg(
    44,
    54,
    `<path d="M22 52c-1.2-4.8-18-15-18-30a18 18 0 0 1 36 0c0 15-16.8 25.2-18 30Z" fill="${fill}" stroke="${edge}" stroke-width="2.5"/>${glyphOnDisc(shapes, 12.4, 12, 0.8)}`,
  );
}

/** @param {string} shapes @param {number} x @param {number} y @param {number} scale */
function glyphOnDisc(shapes, x, y, scale) {
  return `<g transform="translate(${x} ${y}) scale(${scale})" fill="none" stroke="#ffffff" stroke-width="2.1" stroke-linecap="round" stroke-linejoin="round">${shapes}</g>`;
}

/** @param {number} width @param {number} height @param {string} content */
function svg(width, height, content) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`;
}

/** @param {string} source */
export function dataUri(source) {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
}
