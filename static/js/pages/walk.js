// @ts-check
/** A walk's page: a point chosen on the map shows its observation in the list. */
document.getElementById('map')?.addEventListener('map-select', (event) => {
  const hits = /** @type {CustomEvent} */ (event).detail.features ?? [];
  const hit = hits.find((/** @type {any} */ one) => one.layer.startsWith('observations-'));
  if (hit) location.hash = `observation-${hit.id}`;
});
