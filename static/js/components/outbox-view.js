// @ts-check
/** Shows what waits, what was refused and why, and what has arrived; nothing that was written is ever out of sight. */
import {el, icon} from '../lib/dom.js';
import {_, ngettext} from '../lib/i18n.js';
import {takeBack} from '../lib/outbox/outbox.js';
import {formatDateTime} from '../lib/format.js';

/** @typedef {import('../lib/outbox/store.js').Item} Item */

/** @param {Item[]} list */
export function summary(list) {
  const waiting = list.filter((one) => one.state === 'waiting').length;
  const refused = list.filter((one) => one.state === 'refused').length;
  const sent = list.length - waiting - refused;
  const parts = [];
  if (waiting)
    parts.push(
      ngettext(
        '%(count)s thing waits. It is sent by itself.',
        '%(count)s things wait. They are sent by themselves.',
        waiting,
      ),
    );
  if (refused) parts.push(ngettext('%(count)s thing needs correcting.', '%(count)s things need correcting.', refused));
  if (!parts.length && sent)
    parts.push(ngettext('%(count)s thing has arrived.', '%(count)s things have arrived.', sent));
  return parts.join(' ');
}

/**
 * @param {HTMLElement} box with a .outbox__title and a list .outbox__items
 * @param {Item[]} list
 * @param {(one: Item) => void} correct puts a refused one back into its form
 */
export function showOutbox(box, list, correct) {
  box.hidden = list.length === 0;
  const title = /** @type {HTMLElement} */ (box.querySelector('.outbox__title'));
  const said = summary(list);
  if (title.textContent !== said) title.textContent = said;
  box.dataset.tone = list.some((one) => one.state === 'refused')
    ? 'bad'
    : list.some((one) => one.state === 'waiting')
      ? 'waiting'
      : 'good';
  box.querySelector('.outbox__items')?.replaceChildren(...list.toReversed().map((one) => row(one, correct)));
}

/** @param {Item} one @param {(one: Item) => void} correct */
function row(one, correct) {
  const [symbol, word] = {
    waiting: ['clock', _('Waits to be sent')],
    refused: ['circle-alert', _('Needs correcting')],
    sent: ['circle-check', _('Arrived')],
  }[one.state];
  const words = one.json?.text ? `${one.label}: ${one.json.text}` : one.label;
  return el(
    'li',
    {class: 'outbox__item', 'data-state': one.state, 'data-id': one.id},
    el('p', {class: 'outbox__state'}, icon(symbol), el('strong', {}, word), ` ${formatDateTime(new Date(one.made))}`),
    el('p', {class: 'outbox__words'}, words),
    one.refusal
      ? el('p', {class: 'field__error'}, icon('circle-alert'), one.refusal.errors[0]?.message ?? one.refusal.message)
      : null,
    one.state === 'refused'
      ? el(
          'p',
          {class: 'button-row'},
          el(
            'button',
            {type: 'button', class: 'button button--small', onclick: () => correct(one)},
            icon('pencil'),
            _('Correct'),
          ),
          el(
            'button',
            {type: 'button', class: 'button button--small button--quiet', onclick: () => takeBack(one.id)},
            icon('trash-2'),
            _('Delete'),
          ),
        )
      : null,
  );
}
