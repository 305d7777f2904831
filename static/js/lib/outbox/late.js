// @ts-check
/** What waited when its page was closed goes out from whichever page is opened next. */
import {watch} from './outbox.js';

watch(() => {});
