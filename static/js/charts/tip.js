// @ts-check
/** The small box beside a point. */
import {el} from '../lib/dom.js';

/**
 * @param {HTMLElement} tip
 * @param {{title: string, lines: string[]}} words
 * @param {{x: number, y: number}} place of the point, in pixels of the plot
 * @param {{width: number, height: number}} plot
 */
export function showTip(tip, {title, lines}, place, plot) {
  tip.replaceChildren(...(title ? [el('strong', {}, title)] : []), ...lines.map((line) => el('span', {}, line)));
  tip.hidden = false;
  const {offsetWidth: width, offsetHeight: height} = tip;
  const {left, top} = tipPlace(place, {width, height}, plot);
  tip.style.transform = `translate(${left}px, ${top}px)`;
}

/**
 * Above the point, or below where there is no room; never over the side of the plot.
 * @param {{x: number, y: number}} place
 * @param {{width: number, height: number}} tip
 * @param {{width: number, height: number}} plot
 */
export function tipPlace(place, tip, plot) {
  const left = Math.max(0, Math.min(plot.width - tip.width, place.x - tip.width / 2));
  const above = place.y - tip.height - 16;
  return {left: Math.round(left), top: Math.round(above >= 0 ? above : place.y + 16)};
}
