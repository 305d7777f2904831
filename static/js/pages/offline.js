// @ts-check
/** Without a network: the walks that this phone keeps, and what waits to be sent. */
import {showOutbox} from '../components/outbox-view.js';
import {el} from '../lib/dom.js';
import {watch} from '../lib/outbox/outbox.js';
import {notes} from '../lib/outbox/store.js';

const box = /** @type {HTMLElement} */ (document.getElementById('outbox'));
const section = /** @type {HTMLElement} */ (document.getElementById('kept-walks'));

// What needs correcting is corrected on the page where it was written.
watch((list) => showOutbox(box, list, () => section.scrollIntoView()));

const walks = [...(await notes())].filter(([key]) => key.startsWith('walk:')).map(([, walk]) => walk);
section.hidden = walks.length === 0;
document
  .getElementById('kept-list')
  ?.replaceChildren(...walks.map(({title, page}) => el('li', {}, el('a', {href: page}, title))));
