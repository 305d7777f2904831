// @ts-check
/** The list of walks: choosing a route on the map opens its page. */
document.getElementById('map')?.addEventListener('map-select', (event) => {
  const {layer, id} = /** @type {CustomEvent} */ (event).detail;
  if (layer === 'walks' && id) location.assign(`/walks/${encodeURIComponent(id)}`);
});
