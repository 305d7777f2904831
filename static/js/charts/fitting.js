// @ts-check
/** Words made to fit. */

/**
 * Cut to what fits, with three dots.
 * @param {CanvasRenderingContext2D} context its font is set
 * @param {string} text
 * @param {number} widthPx
 */
export function cut(context, text, widthPx) {
  if (context.measureText(text).width <= widthPx) return text;
  let kept = text;
  while (kept.length > 1 && context.measureText(`${kept}…`).width > widthPx) kept = kept.slice(0, -1);
  return `${kept.trimEnd()}…`;
}

/** In lines, broken between words. @param {CanvasRenderingContext2D} context its font is set @param {string} text @param {number} widthPx */
export function wrap(context, text, widthPx) {
  const lines = [''];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const longer = `${lines[lines.length - 1]} ${word}`.trim();
    if (lines[lines.length - 1] && context.measureText(longer).width > widthPx) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines.filter(Boolean);
}

/** A file name that any system takes. @param {string} title */
export function fileName(title) {
  const plain = title.normalize('NFKD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
  return `${plain.slice(0, 60) || 'chart'}.png`;
}
