// @ts-check
import {el, icon} from '../lib/dom.js';
import {_} from '../lib/i18n.js';

/**
 * Asks about the middle of the map, which a cross marks while the button has the focus or the pointer.
 * @param {(button: HTMLElement) => void} ask
 * @param {ReturnType<typeof import('./crosshair.js').buildCrosshair>} crosshair
 */
export function hereButton(ask, crosshair) {
  const mark = () => crosshair.show('cross');
  const clear = () => {
    if (crosshair.element.dataset.kind === 'cross') crosshair.show('none');
  };
  const label = _('What is here?');
  const button = el(
    'button',
    {type: 'button', class: 'map-button map-controls__here', 'aria-label': label, title: label, onfocus: mark, onblur: clear,
      onpointerenter: mark, onpointerleave: clear, onclick: () => ask(button)},
    icon('circle-help'),
  );
  return button;
}
