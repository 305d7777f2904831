// @ts-check
/** Colours come from css/tokens.css, so that light, dark and high contrast are decided in one place. */

/**
 * @param {string} token without dashes, for example "seq-3"; a raw colour is given back as it is
 * @returns {string}
 */
export function colour(token) {
  if (/^(#|rgb|hsl)/.test(token)) return token;
  const cached = cache.get(token);
  if (cached) return cached;
  const value = getComputedStyle(document.documentElement).getPropertyValue(`--${token}`).trim() || '#888888';
  cache.set(token, value);
  return value;
}

/** @type {Map<string, string>} */
const cache = new Map();

/**
 * The colour with an opacity, as rgba(); takes the #rrggbb that tokens are written in.
 * @param {string} token
 * @param {number} alpha 0-1
 */
export function tint(token, alpha) {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour(token));
  if (!hex) return colour(token);
  return `rgba(${hex
    .slice(1)
    .map((part) => parseInt(part, 16))
    .join(', ')}, ${alpha})`;
}

/**
 * Calls when light turns to dark, or contrast changes; the cache is empty by then.
 * @param {() => void} action
 * @param {AbortSignal} signal
 */
export function onSchemeChange(action, signal) {
  for (const query of ['(prefers-color-scheme: dark)', '(prefers-contrast: more)']) {
    matchMedia(query).addEventListener(
      'change',
      () => {
        cache.clear();
        action();
      },
      {signal},
    );
  }
}

/**
 * A CSS font in the service's typeface.
 * @param {number} weight
 * @param {number} sizePx
 */
export function font(weight, sizePx) {
  return `${weight} ${sizePx}px "Public Sans", system-ui, sans-serif`;
}
