// @ts-check
import {el} from '../lib/dom.js';
import {formatDistance} from '../lib/format.js';
import {roundLength} from './grid.js';

const MAX_PX = 96;

/** @returns {{element: HTMLElement, show: (resolution: number) => void}} */
export function buildScaleBar() {
  const words = el('span', {class: 'map-scale__words'});
  const line = el('span', {class: 'map-scale__line', 'aria-hidden': 'true'});
  const element = el('div', {class: 'map-scale'}, words, line);
  return {
    element,
    show: (resolution) => {
      const {metres, px} = roundLength(resolution, MAX_PX);
      words.textContent = formatDistance(metres);
      line.style.width = `${px}px`;
    },
  };
}
