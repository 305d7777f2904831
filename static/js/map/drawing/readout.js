// @ts-check
/** One line over the map: first how to draw, then what is inside, so that nobody has to look away from their finger. */
import {el} from '../../lib/dom.js';
import {formatArea, formatDistance} from '../../lib/format.js';
import {ngettext} from '../../lib/i18n.js';
import {hintFor} from './toolbar.js';

/** @param {import('./drawing.js').Drawing} drawing */
export function buildReadout(drawing) {
  // Screen readers are told by the live region and by the page.
  const figures = el('span', {class: 'draw-readout__figures'});
  const hint = el('span', {class: 'draw-readout__hint'});
  const element = el('p', {class: 'draw-readout', 'aria-hidden': 'true'}, figures, hint);
  let told = '';
  let toldOf = 0;
  return {
    element,
    /** @param {string} text figures of the shape as it is now */
    say: (text) => {
      told = text;
      toldOf = drawing.area;
      figures.textContent = text;
    },
    update: () => {
      const {area, corners, tool, cursor} = drawing;
      // Figures hold until the shape changes; then its size is all that is known.
      if (!area) told = '';
      const size = corners.length ? ngettext('%(count)s corner', '%(count)s corners', corners.length) : '';
      if (drawing.isLine) figures.textContent = drawing.length > 0 ? formatDistance(drawing.length) : size;
      else figures.textContent = area > 0 ? (told && toldOf === area ? told : formatArea(area)) : size;
      // Who has drawn one part, or is in the middle of it, knows how; the map needs the room more.
      const isKnown = corners.length > 1 || cursor.place || ((tool === 'corner' || tool === 'freehand') && area > 0);
      hint.textContent = isKnown && !drawing.snapping?.isOn ? '' : hintFor(drawing);
    },
  };
}
