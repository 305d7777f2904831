// @ts-check
/** The place of an observation: a stop by its button, a spot under the crosshair, or the position when it is asked for. */
import {announce} from '../../components/live.js';
import {_} from '../../lib/i18n.js';
import '../../map/aluekartta-map.js';

/** @param {HTMLElement} root */
export function choosePlaces(root) {
  const map = /** @type {import('../../map/aluekartta-map.js').AluekarttaMap} */ (document.getElementById('map'));
  const field = (/** @type {string} */ name) =>
    /** @type {HTMLInputElement} */ (document.getElementById(`field-${name}`));
  const said = /** @type {HTMLElement} */ (document.getElementById('place-said'));
  const tools = /** @type {HTMLElement} */ (document.getElementById('place-tools'));
  const box = /** @type {HTMLDetailsElement} */ (document.getElementById('own-place'));
  tools.hidden = false;

  /** @param {[number, number]} lonlat @param {string} words */
  const place = ([lon, lat], words) => {
    field('lat').value = lat.toFixed(6);
    field('lon').value = lon.toFixed(6);
    field('at').value = 'pin';
    said.textContent = words;
    announce(words);
  };

  for (const link of root.querySelectorAll('[data-note-at]'))
    link.addEventListener('click', (event) => {
      event.preventDefault();
      field('at').value = /** @type {HTMLElement} */ (link).dataset.noteAt ?? '';
      const note = /** @type {HTMLElement} */ (document.getElementById('note'));
      note.scrollIntoView({block: 'start'});
      document.getElementById('field-severity')?.focus({preventScroll: true});
    });
  field('at').addEventListener('change', () => {
    if (field('at').value === 'pin') box.open = true;
  });
  document.getElementById('place-on-map')?.addEventListener('click', () => {
    if (map.mode !== 'place') {
      map.mode = 'place';
      said.textContent = _('Move the map so that the place is under the crosshair, then press the button again.');
      map.scrollIntoView({block: 'center'});
      announce(said.textContent);
      return;
    }
    if (!map.lonlat) return;
    place(map.lonlat, _('The place under the crosshair is chosen.'));
    map.mode = 'view';
  });
  map.addEventListener('map-place', () => {
    if (map.mode !== 'place' || !map.lonlat) return;
    place(map.lonlat, _('The place under the crosshair is chosen.'));
    map.mode = 'view';
    box.scrollIntoView({block: 'nearest'});
  });
  document.getElementById('place-here')?.addEventListener('click', () => {
    said.textContent = _('Looking for your position …');
    navigator.geolocation.getCurrentPosition(
      ({coords}) =>
        place(
          [coords.longitude, coords.latitude],
          _('Your position is chosen, to about %(metres)s m. It is looked at this once.', {
            metres: Math.round(coords.accuracy),
          }),
        ),
      () => {
        said.textContent = _('The position was not found. Choose a stop, or the place on the map.');
      },
      {enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000},
    );
  });
}
