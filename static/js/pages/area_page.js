// @ts-check
/** An area's own page. Arriving here after saving means that the drawing was kept. */
import {dropSent} from '../lib/area-draft.js';

dropSent();
