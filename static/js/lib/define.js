// @ts-check
/**
 * Registers a custom element once; a second import of the same module under another address is harmless.
 * @param {string} name
 * @param {CustomElementConstructor} element
 */
export function define(name, element) {
  if (!customElements.get(name)) customElements.define(name, element);
}
