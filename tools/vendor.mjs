// Fills static/vendor/ from the packages that package-lock.json pins, and writes the lock that the tests compare with.
// Run by a maintainer: npm --prefix tools ci && npm --prefix tools run vendor
import {createHash} from 'node:crypto';
import {copyFile, mkdir, readFile, readdir, rm, writeFile} from 'node:fs/promises';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const TOOLS = path.dirname(fileURLToPath(import.meta.url));
const VENDOR = path.join(TOOLS, '..', 'static', 'vendor');
const MODULES = path.join(TOOLS, 'node_modules');
const pinned = JSON.parse(await readFile(path.join(TOOLS, 'package-lock.json'), 'utf8')).packages;

/** The manifest of an installed package with the integrity that the lock pins. */
async function manifest(name) {
  const {version, license} = JSON.parse(await readFile(path.join(MODULES, name, 'package.json'), 'utf8'));
  const entry = pinned[`node_modules/${name}`];
  if (!entry || entry.version !== version) throw new Error(`${name} ${version} is not what package-lock.json pins`);
  return {name, version, integrity: entry.integrity, licence: license};
}

/** Makes static/vendor/<short>@<version>/ empty and returns its path. */
async function freshFolder(short, version) {
  const folder = path.join(VENDOR, `${short}@${version}`);
  await mkdir(folder, {recursive: true});
  return folder;
}

/** Copies the licence text, whatever a package calls that file. */
async function copyLicence(name, folder) {
  const found = (await readdir(path.join(MODULES, name))).find((file) => /^licen[cs]e/i.test(file));
  if (!found) throw new Error(`${name} carries no licence file`);
  await copyFile(path.join(MODULES, name, found), path.join(folder, 'LICENSE'));
}

/** Bundles one entry as an ES module; returns the other packages that ended up inside it. */
async function bundle(entry, outfile, owner) {
  const result = await build({
    entryPoints: [path.join(TOOLS, 'entries', entry)],
    outfile,
    bundle: true,
    format: 'esm',
    minify: true,
    metafile: true,
    target: ['es2022'],
    legalComments: 'none',
    absWorkingDir: TOOLS,
  });
  const used = Object.values(result.metafile.outputs)[0].inputs;
  const names = Object.entries(used)
    .filter(([, {bytesInOutput}]) => bytesInOutput > 0)
    .map(([file]) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1])
    .filter((name) => name && name !== owner);
  return Promise.all([...new Set(names)].sort().map(manifest));
}

/** One SVG file with a symbol for each icon that icons.json lists. */
async function sprite(outfile) {
  const lists = JSON.parse(await readFile(path.join(TOOLS, 'icons.json'), 'utf8'));
  const symbols = await Promise.all(
    [...new Set(Object.values(lists).flat())].sort().map(async (icon) => {
      const svg = await readFile(path.join(MODULES, 'lucide-static', 'icons', `${icon}.svg`), 'utf8');
      const shapes = svg
        .replace(/^[\s\S]*?<svg[^>]*>/, '')
        .replace('</svg>', '')
        .replace(/\s+/g, ' ')
        .trim();
      return `<symbol id="${icon}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
    }),
  );
  await writeFile(outfile, `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join('\n')}\n</svg>\n`);
}

/** The lock's record of one vendored package: every file with its hash. */
async function record(folder, about, bundled = []) {
  const files = {};
  for (const file of (await readdir(folder)).sort()) {
    files[file] = createHash('sha256')
      .update(await readFile(path.join(folder, file)))
      .digest('hex');
  }
  return {folder: path.basename(folder), ...about, files, ...(bundled.length ? {bundled} : {})};
}

async function vendorOpenLayers() {
  const about = await manifest('ol');
  const folder = await freshFolder('ol', about.version);
  const bundled = await bundle('ol.js', path.join(folder, 'ol.js'), 'ol');
  await copyFile(path.join(MODULES, 'ol', 'ol.css'), path.join(folder, 'ol.css'));
  await copyLicence('ol', folder);
  return record(folder, about, bundled);
}

async function vendorProj4() {
  const about = await manifest('proj4');
  const folder = await freshFolder('proj4', about.version);
  const bundled = await bundle('proj4.js', path.join(folder, 'proj4.js'), 'proj4');
  await copyLicence('proj4', folder);
  return record(folder, about, bundled);
}

async function vendorChartJs() {
  const about = await manifest('chart.js');
  const folder = await freshFolder('chart.js', about.version);
  const bundled = await bundle('chartjs.js', path.join(folder, 'chart.js'), 'chart.js');
  await copyLicence('chart.js', folder);
  return record(folder, about, bundled);
}

async function vendorFont() {
  const name = '@fontsource-variable/public-sans';
  const about = await manifest(name);
  const folder = await freshFolder('public-sans', about.version);
  for (const subset of ['latin', 'latin-ext']) {
    const file = `public-sans-${subset}-wght-normal.woff2`;
    await copyFile(path.join(MODULES, name, 'files', file), path.join(folder, file));
  }
  await copyLicence(name, folder);
  return record(folder, about);
}

async function vendorIcons() {
  const about = await manifest('lucide-static');
  const folder = await freshFolder('lucide-static', about.version);
  await sprite(path.join(folder, 'sprite.svg'));
  await copyLicence('lucide-static', folder);
  return record(folder, about);
}

/** Only for the reports that officials download: they carry its text inside them. The version is the one that folium names. */
async function vendorLeaflet() {
  const about = await manifest('leaflet');
  const folder = await freshFolder('leaflet', about.version);
  for (const file of ['leaflet.js', 'leaflet.css'])
    await copyFile(path.join(MODULES, 'leaflet', 'dist', file), path.join(folder, file));
  await copyLicence('leaflet', folder);
  return record(folder, about);
}

await rm(VENDOR, {recursive: true, force: true});
const packages = [
  await vendorIcons(),
  await vendorOpenLayers(),
  await vendorProj4(),
  await vendorChartJs(),
  await vendorFont(),
  await vendorLeaflet(),
];
await writeFile(path.join(VENDOR, 'vendor.lock.json'), `${JSON.stringify({packages}, null, 2)}\n`);
for (const {folder, files} of packages) console.log(folder, Object.keys(files).join(' '));
