// @ts-check
/** The map of a proposal's statements: choosing one opens its page. */
document.getElementById('map')?.addEventListener('map-select', (event) => {
  const {layer, id} = /** @type {CustomEvent} */ (event).detail;
  if (layer?.startsWith('statement-') && id) location.assign(`${location.pathname}/${encodeURIComponent(id)}`);
});
