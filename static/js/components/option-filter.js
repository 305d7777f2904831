// @ts-check
import {define} from '../lib/define.js';
import {el} from '../lib/dom.js';
import {_} from '../lib/i18n.js';

/** From so many options on, finding one by its letters is quicker than scrolling. */
const MANY = 8;
let made = 0;

/** <option-filter> around a field with a select: a box whose letters leave only the options that hold them. */
class OptionFilter extends HTMLElement {
  connectedCallback() {
    const select = this.querySelector('select');
    if (!select || this.querySelector('input') || select.options.length < MANY) return;
    const id = `option-filter-${(made += 1)}`;
    const box = el('input', {class: 'input', id, type: 'search', autocomplete: 'off', placeholder: _('Search by title')});
    const label = el('label', {class: 'visually-hidden', for: id}, _('Search by title'));
    select.before(label, box);
    box.addEventListener('input', () => narrow(select, /** @type {HTMLInputElement} */ (box).value));
    // Enter in the box means the choice, not the whole form.
    box.addEventListener('keydown', (event) => {
      if (/** @type {KeyboardEvent} */ (event).key !== 'Enter') return;
      event.preventDefault();
      select.focus();
    });
  }
}

/**
 * Hide the options that do not hold every word; the only one left is chosen.
 * @param {HTMLSelectElement} select
 * @param {string} typed
 */
function narrow(select, typed) {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const left = [];
  for (const option of select.options) {
    const text = option.text.toLocaleLowerCase();
    const fits = words.every((word) => text.includes(word));
    option.hidden = option.disabled = option.value !== '' && !fits;
    if (option.value !== '' && fits) left.push(option);
  }
  if (words.length && left.length === 1) select.value = left[0].value;
}

define('option-filter', OptionFilter);
