// @ts-check
/** Buttons on the map. Every drag has its button: zoom, and four directions behind one. */
import {el, icon} from '../lib/dom.js';
import {_} from '../lib/i18n.js';

/**
 * @param {string} name @param {string} label @param {() => void} action
 * @param {string} [extra] class
 */
function mapButton(name, label, action, extra = '') {
  return el(
    'button',
    {type: 'button', class: `map-button ${extra}`, 'aria-label': label, title: label, onclick: action},
    icon(name),
  );
}

/** @param {(dx: number, dy: number) => void} pan in steps */
function panPad(pan) {
  return el(
    'details',
    {class: 'map-pan menu'},
    el(
      'summary',
      {class: 'map-button', 'aria-label': _('Move the map with buttons'), title: _('Move the map with buttons')},
      icon('move'),
    ),
    el(
      'div',
      {class: 'map-pan__pad'},
      mapButton('arrow-up', _('Move up'), () => pan(0, -1), 'map-pan__up'),
      mapButton('arrow-left', _('Move left'), () => pan(-1, 0), 'map-pan__left'),
      mapButton('arrow-right', _('Move right'), () => pan(1, 0), 'map-pan__right'),
      mapButton('arrow-down', _('Move down'), () => pan(0, 1), 'map-pan__down'),
    ),
  );
}

/**
 * @param {{zoom: (steps: number) => void, pan: (dx: number, dy: number) => void, locate: (() => void) | null}} actions
 * @returns {HTMLElement}
 */
export function buildControls({zoom, pan, locate}) {
  return el(
    'div',
    {class: 'map-controls', role: 'group', 'aria-label': _('Map buttons')},
    el(
      'div',
      {class: 'map-controls__pair'},
      mapButton('plus', _('Zoom in'), () => zoom(1)),
      mapButton('minus', _('Zoom out'), () => zoom(-1)),
    ),
    locate && mapButton('locate', _('Show my position'), locate, 'map-controls__locate'),
    panPad(pan),
  );
}
