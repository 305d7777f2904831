// @ts-check
/** What others will see of an idea, before it is sent: the words as they stand, and the place as exactly as chosen. */
import {_} from '../../lib/i18n.js';

/** @param {import('./draft.js').Draft} draft @param {string} whole what the whole municipality or area is called */
export function placeInPreview(draft, whole) {
  if (draft.isWhole) return whole;
  if (draft.precision === 'area') return _('No place on the map, only the name of the area');
  if (draft.precision === 'about_100_m')
    return draft.figure === 'point'
      ? _('The place to about 100 metres, not the exact point')
      : _('A point to about 100 metres; what you drew is not shown');
  return draft.words || _('Exactly the place that you pointed at');
}

/** @param {HTMLElement} form @param {import('./draft.js').Draft} draft @param {string} whole */
export function showPreview(form, draft, whole) {
  const put = (/** @type {string} */ name, /** @type {string} */ text) => {
    const holder = form.querySelector(`[data-preview-${name}]`);
    if (holder) holder.textContent = text;
  };
  put('text', draft.text.trim() || _('You have not written anything yet.'));
  put('place', placeInPreview(draft, whole));
}
