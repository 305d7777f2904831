// @ts-check
/** What one layer says of a place: a block with the layer's name, there at once and filled when the answer comes. */
import {zoningUnit} from '../api/zoning.js';
import {el} from '../lib/dom.js';
import {formatDate} from '../lib/format.js';
import {fetchJson} from '../lib/http.js';
import {_} from '../lib/i18n.js';
import {nameIn} from './styles/context.js';

/**
 * @typedef {import('./config.js').LayerConfig} LayerConfig
 * @typedef {import('./selection.js').Hit} Hit
 * @typedef {{lonlat: [number, number], zoom: number, language: string}} Place
 * @typedef {{element: HTMLElement, filled: Promise<void>}} Part `filled` never fails: what went wrong is said in the block
 */

/** So many things of one layer are told; each costs a question to the server. */
const MOST = 5;
/** Things with a page of their own, by the style of their layer. */
const PAGES = /** @type {Record<string, string>} */ ({areas: '/areas/', proposals: '/proposals/', walks: '/walks/'});

/**
 * @param {LayerConfig} config
 * @param {Hit[]} hits of all layers
 * @param {Place} place
 * @returns {Part[]} none when the layer has nothing to say here
 */
export function partsOf(config, hits, place) {
  if (config.info) return [part(config.label, [remote(config.info, place)])];
  const own = [...new Map(hits.filter(({layer, id}) => layer === config.key && id).map((hit) => [hit.id, hit])).values()];
  const tell = {catalogue: feature, zoning: unit, areas: linked, proposals: linked, walks: linked}[config.style];
  if (!tell || !own.length || !config.label) return [];
  return [part(config.label, own.slice(0, MOST).map((hit) => tell(hit, config, place.language)))];
}

/** @param {string} label @param {Promise<HTMLElement | null>[]} answers @returns {Part} */
function part(label, answers) {
  const body = el('div', {'aria-busy': 'true'}, el('p', {class: 'muted'}, _('Looking …')));
  const element = el('section', {class: 'map-here__layer'}, el('h3', {class: 'map-info__title'}, label), body);
  const filled = Promise.all(answers.map((answer) => answer.catch(silence))).then((said) => {
    const known = said.filter((one) => one !== null);
    body.removeAttribute('aria-busy');
    if (known.length) body.replaceChildren(...known);
    else element.remove();
  });
  return {element, filled};
}

function silence() {
  return el('p', {class: 'muted'}, _('The service did not answer.'));
}

/** @param {[string, string | Node][]} pairs those without a text are left out */
function facts(pairs) {
  const rows = pairs.filter(([, text]) => text).map(([name, text]) => el('div', {}, el('dt', {}, name), el('dd', {}, text)));
  return rows.length ? el('dl', {class: 'map-info__rows'}, ...rows) : null;
}

/** The attributes with the names that the feature's own page gives them. @param {Hit} hit @param {LayerConfig} config @param {string} language */
async function feature(hit, config, language) {
  const href = `/layers/${encodeURIComponent(config.key)}/${encodeURIComponent(hit.id)}`;
  const response = await fetch(href, {headers: {Accept: 'text/html'}, credentials: 'same-origin'});
  if (!response.ok) throw new Error(`${href} answered ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const pairs = [...page.querySelectorAll('.page-head + dl.facts > dt')].map((name) => {
    const value = name.nextElementSibling;
    const nodes = [...(value?.childNodes ?? [])].map((node) => document.importNode(node, true));
    return /** @type {[string, Node]} */ ([name.textContent ?? '', el('span', {}, ...nodes)]);
  });
  const name = page.querySelector('h1')?.firstChild?.textContent?.trim() || nameIn(hit.properties, language) || config.label;
  return el('div', {}, el('h4', {}, el('a', {href}, name)), facts(pairs));
}

/** @param {Hit} hit */
async function unit(hit) {
  const {properties: said} = await zoningUnit(hit.id);
  const date = said.valid_from ?? said.approved_on;
  return el(
    'div',
    {},
    el('h4', {}, `${said.name} (${said.letter})`),
    el('p', {}, said.meaning),
    facts([
      [_('Plan'), said.plan],
      [_('Status of the plan'), said.status],
      [said.valid_from ? _('In force since') : _('Plan approved on'), date ? formatDate(date) : ''],
      [_('Ended on'), said.is_ended && said.valid_to ? formatDate(said.valid_to) : ''],
      [_('Size of the unit'), said.size_text],
    ]),
    said.repealed_text ? el('p', {class: 'muted'}, said.repealed_text) : null,
    said.note ? el('p', {class: 'muted'}, said.note) : null,
  );
}

/** @param {Hit} hit @param {LayerConfig} config @param {string} language */
async function linked({id, properties}, config, language) {
  return el('p', {}, el('a', {href: `${PAGES[config.style]}${encodeURIComponent(id)}`}, nameIn(properties, language) || id));
}

/** @param {string} address @param {Place} place */
async function remote(address, {lonlat: [lon, lat], zoom}) {
  const query = `?lon=${lon}&lat=${lat}&zoom=${Math.max(0, Math.round(zoom))}`;
  /** @type {{is_known: boolean, rows: {name: string, value: string}[], lines: string[]}} */
  const said = await fetchJson(`${address}${query}`);
  if (!said.is_known) return silence();
  if (!said.rows.length && !said.lines.length) return null;
  const rows = facts(said.rows.map(({name, value}) => [name, value]));
  return el('div', {}, rows, ...said.lines.map((line) => el('p', {}, line)));
}
