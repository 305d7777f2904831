// What @ogcapi-js/features reads from a service: everything that it can ask, as one line of JSON.
// Arguments: the address of the service ending in /ogc, the size of a page, west, south, east, north.
import {createRequire} from 'node:module';

const require = createRequire(new URL('../../../../tools/package.json', import.meta.url));
const {FeatureService, FilterLang} = require('@ogcapi-js/features');

const [baseUrl, size, ...corners] = process.argv.slice(2);
const bbox = corners.map(Number);
const service = new FeatureService({baseUrl});

/** The ids of all pages, following the links from one to the next. */
async function pages(collection) {
  const ids = [];
  let page = await service.getFeatures(collection, {limit: Number(size)});
  for (let turn = 0; turn < 1000; turn += 1) {
    ids.push(...page.features.map((feature) => feature.id));
    const next = page.links.find((link) => link.rel === 'next');
    if (!next) return ids;
    const answer = await fetch(next.href);
    if (!answer.ok) throw new Error(`${next.href}: ${answer.status}`);
    page = await answer.json();
  }
  throw new Error(`${collection} has no last page`);
}

const idsOf = (page) => page.features.map((feature) => feature.id);
const found = {conformance: (await service.getConformance()).conformsTo, collections: {}};
for (const {id} of (await service.getCollections()).collections) {
  const described = await service.getCollection(id);
  const ids = await pages(id);
  found.collections[id] = {
    title: described.title,
    queryables: Object.keys((await service.getQueryables(id)).properties),
    ids,
    inBox: idsOf(await service.getFeatures(id, {bbox, limit: 1000})),
    single: ids.length ? (await service.getFeature(id, String(ids[0]))).id : null,
  };
}
const days = {start: new Date('2026-05-03T00:00:00Z'), end: new Date('2026-05-05T00:00:00Z')};
found.inDays = idsOf(await service.getFeatures('pins', {datetime: days, limit: 1000}));
found.since = idsOf(await service.getFeatures('pins', {datetime: {start: days.start}, limit: 1000}));
found.filtered = idsOf(
  await service.getFeatures('pins', {filter: "theme = 'traffic'", filterLang: FilterLang.CQL2_TEXT, limit: 1000}),
);
found.moved = (
  await service.getFeatures('pins', {crs: 'http://www.opengis.net/def/crs/EPSG/0/3067', limit: 1})
).features[0].geometry.coordinates;
console.log(JSON.stringify(found));
