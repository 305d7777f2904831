// @ts-check
/** Which class of a legend a value falls in. */

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
