// @ts-check
/** Walking along: what is noted is stored on the phone first, and sent by itself. */
import {showOutbox} from '../components/outbox-view.js';
import '../components/photo-fields.js';
import {watch} from '../lib/outbox/outbox.js';
import {keepNote, note} from '../lib/outbox/store.js';
import {correct, takeForms} from './walk-along/forms.js';
import {keepForLater} from './walk-along/keeping.js';
import {choosePlaces} from './walk-along/place.js';

const root = /** @type {HTMLElement} */ (document.getElementById('walk-along'));
const box = /** @type {HTMLElement} */ (document.getElementById('outbox'));
const slug = root.dataset.slug ?? '';
/** @type {import('./walk-along/forms.js').Walker | null} */
let walker = root.dataset.token ? {slug, token: root.dataset.token} : null;

/** The secret stays on the phone, because the page that is kept for offline use holds none. */
async function rememberWalker() {
  const key = `walker:${slug}`;
  try {
    if (walker) await keepNote(key, walker);
    else walker = (await note(key)) ?? null;
  } catch {
    // This browser keeps nothing; then what the page brought along has to do.
  }
  const notJoined = document.getElementById('not-joined');
  if (notJoined) notJoined.hidden = walker !== null;
}

takeForms(root, () => walker);
choosePlaces(root);
watch((list) =>
  showOutbox(
    box,
    list.filter((one) => one.url.startsWith(`/api/walks/${encodeURIComponent(slug)}/`)),
    (one) => correct(root, one),
  ),
);
await rememberWalker();
if (walker)
  keepForLater({
    slug,
    title: root.dataset.title ?? '',
    prefix: root.dataset.static ?? '/static/',
    box: (root.dataset.box ?? '').split(' ').map(Number),
  });
