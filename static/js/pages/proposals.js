// @ts-check
/** The list of proposals: choosing one on the map opens its page. */
document.getElementById('map')?.addEventListener('map-select', (event) => {
  const {layer, id} = /** @type {CustomEvent} */ (event).detail;
  if (layer === 'proposals' && id) location.assign(`/proposals/${encodeURIComponent(id)}`);
});
