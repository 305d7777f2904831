// @ts-check
/** "My position", asked for only when the person presses the button. */
import {toast} from '../components/live.js';
import {_} from '../lib/i18n.js';

const PATIENCE_MS = 12000;

/** @returns {Promise<{lonlat: [number, number], accuracy: number} | null>} accuracy in metres; null after telling why not */
export function findPosition() {
  return new Promise((resolve) => {
    const giveUp = (/** @type {string} */ why) => {
      toast(why, {tone: 'bad'});
      resolve(null);
    };
    if (!navigator.geolocation) {
      giveUp(_('This device does not tell its position.'));
      return;
    }
    navigator.geolocation.getCurrentPosition(
      ({coords}) => resolve({lonlat: [coords.longitude, coords.latitude], accuracy: coords.accuracy}),
      (error) =>
        giveUp(
          error.code === error.PERMISSION_DENIED
            ? _('Your position is not allowed for this page. You can find the place by moving the map.')
            : _('Your position was not found. You can find the place by moving the map.'),
        ),
      {enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 30000},
    );
  });
}
