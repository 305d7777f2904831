// @ts-check
import {backdropStyle} from './backdrop.js';
import {catalogueStyle} from './catalogue.js';
import {changeStyle} from './change.js';
import {choroplethStyle} from './choropleth.js';
import {contoursStyle, overlayStyle} from './overlay.js';
import {pinsStyle} from './pins.js';
import {areasStyle, pointsStyle, proposalsStyle, walksStyle} from './shapes.js';
import {zoningStyle} from './zoning.js';

/** Style names that a layer's configuration may use. */
export const STYLES = /** @type {Record<string, import('./context.js').StyleMaker>} */ ({
  backdrop: backdropStyle,
  catalogue: catalogueStyle,
  pins: pinsStyle,
  areas: areasStyle,
  change: changeStyle,
  proposals: proposalsStyle,
  walks: walksStyle,
  zoning: zoningStyle,
  choropleth: choroplethStyle,
  overlay: overlayStyle,
  contours: contoursStyle,
  points: pointsStyle,
});
