// Writes the element with the settings of the address and remembers every event it tells.
window.told = [];
const names = ['map-ready', 'map-move', 'map-centre', 'map-place', 'map-select', 'draw-change', 'draw-end', 'draw-pick', 'draw-line', 'map-error'];
for (const name of names) document.addEventListener(name, ({detail}) => window.told.push({name, detail}));

const point = (id, lon, lat, state) => ({
  type: 'Feature',
  geometry: {type: 'Point', coordinates: [lon, lat]},
  properties: {reference: id, theme: 'nature', state, count: 1},
});

const config = {
  crs: {
    code: 'EPSG:3067',
    proj4: '+proj=utm +zone=35 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs +type=crs',
    matrix: {name: 'ETRS-TM35FIN', minx: -548576, miny: 6291456, maxx: 1548576, maxy: 8388608, tileSize: 256, maxZoom: 16},
  },
  view: {lonlat: [27.68, 62.89], zoom: 12},
  layers: [
    {key: 'backdrop', kind: 'mvt', url: '/tiles/{z}/{x}/{y}.mvt', attribution: 'Somebody'},
    {
      key: 'pins',
      kind: 'geojson',
      label: 'Ideas',
      themes: [{key: 'nature', label: 'Nature', icon: 'trees', colour: 'moss'}],
      data: {type: 'FeatureCollection', features: [point('K-1', 27.68, 62.89, 'received'), point('K-2', 27.684, 62.89, 'done')]},
    },
  ],
  ...JSON.parse(decodeURIComponent(location.search.slice(1)) || '{}'),
};
const holder = document.createElement('script');
holder.type = 'application/json';
holder.className = 'map-config';
holder.textContent = JSON.stringify(config);
const map = document.createElement('aluekartta-map');
map.setAttribute('label', 'Ideas on the map');
map.append(holder);
document.getElementById('holder').append(map);
await import('/static/js/map/aluekartta-map.js');
