// @ts-check
/** The list of areas: choosing one on the map opens its page. */
document.getElementById('map')?.addEventListener('map-select', (event) => {
  const {layer, properties} = /** @type {CustomEvent} */ (event).detail;
  if (layer === 'areas' && properties?.slug) location.assign(`/areas/${encodeURIComponent(properties.slug)}`);
});
