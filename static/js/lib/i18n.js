// @ts-check
/**
 * Interface texts in the reader's language. A page carries the texts its scripts need in <script id="messages">, as
 * {msgid: text} or {msgid: [singular, plural]}; the msgid is plain English and stands where a text is missing.
 */

/** @type {Record<string, string | string[]> | null} */
let catalogue = null;

/** @returns {Record<string, string | string[]>} */
function messages() {
  if (catalogue === null) {
    const holder = typeof document === 'undefined' ? null : document.getElementById('messages');
    catalogue = holder?.textContent ? JSON.parse(holder.textContent) : {};
  }
  return /** @type {Record<string, string | string[]>} */ (catalogue);
}

/**
 * Replaces the texts; for tests, and for pages that change language without loading.
 * @param {Record<string, string | string[]>} texts
 */
export function useMessages(texts) {
  catalogue = texts;
}

/**
 * Puts values into %(name)s places; a name without a value stays visible, so that it is noticed.
 * @param {string} text
 * @param {Record<string, unknown>} values
 */
export function fill(text, values) {
  return text.replace(/%\((\w+)\)s/g, (place, name) => (name in values ? String(values[name]) : place));
}

/**
 * @param {string} msgid
 * @param {Record<string, unknown>} [values]
 * @returns {string}
 */
export function gettext(msgid, values = {}) {
  const found = messages()[msgid];
  return fill((Array.isArray(found) ? found[0] : found) || msgid, values);
}

/**
 * Chooses by count; Finnish, Swedish and English all have one form for 1 and one for the rest.
 * @param {string} singular
 * @param {string} plural
 * @param {number} count
 * @param {Record<string, unknown>} [values] `count` is there unless given
 * @returns {string}
 */
export function ngettext(singular, plural, count, values = {}) {
  const found = messages()[singular];
  const forms = Array.isArray(found) && found.length > 1 ? found : [singular, plural];
  return fill(forms[count === 1 ? 0 : 1], {count, ...values});
}

export const _ = gettext;
