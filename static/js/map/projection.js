// @ts-check
import proj4 from 'proj4';
import {TileGrid, getProjection, registerProj4} from 'ol';
import {resolutionsOf} from './grid.js';

/**
 * Teaches OpenLayers the metric CRS of this service and gives the tile grid that view and tiles share.
 * @param {import('./config.js').MapCrs} crs
 */
export function registerCrs(crs) {
  proj4.defs(crs.code, crs.proj4);
  registerProj4(proj4);
  const projection = getProjection(crs.code);
  if (!projection) throw new Error(`${crs.code} could not be registered`);
  const {minx, miny, maxx, maxy, tileSize} = crs.matrix;
  const extent = [minx, miny, maxx, maxy];
  projection.setExtent(extent);
  const resolutions = resolutionsOf(crs.matrix);
  return {projection, resolutions, tileGrid: new TileGrid({extent, origin: [minx, maxy], resolutions, tileSize})};
}
