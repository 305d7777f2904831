// @ts-check
/** What other services say of a place that somebody points at, shown over the map in plain text. */
import {announce} from '../components/live.js';
import {el, icon} from '../lib/dom.js';
import {fetchJson} from '../lib/http.js';
import {_} from '../lib/i18n.js';

/**
 * @typedef {{is_known: boolean, rows: {name: string, value: string}[], lines: string[]}} Said
 */

export class PictureInfo {
  /** @param {HTMLElement} host the map's element */
  constructor(host) {
    this.host = host;
    this.asked = 0;
    this.body = el('div', {class: 'map-info__body'});
    this.box = el(
      'section',
      {class: 'map-info', hidden: true, 'aria-label': _('What lies here')},
      el(
        'button',
        {type: 'button', class: 'map-button map-info__close', 'aria-label': _('Close'), onclick: () => this.close()},
        icon('x'),
      ),
      this.body,
    );
    host.append(this.box);
  }

  close() {
    this.asked += 1;
    this.box.hidden = true;
  }

  /**
   * @param {import('./layers.js').MapLayer[]} layers
   * @param {[number, number]} lonlat
   * @param {number} zoom
   */
  async ask(layers, [lon, lat], zoom) {
    const shown = layers.filter(({config, layer}) => config.info && layer.getVisible());
    this.close();
    if (!shown.length) return;
    const mine = this.asked;
    const query = `?lon=${lon}&lat=${lat}&zoom=${Math.max(0, Math.round(zoom))}`;
    const answers = await Promise.all(
      shown.map(({config}) =>
        fetchJson(`${config.info}${query}`).then(
          (/** @type {Said} */ said) => ({label: config.label, said}),
          () => ({label: config.label, said: {is_known: false, rows: [], lines: []}}),
        ),
      ),
    );
    if (mine !== this.asked) return;
    const parts = answers.map(part).filter((one) => one !== null);
    if (!parts.length) return;
    this.body.replaceChildren(...parts);
    this.box.hidden = false;
    announce(this.body.textContent ?? '');
  }
}

/** @param {{label: string, said: Said}} answer */
function part({label, said}) {
  if (said.is_known && !said.rows.length && !said.lines.length) return null;
  const heading = el('h2', {class: 'map-info__title'}, label);
  if (!said.is_known) return el('div', {}, heading, el('p', {class: 'muted'}, _('The service did not answer.')));
  const rows = said.rows.map(({name, value}) => el('div', {}, el('dt', {}, name), el('dd', {}, value)));
  const lines = said.lines.map((line) => el('p', {}, line));
  return el('div', {}, heading, rows.length ? el('dl', {class: 'map-info__rows'}, ...rows) : null, ...lines);
}
