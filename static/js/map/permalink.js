// @ts-check
/** The place in the address: #zoom/latitude/longitude, and the chosen layers after it (layer-state.js). */

/** @param {string} hash @returns {{lonlat: [number, number], zoom: number} | null} */
export function readPlace(hash) {
  const found = /^#(\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)(?:&.*)?$/.exec(hash);
  if (!found) return null;
  const [zoom, lat, lon] = found.slice(1).map(Number);
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? {lonlat: [lon, lat], zoom} : null;
}

/** @param {[number, number]} lonlat @param {number} zoom */
export function writePlace([lon, lat], zoom) {
  return `#${zoom.toFixed(1)}/${lat.toFixed(5)}/${lon.toFixed(5)}`;
}
