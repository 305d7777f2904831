// @ts-check
/** Areas that waited for the network, sent from any page. One that the service has an objection to waits for its author. */
import {toast} from '../../components/live.js';
import {dropDraft} from '../../lib/area-draft.js';
import {drop, send, waitingAreas} from '../../lib/area-outbox.js';
import {_} from '../../lib/i18n.js';

for (const one of waitingAreas()) {
  try {
    await send(one);
    drop(one);
    dropDraft(one.draftKey);
    toast(_('“%(name)s” has arrived and is saved.', {name: one.name}));
  } catch {
    // Still no network, or something to correct: the drawing page will say which.
    break;
  }
}
