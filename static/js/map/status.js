// @ts-check
import {el, icon} from '../lib/dom.js';
import {_} from '../lib/i18n.js';

const QUIET_MS = 250;

/**
 * Loading as a thin line that only shows when it takes a moment; trouble as a sentence with a way to try again.
 * @param {() => void} retry
 */
export function buildStatus(retry) {
  const line = el('div', {class: 'map-loading', hidden: true});
  const again = el(
    'button',
    {
      type: 'button',
      class: 'button button--small',
      onclick: () => {
        trouble.hidden = true;
        retry();
      },
    },
    _('Try again'),
  );
  const trouble = el(
    'div',
    {class: 'map-trouble', role: 'status', hidden: true},
    icon('triangle-alert'),
    el('span', {}, _('Part of the map did not load.')),
    again,
  );
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  return {
    elements: [line, trouble],
    started: () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        line.hidden = false;
      }, QUIET_MS);
    },
    ended: () => {
      clearTimeout(timer);
      line.hidden = true;
    },
    failed: () => {
      trouble.hidden = false;
    },
  };
}
