// @ts-check
import {announce, toast} from '../../components/live.js';
import {formatArea} from '../../lib/format.js';
import {_, ngettext} from '../../lib/i18n.js';
import {Drawing} from './drawing.js';
import {buildDrawBar} from './toolbar.js';

/** Joins drawing to the map element: its bar, its keys, its events, its words. */
export class DrawMode {
  /**
   * @param {HTMLElement} host the map element; events are told on it
   * @param {import('../stage.js').Stage} stage
   * @param {import('../config.js').DrawConfig} config
   * @param {ReturnType<typeof import('../crosshair.js').buildCrosshair>} crosshair
   */
  constructor(host, stage, config, crosshair) {
    this.host = host;
    this.stage = stage;
    this.crosshair = crosshair;
    this.drawing = new Drawing(
      stage.map,
      config,
      ({isEnd}) => this.changed(isEnd),
      (code) => this.refuse(code, config),
    );
    this.bar = buildDrawBar(this.drawing, {middle: () => stage.middle});
    host.append(this.bar.element);
    this.drawing.use('corner');
  }

  /** @param {boolean} isEnd */
  changed(isEnd) {
    // The first change comes while the drawing is still being made.
    if (!this.bar) return;
    const {drawing} = this;
    this.bar.update();
    const isAiming = drawing.tool === 'corner' || drawing.tool === 'hole';
    this.crosshair.show(isAiming ? 'cross' : 'none');
    const detail = {
      geometry: drawing.geometry({withSketch: true}),
      finished: drawing.geometry({withSketch: false}),
      corners: drawing.corners.length,
      isComplete: drawing.hasShape && !drawing.corners.length,
      tool: drawing.tool,
    };
    this.host.dispatchEvent(new CustomEvent('draw-change', {bubbles: true, detail}));
    if (!isEnd) return;
    announce(
      drawing.isLine ? _('The line is ready.') : _('The area is ready: %(size)s.', {size: formatArea(drawing.area)}),
    );
    this.host.dispatchEvent(new CustomEvent('draw-end', {bubbles: true, detail}));
  }

  /** @param {'hole-outside' | 'too-many-corners' | 'too-few-corners'} code @param {import('../config.js').DrawConfig} config */
  refuse(code, config) {
    toast(
      {
        'hole-outside': _('A hole must lie wholly inside your area.'),
        'too-many-corners': _('That is more than %(count)s corners. Draw a simpler shape.', {count: config.maxCorners}),
        'too-few-corners':
          config.type === 'LineString'
            ? _('A line needs at least two points.')
            : _('An area needs at least three corners.'),
      }[code],
      {tone: 'bad'},
    );
    this.bar?.update();
  }

  /** @param {string} key @returns {boolean} */
  key(key) {
    const {drawing} = this;
    if (key === ' ') drawing.addCorner(this.stage.middle);
    else if (key === 'Backspace') drawing.removeCorner();
    else if (key === 'Enter') return drawing.finish();
    else if (key === 'Escape') drawing.draw?.abortDrawing();
    else return false;
    announce(ngettext('%(count)s corner', '%(count)s corners', drawing.corners.length));
    return true;
  }

  /** @param {object} geometry GeoJSON in WGS 84 @returns {void} */
  load(geometry) {
    const extent = this.drawing.load(geometry);
    this.stage.view.fit(extent, {padding: [48, 48, 120, 48], maxZoom: 14});
  }

  clear() {
    this.drawing.clear();
  }

  restyle() {
    this.drawing.restyle();
  }

  destroy() {
    this.drawing.destroy();
    this.bar.element.remove();
    this.crosshair.show('none');
  }
}
