// @ts-check
/** Everything of the map that is HTML: the focusable surface, the mark in the middle, buttons, scale, sources, status. */
import {el} from '../lib/dom.js';
import {_} from '../lib/i18n.js';
import {buildAttribution} from './attribution.js';
import {buildControls} from './controls.js';
import {buildCrosshair} from './crosshair.js';
import {hereButton} from './here-button.js';
import {buildLayerPanel} from './layer-panel.js';
import {buildScaleBar} from './scale-bar.js';
import {buildStatus} from './status.js';

const PAN_PX = 96;
let count = 0;

/** @typedef {ReturnType<typeof buildSurface>} Surface */

/**
 * @param {HTMLElement} host
 * @param {import('./config.js').MapConfig} config
 * @param {{zoom: (steps: number) => void, pan: (dxPx: number, dyPx: number) => void, locate: () => void, show: (key: string, isVisible: boolean) => void,
 *   fade: (key: string, opacity: number) => void, move: (key: string, step: number) => string[], here: ((button: HTMLElement) => void) | null, retry: () => void}} actions
 * @param {import('./config.js').LayerConfig[]} offered what the layer panel switches, topmost first
 */
export function buildSurface(host, config, actions, offered) {
  count += 1;
  const help = el('p', {class: 'visually-hidden', id: `map-help-${count}`});
  const surface = el('div', {
    class: 'map-surface',
    tabindex: 0,
    role: 'application',
    'aria-roledescription': _('map'),
    'aria-label': config.label || host.getAttribute('label') || _('Map'),
    'aria-describedby': help.id,
  });
  const crosshair = buildCrosshair();
  const scale = buildScaleBar();
  const sources = buildAttribution();
  const status = buildStatus(actions.retry);
  const controls = buildControls({
    zoom: actions.zoom,
    pan: (dx, dy) => actions.pan(dx * PAN_PX, dy * PAN_PX),
    locate: config.locate ? actions.locate : null,
  });
  const panel = buildLayerPanel(offered, actions);
  if (panel) controls.append(panel.element);
  if (actions.here) controls.append(hereButton(actions.here, crosshair));
  host.append(
    surface,
    crosshair.element,
    controls,
    el('div', {class: 'map-foot'}, scale.element, sources.element),
    ...status.elements,
    help,
  );
  return {surface, help, crosshair, scale, sources, status, controls, panel};
}

/** How the map is used by keyboard, for screen readers. @param {import('./config.js').MapMode} mode */
export function helpFor(mode) {
  return {
    view: _(
      'Arrow keys move the map, plus and minus zoom, Shift with an arrow moves a little. Space starts an idea at the middle of the map. The same things are in the list.',
    ),
    place: _(
      'Arrow keys move the map under the pin, Shift with an arrow moves a little, plus and minus zoom. Space says that the place is right.',
    ),
    draw: _(
      'Arrow keys move the map, plus and minus zoom. Space puts a corner in the middle, Backspace takes the last one away, Enter finishes. While you adjust, comma and full stop go from corner to corner, Space takes hold of one and puts it down, Enter adds one, Delete takes it away. Control and Z undoes.',
    ),
  }[mode];
}
