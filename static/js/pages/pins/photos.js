// @ts-check
/** Photos follow the idea that has arrived: one after the other, said in a line of the receipt. */
import {sendPhoto} from '../../api/photos.js';
import {announce} from '../../components/live.js';
import {el} from '../../lib/dom.js';
import {formatPercent} from '../../lib/format.js';
import {_} from '../../lib/i18n.js';

/**
 * @param {HTMLElement} holder the line in the receipt
 * @param {string} reference
 * @param {import('../../components/photo-fields.js').ChosenPhoto[]} photos
 */
export async function sendPhotos(holder, reference, photos) {
  holder.hidden = photos.length === 0;
  holder.replaceChildren();
  const problems = [];
  for (const [index, photo] of photos.entries()) {
    const values = {number: String(index + 1), count: String(photos.length)};
    try {
      await sendPhoto(reference, photo, (share) => {
        holder.textContent = _('Sending photo %(number)s of %(count)s: %(share)s', {
          ...values,
          share: formatPercent(share),
        });
      });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      problems.push(_('Photo %(number)s was left out. %(why)s', {number: values.number, why}));
    }
  }
  if (!photos.length) return;
  if (!problems.length) {
    holder.textContent = _('The photos have arrived.');
    announce(holder.textContent);
    return;
  }
  const again = el('a', {href: `/pins/${encodeURIComponent(reference)}/receipt`}, _('Add the photos again'));
  holder.replaceChildren(...problems.map((problem) => el('span', {class: 'photo-problem'}, `${problem} `)), again);
  announce(problems.join(' '));
}
