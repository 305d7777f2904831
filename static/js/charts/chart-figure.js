// @ts-check
/**
 * <chart-figure>: the one element that draws charts (service/templates/charts.html makes it; docs/front-end.md explains it).
 *
 * show(spec) draws another one in the same place; select(code) marks a point from outside. Events, both bubbling:
 * chart-point {code, label, series} what is pointed to (code and label empty: nothing any more), and chart-select with the same when
 * a point is chosen by click, tap, step or Enter.
 */
import {BarController, BarElement, CategoryScale, Chart, LineElement, LinearScale, LogarithmicScale, PointElement, ScatterController} from 'chartjs';
import {announce, toast} from '../components/live.js';
import {define} from '../lib/define.js';
import {debounce, el} from '../lib/dom.js';
import {_} from '../lib/i18n.js';
import {onSchemeChange} from '../map/palette.js';
import {configOf} from './config.js';
import {fileName} from './fitting.js';
import {fillLegend} from './legend.js';
import {overlay, pointsOn} from './overlay.js';
import {listen, nearestPoint} from './pointing.js';
import {completeSpec, isEmpty} from './spec.js';
import {findCode} from './steps.js';
import {showTip} from './tip.js';
import {describePoint, sayPoint} from './words.js';

/** @typedef {import('./spec.js').Spec} Spec @typedef {import('./steps.js').At} At */

Chart.register(BarController, BarElement, CategoryScale, LineElement, LinearScale, LogarithmicScale, PointElement, ScatterController);

export class ChartFigure extends HTMLElement {
  /** @type {Spec | null} */ #spec = null;
  /** @type {any} */ #chart = null;
  /** @type {At | null} */ #at = null;
  /** @type {At | null} */ #chosen = null;
  #life = new AbortController();
  #hint = '';
  #drawnWidth = 0;

  connectedCallback() {
    this.#life = new AbortController();
    const {signal} = this.#life;
    this.#hint ||= this.#part('reading').textContent?.trim() ?? '';
    listen(this.#part('plot'), {
      spec: () => this.#spec,
      at: () => this.#at,
      hit: (event, reach) => this.#hit(event, reach),
      point: (at, how) => this.#point(at, how === 'key'),
      choose: (at, how) => this.#choose(at, how),
    }, signal);
    this.#part('save').addEventListener('click', () => this.#save(), {signal});
    onSchemeChange(() => this.#draw(), signal);
    // Dots that step aside for each other need other places when the width is another.
    const again = debounce(() => { if (Math.abs(this.#width() - this.#drawnWidth) > 24) this.#draw(); }, 150);
    const watch = new ResizeObserver(again);
    watch.observe(this);
    signal.addEventListener('abort', () => watch.disconnect());
    // What was measured with the fallback typeface is measured again.
    document.fonts?.ready.then(() => this.#chart?.update('none'));
    const holder = this.querySelector('script.chart-spec');
    if (holder?.textContent) this.show(JSON.parse(holder.textContent));
  }

  disconnectedCallback() {
    this.#life.abort();
    this.#chart?.destroy();
    this.#chart = null;
  }

  /**
   * Draws this instead of what was there; the point that was chosen stays so if its code is still there.
   * @param {object} raw a specification (spec.js)
   */
  show(raw) {
    const code = this.#codeOf(this.#chosen);
    this.#spec = completeSpec(raw);
    this.#at = null;
    this.#chosen = findCode(this.#spec, code);
    this.#part('tip').hidden = true;
    this.#draw();
  }

  /** Marks the point with this code, or none. @param {string | null} code */
  select(code) {
    // The one of several with this code that is chosen already stays so.
    if (code && this.#codeOf(this.#chosen) === code) return;
    this.#chosen = this.#spec && code ? findCode(this.#spec, code) : null;
    this.#chart?.draw();
    this.#read(this.#chosen);
  }

  /** @param {string} name @returns {HTMLElement} */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`.chart__${name}`));
  }

  #width() {
    return this.#part('plot').clientWidth;
  }

  #draw() {
    const spec = this.#spec;
    if (!spec) return;
    const isNothing = isEmpty(spec);
    this.#part('nothing').hidden = !isNothing;
    this.#part('body').hidden = isNothing;
    this.#chart?.destroy();
    this.#chart = null;
    if (isNothing) return;
    for (const name of /** @type {const} */ (['x', 'y'])) {
      const {label, unit} = spec[name];
      this.#part(`axis-${name}`).textContent = unit && label ? `${label}, ${unit}` : label || unit;
    }
    if (spec.height) this.querySelector('.chart__space')?.setAttribute('height', String(spec.height));
    fillLegend(this.#part('legend'), spec);
    const canvas = /** @type {HTMLCanvasElement} */ (this.querySelector('canvas'));
    this.#chart = new Chart(canvas, configOf(spec, [overlay(spec, () => ({at: this.#at, chosen: this.#chosen}))], this.#width()));
    this.#drawnWidth = this.#width();
    this.toggleAttribute('data-drawn', true);
    this.#read(this.#chosen);
  }

  /** @param {PointerEvent | MouseEvent} event @param {number} reachPx @returns {At | null} */
  #hit(event, reachPx) {
    const spec = this.#spec;
    if (!spec || !this.#chart) return null;
    const box = /** @type {HTMLCanvasElement} */ (this.querySelector('canvas')).getBoundingClientRect();
    const isRowed = spec.kind === 'bars' || spec.kind === 'intervals';
    const where = {x: event.clientX - box.left, y: event.clientY - box.top};
    return nearestPoint(pointsOn(this.#chart, spec), where, reachPx, isRowed ? (spec.isFlat ? 'y' : 'x') : null);
  }

  /** @param {At | null} at @param {boolean} isByKey */
  #point(at, isByKey) {
    const spec = this.#spec;
    const isSame = this.#at?.series === at?.series && this.#at?.index === at?.index;
    if (!spec || !this.#chart || (isSame && !(isByKey && at))) return;
    this.#at = at;
    this.#chart.draw();
    this.#part('plot').classList.toggle('is-link', Boolean(at && spec.series[at.series].points[at.index].href));
    const tip = this.#part('tip');
    if (at) {
      const {clientWidth: width, clientHeight: height} = this.#part('plot');
      showTip(tip, describePoint(spec, at.series, at.index), this.#chart.getDatasetMeta(at.series).data[at.index], {width, height});
    } else tip.hidden = true;
    this.#tell('chart-point', at);
    if (!isByKey || !at) return;
    announce(sayPoint(spec, at));
    this.#chosen = at;
    this.#read(at);
    this.#tell('chart-select', at);
  }

  /** A finger first looks: only a second tap, or the link below, opens the page. @param {At} at @param {'mouse' | 'touch' | 'key'} how */
  #choose(at, how) {
    const point = this.#spec?.series[at.series].points[at.index];
    if (!point) return;
    const isAgain = this.#chosen?.series === at.series && this.#chosen?.index === at.index;
    this.#point(at, false);
    this.#chosen = at;
    this.#chart.draw();
    this.#read(at);
    this.#tell('chart-select', at);
    if (point.href && (how !== 'touch' || isAgain)) location.assign(point.href);
  }

  /** What is chosen, in words that stay, with the way to its page. @param {At | null} at */
  #read(at) {
    const place = this.#part('reading');
    if (!at || !this.#spec) return place.replaceChildren(el('span', {class: 'muted'}, this.#hint));
    const {title, lines} = describePoint(this.#spec, at.series, at.index);
    const {href} = this.#spec.series[at.series].points[at.index];
    place.replaceChildren(href ? el('a', {href, 'aria-label': _('Open the page of %(name)s', {name: title})}, title) : el('strong', {}, title), ...lines.map((line) => ` · ${line}`));
  }

  /** Gives the reader the chart as a picture, with its heading, legend and small print. */
  async #save() {
    if (!this.#spec) return;
    // Few want one, so its script comes when it is asked for.
    const {pictureOf} = await import('./picture.js');
    const text = (/** @type {string} */ name) => this.#part(name).textContent?.trim() ?? '';
    const words = {
      title: text('title'), axisX: text('axis-x'), axisY: text('axis-y'),
      notes: [...this.querySelectorAll('p.chart__note')].filter((one) => !one.closest('noscript')).map((one) => one.textContent?.trim() ?? ''),
    };
    const picture = await pictureOf(this.#spec, this.#part('plot').clientHeight, words, this.#chosen);
    if (!picture) return toast(_('This browser could not make the picture.'), {tone: 'bad'});
    const href = URL.createObjectURL(picture);
    el('a', {href, download: fileName(words.title)}).click();
    setTimeout(() => URL.revokeObjectURL(href), 60_000);
  }

  /** @param {At | null} at */
  #codeOf(at) {
    return at ? (this.#spec?.series[at.series]?.points[at.index]?.code ?? '') : '';
  }

  /** @param {string} name @param {At | null} at */
  #tell(name, at) {
    const series = at && this.#spec?.series[at.series];
    const detail = {code: this.#codeOf(at), label: (series && at && series.points[at.index].label) || '', series: (series && series.label) || ''};
    this.dispatchEvent(new CustomEvent(name, {detail, bubbles: true}));
  }
}

define('chart-figure', ChartFigure);
