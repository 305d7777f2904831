// @ts-check
/** The mark in the middle: a pin whose tip is the place being chosen, or a cross for the next corner. It never moves; the map does. */
import {el} from '../lib/dom.js';

const SVG = 'http://www.w3.org/2000/svg';
const PIN = 'M22 52c-1.2-4.8-18-15-18-30a18 18 0 0 1 36 0c0 15-16.8 25.2-18 30Z';

/** @param {string} tag @param {Record<string, string>} attributes */
function shape(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** @returns {{element: HTMLElement, show: (kind: 'pin' | 'cross' | 'none') => void, lift: (isMoving: boolean) => void, place: (pixel: {x: number, y: number}) => void}} */
export function buildCrosshair() {
  const pin = shape('svg', {viewBox: '0 0 44 54', width: '44', height: '54', class: 'map-crosshair__pin'});
  pin.append(
    shape('path', {d: PIN, class: 'map-crosshair__body'}),
    shape('circle', {cx: '22', cy: '22', r: '6', class: 'map-crosshair__eye'}),
  );
  const cross = shape('svg', {viewBox: '0 0 40 40', width: '40', height: '40', class: 'map-crosshair__cross'});
  const lines = 'M20 3v12M20 25v12M3 20h12M25 20h12';
  cross.append(
    shape('path', {d: lines, class: 'map-crosshair__halo'}),
    shape('path', {d: lines, class: 'map-crosshair__lines'}),
    shape('circle', {cx: '20', cy: '20', r: '1.8', class: 'map-crosshair__dot'}),
  );
  const element = el(
    'div',
    {class: 'map-crosshair', 'aria-hidden': 'true', 'data-kind': 'none'},
    el('span', {class: 'map-crosshair__shadow'}),
  );
  element.append(pin, cross);
  return {
    element,
    show: (kind) => {
      element.dataset.kind = kind;
    },
    lift: (isMoving) => element.classList.toggle('is-lifted', isMoving),
    place: ({x, y}) => {
      element.style.left = `${x}px`;
      element.style.top = `${y}px`;
    },
  };
}
