// @ts-check
import {announce, toast} from '../../components/live.js';
import {formatArea, formatNumber} from '../../lib/format.js';
import {_, ngettext} from '../../lib/i18n.js';
import {Drawing} from './drawing.js';
import {Marks} from './marks.js';
import {buildReadout} from './readout.js';
import {Snapping} from './snapping.js';
import {buildDrawBar} from './toolbar.js';

/** So near to a corner a tap means it. */
const REACH_PX = 22;

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
    const snapping = config.snap
      ? new Snapping(stage, config.snap, () => toast(_('The borders could not be fetched just now.'), {tone: 'bad'}))
      : null;
    this.drawing = new Drawing(
      stage.map,
      config,
      snapping,
      ({isEnd}) => this.changed(isEnd),
      (code) => this.refuse(code, config),
      (line) => this.tell('draw-line', {line}),
    );
    this.marks = new Marks(stage);
    this.readout = buildReadout(this.drawing);
    this.bar = buildDrawBar(this.drawing, {
      middle: () => stage.middle,
      shown: () => this.showCorner(),
      canPick: config.pick,
    });
    host.append(this.readout.element, this.bar.element);
    this.leaving = new AbortController();
    document.addEventListener('keydown', (event) => this.shortcut(event), {signal: this.leaving.signal});
    this.onMove = () => this.drawing.cursor.carry(stage.middle);
    stage.view.on('change:center', this.onMove);
    this.drawing.use('corner');
  }

  /** @param {string} name @param {object} detail */
  tell(name, detail) {
    this.host.dispatchEvent(new CustomEvent(name, {bubbles: true, detail}));
  }

  /** @param {boolean} isEnd */
  changed(isEnd) {
    // The first change comes while the drawing is still being made.
    if (!this.bar) return;
    const {drawing} = this;
    this.bar.update();
    this.readout.update();
    const isAiming = drawing.tool !== 'edit' && drawing.tool !== 'freehand';
    this.crosshair.show(isAiming || drawing.cursor.isHeld ? 'cross' : 'none');
    const detail = {
      geometry: drawing.geometry({withSketch: true}),
      finished: drawing.geometry({withSketch: false}),
      corners: drawing.corners.length,
      isComplete: drawing.hasShape && !drawing.corners.length,
      tool: drawing.tool,
    };
    this.tell('draw-change', detail);
    if (!isEnd) return;
    announce(
      drawing.isLine ? _('The line is ready.') : _('The area is ready: %(size)s.', {size: formatArea(drawing.area)}),
    );
    this.tell('draw-end', detail);
  }

  /** @param {'hole-outside' | 'too-many-corners' | 'too-few-corners'} code @param {import('../config.js').DrawConfig} config */
  refuse(code, config) {
    toast(
      {
        'hole-outside': _('A hole must lie wholly inside your area.'),
        'too-many-corners': _('That is more than %(count)s corners. Draw a simpler shape.', {count: config.maxCorners}),
        'too-few-corners': this.drawing.isSketchLine
          ? _('A line needs at least two points.')
          : _('An area needs at least three corners.'),
      }[code],
      {tone: 'bad'},
    );
    this.bar?.update();
  }

  /** A click on the map that drew nothing. @param {any} event @param {() => import('../selection.js').Hit[]} hits */
  click(event, hits) {
    const {drawing, stage} = this;
    if (drawing.tool === 'edit')
      drawing.cursor.chooseNear(event.coordinate, REACH_PX * (stage.view.getResolution() ?? 1));
    else if (drawing.tool === 'pick') this.tell('draw-pick', {features: hits()});
  }

  showCorner() {
    const {place, number} = this.drawing.cursor;
    if (!place) return;
    const [west, south, east, north] = this.stage.view.calculateExtent();
    const [x, y] = place;
    if (x < west || x > east || y < south || y > north) this.stage.go({coordinate: place});
    announce(
      _('Corner %(number)s of %(count)s', {number: formatNumber(number.number), count: formatNumber(number.count)}),
    );
  }

  /** @param {string} key @param {() => import('../selection.js').Hit[]} hits what lies in the middle @returns {boolean} */
  key(key, hits) {
    if (this.drawing.tool === 'edit') return this.editKey(key);
    const {drawing} = this;
    if (drawing.tool === 'pick') {
      if (key !== ' ') return false;
      this.tell('draw-pick', {features: hits()});
      return true;
    }
    if (key === ' ') drawing.addCorner(this.stage.middle);
    else if (key === 'Backspace') drawing.removeCorner();
    else if (key === 'Enter') return drawing.finish();
    else if (key === 'Escape') drawing.draw?.abortDrawing();
    else return false;
    announce(ngettext('%(count)s corner', '%(count)s corners', drawing.corners.length));
    return true;
  }

  /** @param {string} key @returns {boolean} */
  editKey(key) {
    const {cursor} = this.drawing;
    if (key === ' ') this.holdOrPutDown();
    else if (key === ',' || key === 'PageUp') cursor.step(-1);
    else if (key === '.' || key === 'PageDown') cursor.step(1);
    else if (key === 'Enter') cursor.add();
    else if (key === 'Delete' || key === 'Backspace') cursor.remove();
    else if (key === 'Escape') cursor.letGo();
    else return false;
    if (key !== ' ') this.showCorner();
    return true;
  }

  holdOrPutDown() {
    const {cursor} = this.drawing;
    if (cursor.isHeld) {
      cursor.putDown(this.stage.middle);
      announce(_('The corner is put down.'));
    } else {
      if (!cursor.place) cursor.chooseNear(this.stage.middle);
      const {place} = cursor;
      if (!place) return;
      this.stage.go({coordinate: place, isStill: true});
      cursor.hold();
      announce(_('You hold the corner. Arrow keys carry it, Space puts it down.'));
    }
    this.changed(false);
  }

  /** Undo and redo from anywhere on the page but a text field, which has its own. @param {KeyboardEvent} event */
  shortcut(event) {
    const isTyping =
      event.target instanceof Element && event.target.matches('input:not([type="checkbox"]), textarea, select');
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping) return;
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) this.drawing.undo();
    else if (key === 'y' || (key === 'z' && event.shiftKey)) this.drawing.redo();
    else return;
    event.preventDefault();
  }

  /** @param {object} geometry GeoJSON in WGS 84 @returns {void} */
  load(geometry) {
    const extent = this.drawing.load(geometry);
    this.stage.view.fit(extent, {padding: [72, 48, 160, 48], maxZoom: 14});
  }

  /** The next shape of the same area: as `load`, without moving the map. @param {object} geometry GeoJSON in WGS 84 */
  replace(geometry) {
    this.drawing.load(geometry);
  }

  /** What the page knows of the shape as it is, in one line. @param {string} text */
  say(text) {
    this.readout.say(text);
  }

  /** @param {[number, number][]} lonlats places to look at; none takes the marks away */
  mark(lonlats) {
    this.marks.show(lonlats);
  }

  /** @param {import('./drawing.js').DrawTool} tool */
  use(tool) {
    this.drawing.use(tool);
  }

  undo() {
    this.drawing.undo();
  }

  clear() {
    this.drawing.clear();
  }

  restyle() {
    this.drawing.restyle();
  }

  destroy() {
    this.leaving.abort();
    this.stage.view.un('change:center', this.onMove);
    this.drawing.destroy();
    this.marks.destroy();
    this.bar.element.remove();
    this.readout.element.remove();
    this.crosshair.show('none');
  }
}
