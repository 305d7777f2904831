// @ts-check
/** Numbers, lengths, areas and dates as the reader's language writes them. Nothing and suppressed are never a number here. */

/** The page's language with the country whose conventions it follows. */
function locale() {
  const language = typeof document === 'undefined' ? 'fi' : document.documentElement.lang || 'fi';
  return {fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB'}[language] ?? language;
}

/**
 * @param {number} value
 * @param {number} [decimals] at most this many
 */
export function formatNumber(value, decimals = 0) {
  return new Intl.NumberFormat(locale(), {maximumFractionDigits: decimals}).format(value);
}

/**
 * @param {number} share 0-1
 * @param {number} [decimals]
 */
export function formatPercent(share, decimals = 0) {
  return new Intl.NumberFormat(locale(), {style: 'percent', maximumFractionDigits: decimals}).format(share);
}

/**
 * Rounds to two figures that matter, since no one reads a map to the metre from far away.
 * @param {number} metres
 */
export function formatDistance(metres) {
  if (metres >= 10000) return `${formatNumber(metres / 1000)} km`;
  if (metres >= 1000) return `${formatNumber(metres / 1000, 1)} km`;
  return `${formatNumber(metres >= 100 ? Math.round(metres / 10) * 10 : Math.round(metres))} m`;
}

/** @param {number} squareMetres */
export function formatArea(squareMetres) {
  if (squareMetres >= 1e6) return `${formatNumber(squareMetres / 1e6, squareMetres >= 1e7 ? 0 : 1)} km²`;
  if (squareMetres >= 1e4) return `${formatNumber(squareMetres / 1e4, squareMetres >= 1e5 ? 0 : 1)} ha`;
  return `${formatNumber(squareMetres)} m²`;
}

/** @param {Date | string} day */
export function formatDate(day) {
  return new Intl.DateTimeFormat(locale(), {day: 'numeric', month: 'numeric', year: 'numeric'}).format(new Date(day));
}

/** @param {Date | string} instant */
export function formatDateTime(instant) {
  return new Intl.DateTimeFormat(locale(), {dateStyle: 'short', timeStyle: 'short'}).format(new Date(instant));
}

/**
 * WGS 84 in plain degrees, latitude first, as people say them.
 * @param {[number, number]} lonlat
 */
export function formatLonlat([lon, lat]) {
  const degrees = new Intl.NumberFormat(locale(), {minimumFractionDigits: 5, maximumFractionDigits: 5});
  return `${degrees.format(lat)}; ${degrees.format(lon)}`;
}
