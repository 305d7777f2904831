// @ts-check
/** The form of an idea: its fields to the draft and back, and what is wrong beside what it is about. */
import {announce} from '../../components/live.js';
import {Problem} from '../../lib/http.js';
import {_} from '../../lib/i18n.js';

/** @typedef {import('./draft.js').Draft} Draft */

export class Writing {
  /** @param {HTMLFormElement} form @param {() => Draft} draft @param {{changed: () => void, themed: () => void, send: () => void}} reactions */
  constructor(form, draft, {changed, themed, send}) {
    this.form = form;
    this.draft = draft;
    form.addEventListener('input', (event) => {
      this.#read();
      changed();
      if (event.target instanceof HTMLInputElement && event.target.name === 'theme') themed();
    });
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#read();
      if (this.#check()) send();
    });
    // Enter in a radio button or Ctrl+Enter in the text sends, as in any form.
    this.#text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
  }

  get #text() {
    return /** @type {HTMLTextAreaElement} */ (this.form.elements.namedItem('text'));
  }

  #read() {
    const values = new FormData(this.form);
    Object.assign(this.draft(), {
      text: String(values.get('text') ?? ''),
      theme: String(values.get('theme') ?? ''),
      kind: String(values.get('kind') ?? ''),
      asked: String(values.get('asked') ?? 'wish'),
      precision: String(values.get('precision') ?? 'exact'),
      tie: String(values.get('tie') ?? 'unknown'),
    });
  }

  /** Puts a draft into the fields. */
  fill() {
    const {text, theme, kind, asked, precision, tie} = this.draft();
    this.form.reset();
    this.#text.value = text;
    for (const [name, value] of Object.entries({theme, kind, asked, precision, tie})) {
      const field = this.form.elements.namedItem(name);
      if (field instanceof HTMLSelectElement) field.value = value;
      // A draft may come from another campaign: what this one does not offer stays at what the form begins with.
      else for (const one of radios(field)) if (one.value === value) one.checked = true;
    }
    this.#read();
    this.clear();
  }

  get extra() {
    const values = new FormData(this.form);
    return {
      website: String(values.get('website') ?? ''),
      isConfirmed: values.has('confirm_contact'),
      campaign: String(values.get('campaign') ?? ''),
      isEitherAsked: values.has('asked'),
    };
  }

  clear() {
    this.#problem.hidden = true;
    for (const error of this.form.querySelectorAll('[data-error]')) /** @type {HTMLElement} */ (error).hidden = true;
    this.#text.removeAttribute('aria-invalid');
  }

  get #problem() {
    return /** @type {HTMLElement} */ (this.form.querySelector('[data-send-problem]'));
  }

  #check() {
    this.clear();
    const {theme, text} = this.draft();
    if (!theme) this.#say('theme', _('Choose a theme.'));
    if (text.trim().length < 3) this.#say('text', _('Write a few words.'));
    const isGood = Boolean(theme) && text.trim().length >= 3;
    if (!isGood) this.#focus(theme ? 'text' : 'theme');
    return isGood;
  }

  /** @param {string} where @param {string} sentence */
  #say(where, sentence) {
    const error = /** @type {HTMLElement | null} */ (this.form.querySelector(`[data-error="${where}"]`));
    const words = error?.querySelector('span');
    if (!error || !words) return;
    words.textContent = sentence;
    error.hidden = false;
    announce(sentence);
  }

  /** @param {string} where */
  #focus(where) {
    if (where === 'text') {
      this.#text.setAttribute('aria-invalid', 'true');
      this.#text.focus();
    } else /** @type {HTMLElement | null} */ (this.form.querySelector('input[name="theme"]'))?.focus();
  }

  /** @param {boolean} isBusy */
  busy(isBusy) {
    const button = /** @type {HTMLButtonElement} */ (this.form.querySelector('[type="submit"]'));
    button.setAttribute('aria-busy', String(isBusy));
    button.setAttribute('aria-disabled', String(isBusy));
  }

  /** @param {unknown} error @returns {string} what it is about: "lonlat" when the place is wrong */
  refuse(error) {
    if (!(error instanceof Problem)) throw error;
    const [first] = error.errors;
    if (first?.where === 'lonlat' || first?.where === 'shape') return 'lonlat';
    if (first && (first.where === 'text' || first.where === 'theme' || first.where === 'kind')) {
      this.#say(first.where, first.message);
      this.#focus(first.where);
      const confirm = /** @type {HTMLElement} */ (this.form.querySelector('[data-confirm]'));
      if (error.code === 'contact_details_in_text') confirm.hidden = false;
      return first.where;
    }
    this.tell(first?.message ?? error.message);
    return '';
  }

  /** @param {string} sentence shown above the form and spoken */
  tell(sentence) {
    const body = this.#problem.querySelector('.notice__body');
    if (body) body.textContent = sentence;
    this.#problem.hidden = false;
    this.#problem.scrollIntoView({block: 'nearest'});
    announce(sentence);
  }
}

/** The radio buttons of a field, one or many. @param {RadioNodeList | Element | null} field @returns {HTMLInputElement[]} */
function radios(field) {
  const all = field instanceof RadioNodeList ? [...field] : [field];
  return all.filter((one) => one instanceof HTMLInputElement);
}
