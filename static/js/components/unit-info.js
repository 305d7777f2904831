// @ts-check
import {zoningUnit} from '../api/zoning.js';
import {define} from '../lib/define.js';
import {el, icon} from '../lib/dom.js';
import {_} from '../lib/i18n.js';
import {announce} from './live.js';

const SVG = 'http://www.w3.org/2000/svg';

/** <unit-info for="map">: a small card that says what the zoning unit is that was chosen on the map. */
class UnitInfo extends HTMLElement {
  #asking = new AbortController();

  connectedCallback() {
    const map = document.getElementById(this.getAttribute('for') ?? 'map');
    map?.addEventListener('map-select', (event) => {
      const hits = /** @type {CustomEvent} */ (event).detail.features ?? [];
      const unit = hits.find((/** @type {any} */ hit) => hit.layer === 'zoning' || hit.layer === 'zoning-ended');
      if (unit) this.show(unit.id);
      else this.close();
    });
    this.addEventListener('keydown', (event) => { if (event.key === 'Escape') this.close(); });
  }

  /** @param {string} id */
  async show(id) {
    this.#asking.abort();
    this.#asking = new AbortController();
    try {
      const {properties} = await zoningUnit(id, this.#asking.signal);
      this.replaceChildren(card(properties, () => this.close()));
      this.classList.add('is-open');
      announce(`${properties.name} (${properties.letter}). ${properties.plan_text}. ${properties.meaning}`);
    } catch (error) {
      if (error instanceof DOMException) return;
      this.replaceChildren(el('p', {class: 'popover unit-info'}, error instanceof Error ? error.message : ''));
      this.classList.add('is-open');
    }
  }

  close() {
    this.classList.remove('is-open');
    this.replaceChildren();
  }
}

/** @param {Record<string, any>} unit @param {() => void} close */
function card(unit, close) {
  return el('section', {class: 'popover unit-info', 'aria-label': _('Zoning unit')},
    el('button', {class: 'unit-info__close', type: 'button', 'aria-label': _('Close'), onclick: close}, icon('x')),
    el('h2', {}, swatch(unit.fill, unit.outline), `${unit.name} (${unit.letter})`),
    el('p', {}, unit.meaning),
    el('p', {class: 'muted'}, `${unit.plan_text} · ${unit.size_text}`),
    unit.note ? el('p', {class: 'muted'}, unit.note) : null);
}

/** @param {string} fill @param {string} outline */
function swatch(fill, outline) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 32 24');
  svg.setAttribute('aria-hidden', 'true');
  const box = document.createElementNS(SVG, 'rect');
  for (const [name, value] of Object.entries({x: '0.75', y: '0.75', width: '30.5', height: '22.5', fill, stroke: outline, 'stroke-width': '1.5'})) box.setAttribute(name, value);
  svg.append(box);
  return el('span', {class: 'zoning-swatch'}, svg);
}

define('unit-info', UnitInfo);
