// @ts-check
/** Loaded by base.html on every page: what plain HTML gets on top when scripts run. */
import {enhanceMenus} from '../components/menu.js';
import {enhanceSheets} from '../components/sheet.js';
import {showOwnTab} from '../components/tabs.js';
import '../components/copy-link.js';
import '../components/sortable-table.js';

enhanceMenus();
enhanceSheets();
showOwnTab();
// Focus an error summary at once, so that it is the first thing read.
document.getElementById('errors')?.focus();
// An area that waited for the network goes out from whatever page is opened next; the drawing page sends its own.
if (!document.getElementById('area-form') && isWaiting('aluekartta.area-outbox')) import('./area-draw/late.js');
// So does what was noted on a walk; pages with an outbox of their own send it themselves.
if (!document.getElementById('outbox') && isWaiting('aluekartta.outbox')) import('../lib/outbox/late.js');

/** @param {string} name */
function isWaiting(name) {
  try {
    return localStorage.getItem(name) !== null;
  } catch {
    return false;
  }
}
