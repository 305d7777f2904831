// @ts-check
/** Which class of a legend a value falls in. */

/** What a number looks like where it came as text; layers/looks.py says the same. */
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * Lower bounds belong to the class, upper ones to the next; open ends are null. No value, no class.
 * @param {import('./config.js').NumberClass[]} classes
 * @param {unknown} value
 * @returns {import('./config.js').NumberClass | null}
 */
export function classOf(classes, value) {
  if (typeof value !== 'number' || Number.isNaN(value)) return null;
  return (
    classes.find(
      ({min, max}) =>
        (min === null || min === undefined || value >= min) && (max === null || max === undefined || value < max),
    ) ?? null
  );
}

/**
 * The class of a catalogue layer's feature: by its value, by the range of its number, else another value or none.
 * @param {import('./config.js').CatalogueClass[]} classes the last two are for another value and for none
 * @param {unknown} value
 * @returns {import('./config.js').CatalogueClass | null} null for a layer without classes
 */
export function catalogueClass(classes, value) {
  if (!classes.length) return null;
  const text = String(value ?? '').trim();
  const rest = (/** @type {string} */ name) => classes.find((one) => one.rest === name) ?? null;
  if (!text) return rest('none');
  const same = classes.find(({of}) => of === text);
  if (same) return same;
  const ranges = /** @type {any[]} */ (classes.filter(({of, rest: isRest}) => of === undefined && !isRest));
  return (NUMBER.test(text) ? /** @type {any} */ (classOf(ranges, Number(text))) : null) ?? rest('other');
}
