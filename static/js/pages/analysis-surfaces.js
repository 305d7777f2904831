// @ts-check
/** The page of heat looks again until the finer map that the worker makes is there; then a link leads to it. */
import {fetchJson} from '../lib/http.js';
import {_} from '../lib/i18n.js';

const LOOK_AGAIN_MS = 2000;

/** @param {HTMLElement} box */
function follow(box) {
  const bar = box.querySelector('progress');
  const timer = setInterval(async () => {
    const found = await fetchJson(box.dataset.progress ?? '').catch(() => null);
    if (found?.state === 'waiting' || found?.state === 'running') {
      if (bar) bar.value = found.progress;
    } else if (found) {
      clearInterval(timer);
      bar?.remove();
      const line = box.querySelector('[role="status"]');
      const link = box.querySelector('[data-again]');
      const failed = _('Working the finer map out did not succeed. You can try again.');
      if (line) line.textContent = found.state === 'ready' ? _('The finer map is ready.') : failed;
      if (link) link.textContent = _('Show it');
    }
  }, LOOK_AGAIN_MS);
}

for (const box of document.querySelectorAll('[data-progress]')) follow(/** @type {HTMLElement} */ (box));
