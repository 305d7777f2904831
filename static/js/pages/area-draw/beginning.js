// @ts-check
/** What the page begins with: a draft, a starting area, or a form that had to be corrected. */
import {toast} from '../../components/live.js';
import {readDraft} from '../../lib/area-draft.js';
import {_} from '../../lib/i18n.js';
import {choose} from './choosing.js';
import {ask} from './figures.js';
import {boxes, chosen, form, geometryField, slug, start} from './page.js';
import {load, setGeometry, showStage} from './shape.js';

/** @param {import('../../lib/area-draft.js').Draft} draft */
async function restore(draft) {
  for (const box of boxes()) box.checked = draft.areas.includes(box.value);
  for (const name of /** @type {const} */ (['name', 'description'])) {
    const input = /** @type {HTMLInputElement | null} */ (form.elements.namedItem(name));
    if (input && !input.value) input.value = draft[name];
  }
  if (draft.geometry) begin(draft.geometry);
  else await choose();
  if (draft.geometry || draft.areas.length) toast(_('Your unfinished drawing is back.'));
}

/** @param {object} geometry */
function begin(geometry) {
  load(geometry);
  setGeometry(geometry);
  showStage();
  ask({geometry});
}

/** The page came with something: a draft, a starting area, or a form that had to be corrected. */
export async function fill() {
  const sent = start.typed?.geometry ? JSON.parse(start.typed.geometry) : null;
  const draft = start.isFresh && (slug || !start.outline) ? readDraft(slug) : null;
  if (sent) begin(sent);
  else if (chosen().length) await choose();
  else if (draft) await restore(draft);
  else if (start.outline) {
    begin(start.outline);
    // An old boundary that nobody touches is not sent back, so it stays the same version.
    if (slug) geometryField.value = '';
  }
}
