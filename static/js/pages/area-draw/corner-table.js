// @ts-check
/** The corners of the drawing as a table of fields; each change goes to the map at once, and can be undone there. */
import {formatNumber} from '../../lib/format.js';
import {el, icon} from '../../lib/dom.js';
import {_} from '../../lib/i18n.js';

/** More rows than this help nobody; fewer corners come first. */
const MOST = 300;
const DECIMALS = 6;

/** @typedef {[number, number][]} Ring open, WGS 84 */

/** @param {any} geometry @returns {Ring[][]} */
function openRings(geometry) {
  if (!geometry) return [];
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map((/** @type {any} */ rings) => rings.map((/** @type {any} */ ring) => ring.slice(0, -1)));
}

/** @param {Ring[][]} polygons @returns {object | null} */
function asGeometry(polygons) {
  const closed = polygons.filter((rings) => rings.length).map((rings) => rings.map((ring) => [...ring, ring[0]]));
  if (!closed.length) return null;
  return closed.length === 1 ? {type: 'Polygon', coordinates: closed[0]} : {type: 'MultiPolygon', coordinates: closed};
}

/** @param {string} text @returns {[number, number] | null} longitude, latitude */
function readPlace(text) {
  const plain = text.includes('.') ? text.replace(/[;,]/g, ' ') : text.replace(/,/g, '.').replace(/;/g, ' ');
  const numbers = plain.trim().split(/\s+/).map(Number);
  if (numbers.length !== 2 || numbers.some((number) => !Number.isFinite(number))) return null;
  const [lat, lon] = numbers;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : null;
}

/**
 * @param {HTMLElement} holder
 * @param {(geometry: object | null) => void} changed
 */
export function cornerTable(holder, changed) {
  const empty = el(
    'p',
    {class: 'muted'},
    _('When there is a shape, its corners are listed here. A shape of very many corners must be simplified first.'),
  );
  // The rows of the page without scripts are fields of the form; from here on the map's drawing is what counts.
  holder.replaceChildren(empty);
  const details = /** @type {HTMLDetailsElement} */ (holder.closest('details'));
  let last = /** @type {any} */ (null);

  /** @param {Ring[][]} polygons @param {number} part @param {number} ring @param {(ring: Ring) => Ring} change */
  const change = (polygons, part, ring, change) => {
    const next = polygons.map((rings, p) =>
      p === part ? rings.map((one, r) => (r === ring ? change(one) : one)) : rings,
    );
    // A ring of fewer than three corners is gone; without its outline, so is the part.
    const kept = next.flatMap((rings) => (rings[0].length < 3 ? [] : [rings.filter((one) => one.length > 2)]));
    changed(asGeometry(kept));
  };

  /** @param {Ring[][]} polygons @param {number} part @param {number} ring */
  const block = (polygons, part, ring) => {
    const values = {part: formatNumber(part + 1), hole: formatNumber(ring)};
    const title = ring ? _('Hole %(hole)s of part %(part)s', values) : _('Outline of part %(part)s', values);
    const remove = el(
      'button',
      {
        type: 'button',
        class: 'button button--small button--quiet',
        onclick: () =>
          changed(
            asGeometry(
              polygons.flatMap((rings, p) =>
                p !== part ? [rings] : ring ? [rings.filter((_ring, r) => r !== ring)] : [],
              ),
            ),
          ),
      },
      icon('trash-2'),
      ring ? _('Delete this hole') : _('Delete this part'),
    );
    const rows = polygons[part][ring].map((place, index) => row(polygons, part, ring, place, index));
    return [el('h3', {class: 'corner-list__head'}, title, ' ', remove), el('ol', {class: 'corner-list'}, ...rows)];
  };

  /** @param {Ring[][]} polygons @param {number} part @param {number} ring @param {[number, number]} place @param {number} index */
  const row = (polygons, part, ring, [lon, lat], index) => {
    const number = formatNumber(index + 1);
    const size = polygons[part][ring].length;
    const input = el('input', {
      class: 'input',
      value: `${lat.toFixed(DECIMALS)} ${lon.toFixed(DECIMALS)}`,
      'aria-label': _('Corner %(number)s', {number}),
      autocomplete: 'off',
    });
    input.addEventListener('change', () => {
      const moved = readPlace(input.value);
      input.toggleAttribute('aria-invalid', !moved);
      if (moved) change(polygons, part, ring, (one) => one.map((old, i) => (i === index ? moved : old)));
    });
    const deed = (
      /** @type {string} */ symbol,
      /** @type {string} */ label,
      /** @type {(ring: Ring) => Ring} */ doIt,
    ) =>
      el(
        'button',
        {
          type: 'button',
          class: 'button button--icon button--small',
          'aria-label': label,
          onclick: () => change(polygons, part, ring, doIt),
        },
        icon(symbol),
      );
    const swap = (/** @type {number} */ other) => (/** @type {Ring} */ one) =>
      one.map((old, i) => (i === index ? one[other] : i === other ? one[index] : old));
    const halfway = (/** @type {Ring} */ one) => {
      const [nextLon, nextLat] = one[(index + 1) % size];
      return /** @type {Ring} */ ([
        ...one.slice(0, index + 1),
        [(lon + nextLon) / 2, (lat + nextLat) / 2],
        ...one.slice(index + 1),
      ]);
    };
    return el(
      'li',
      {class: 'corner-list__one'},
      input,
      el(
        'span',
        {class: 'corner-list__deeds'},
        deed('arrow-up', _('Move corner %(number)s up', {number}), swap((index - 1 + size) % size)),
        deed('arrow-down', _('Move corner %(number)s down', {number}), swap((index + 1) % size)),
        deed('plus', _('Add a corner after corner %(number)s', {number}), halfway),
        deed('trash-2', _('Delete corner %(number)s', {number}), (one) => one.filter((_old, i) => i !== index)),
      ),
    );
  };

  const build = () => {
    const focus = holder.contains(document.activeElement) ? document.activeElement?.getAttribute('aria-label') : null;
    const polygons = openRings(last);
    const count = polygons.flat(2).length;
    if (!count || count > MOST) holder.replaceChildren(empty);
    else
      holder.replaceChildren(
        el('p', {class: 'field__hint'}, _('Latitude and longitude of each corner.')),
        ...polygons.flatMap((rings, part) => rings.flatMap((_ring, ring) => block(polygons, part, ring))),
      );
    // Who works through the table by keyboard stays where they were.
    if (focus) /** @type {HTMLElement | null} */ (holder.querySelector(`[aria-label="${CSS.escape(focus)}"]`))?.focus();
  };
  details.addEventListener('toggle', () => details.open && build());

  return {
    /** @param {any} geometry the drawing as it is now */
    show: (geometry) => {
      last = geometry;
      if (details.open) build();
    },
  };
}
