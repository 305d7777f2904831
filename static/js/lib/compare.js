// @ts-check
/**
 * Orders two cell texts: numbers by size, others by the language's alphabet (å, ä, ö in their places); empty ones last in both directions.
 * @param {string} a
 * @param {string} b
 * @param {boolean} isDescending
 */
export function compareCells(a, b, isDescending) {
  if (a === '' || b === '') return Number(a === '') - Number(b === '');
  const [x, y] = [Number(a), Number(b)];
  const language = typeof document === 'undefined' ? 'fi' : document.documentElement.lang || 'fi';
  const order = Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b, language) : x - y;
  return isDescending ? -order : order;
}
