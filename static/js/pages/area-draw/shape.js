// @ts-check
/** The shape that is being drawn: in the form's field, on the map, in the table of corners, and in the draft. */
import {writeDraft} from '../../lib/area-draft.js';
import {debounce} from '../../lib/dom.js';
import {typed} from './commands.js';
import {cornerTable} from './corner-table.js';
import {chosen, form, geometryField, map, part, sheet, slug} from './page.js';

const DRAFT_PAUSE_MS = 500;

/** The drawing is made of areas that were chosen, or is a shape of one's own (`geometry`). */
export const state = {
  geometry: /** @type {object | null} */ (null),
  isLoading: false,
  isComplete: false,
  /** The drawing that stands for the chosen areas, as text: while it is untouched, they are what is meant. */
  chosenText: '',
  /** Shapes that were mended and then taken back: a hand that insists is not overruled. */
  left: new Set(),
  hideHint: () => {},
};

export const keepDraft = debounce(
  () =>
    writeDraft(slug, {
      geometry: state.geometry,
      areas: chosen(),
      name: typed(form, 'name'),
      description: typed(form, 'description'),
    }),
  DRAFT_PAUSE_MS,
);

export const table = cornerTable(part('corner-table'), (geometry) => {
  if (geometry) map.drawing?.replace(geometry);
  else map.drawing?.clear();
});

/** @param {object | null} geometry */
export function setGeometry(geometry) {
  state.geometry = geometry;
  geometryField.value = geometry ? JSON.stringify(geometry) : '';
}

/** What stands in the panel for a shape that is there or not. */
export function showStage() {
  const hasShape = Boolean(state.geometry) || chosen().length > 0;
  if (hasShape) state.hideHint();
  sheet.classList.toggle('has-shape', hasShape);
  const ways = /** @type {HTMLDetailsElement} */ (form.querySelector('.area-ways'));
  // Never closed under the hands of who is choosing in it.
  if (!hasShape || !ways.contains(document.activeElement)) ways.open = !hasShape;
  sheet.classList.toggle('is-complete', hasShape && state.isComplete);
}

/** Puts a shape on the map without taking it for a hand's doing. @param {object} geometry @param {'load' | 'replace'} [how] */
export function load(geometry, how = 'load') {
  state.isLoading = true;
  map.drawing?.[how](geometry);
  state.isLoading = false;
  state.isComplete = true;
  table.show(geometry);
}

/** Takes the shape off the map without taking it for a hand's doing. */
export function unload() {
  state.isLoading = true;
  map.drawing?.clear();
  state.isLoading = false;
  table.show(null);
}
