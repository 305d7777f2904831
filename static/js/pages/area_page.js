// @ts-check
/** An area's own page. Arriving here after saving means that the drawing was kept. */
import {dropSent} from '../lib/area-draft.js';

dropSent();

/* On a phone what is only now and then needed is closed, so that the page is short. Without scripts it is open. */
if (matchMedia('(max-width: 47.99rem)').matches) {
  for (const part of document.querySelectorAll('details[data-wide-open]')) part.removeAttribute('open');
}

/* A link to a place inside something closed opens it. */
const openTarget = () => {
  const target = location.hash ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const closed = target?.closest('details:not([open])');
  if (closed instanceof HTMLDetailsElement) closed.open = true;
};
addEventListener('hashchange', openTarget);
openTarget();

/* The code for another website is there to be copied: a press selects it all. */
const code = document.getElementById('embed-code');
if (code instanceof HTMLTextAreaElement) code.addEventListener('focus', () => code.select());
