// @ts-check
/** Marks on the map where something is wrong, or was mended. */
import {Feature, Point, VectorLayer, VectorSource, fromLonLat} from 'ol';
import {markStyle} from './styles.js';

export class Marks {
  /** @param {import('../stage.js').Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.source = new VectorSource();
    this.layer = new VectorLayer({source: this.source, zIndex: 52, style: markStyle()});
    stage.map.addLayer(this.layer);
  }

  /** @param {[number, number][]} lonlats WGS 84; none takes the marks away */
  show(lonlats) {
    this.source.clear(true);
    this.source.addFeatures(lonlats.map((lonlat) => new Feature(new Point(fromLonLat(lonlat, this.stage.projection)))));
  }

  destroy() {
    this.stage.map.removeLayer(this.layer);
  }
}
