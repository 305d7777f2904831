// @ts-check
/** Loaded by base.html on every page: what plain HTML gets on top when scripts run. */
import {enhanceMenus} from '../components/menu.js';
import {enhanceSheets} from '../components/sheet.js';
import '../components/copy-link.js';
import '../components/sortable-table.js';

enhanceMenus();
enhanceSheets();
// Focus an error summary at once, so that it is the first thing read.
document.getElementById('errors')?.focus();
// An area that waited for the network goes out from whatever page is opened next; the drawing page sends its own.
if (!document.getElementById('area-form') && isWaiting()) import('./area-draw/late.js');

function isWaiting() {
  try {
    return localStorage.getItem('aluekartta.area-outbox') !== null;
  } catch {
    return false;
  }
}
