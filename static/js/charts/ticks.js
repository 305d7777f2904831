// @ts-check
/** Where an axis begins and ends, and which numbers are written on it. */

/** @typedef {import('./spec.js').Axis} Axis */

/** Air at the ends, as a share of what the values span. */
const AIR = 0.05;

/**
 * The ends of an axis: those it was given, else the values with a little air, but not beyond zero when no value is.
 * @param {Axis} axis
 * @param {number[]} values with intervals' ends and marks; may be empty
 * @param {boolean} isFromZero bars are read by their length, so their axis must hold zero
 * @returns {{min: number, max: number}}
 */
export function axisEnds(axis, values, isFromZero) {
  const known = axis.type === 'log' ? values.filter((value) => value > 0) : isFromZero ? [...values, 0] : values;
  let [min, max] = known.length ? [Math.min(...known), Math.max(...known)] : [0, 1];
  if (axis.type === 'log') [min, max] = min === max ? [min / 2, max * 2] : [min / 1.15, max * 1.15];
  else if (axis.type === 'year') [min, max] = min === max ? [min - 1, max + 1] : [min, max];
  else {
    const air = (max - min) * AIR || Math.abs(max) * AIR || 1;
    const [low, high] = [min, max];
    min = low >= 0 && low - air < 0 ? 0 : low - (isFromZero && low === 0 ? 0 : air);
    max = high <= 0 && high + air > 0 ? 0 : high + (isFromZero && high === 0 ? 0 : air);
    // Shares end at all.
    if (axis.type === 'share' && high <= 1) max = Math.min(max, 1);
  }
  return {min: axis.min ?? min, max: axis.max ?? max};
}

/**
 * Round numbers between the ends; two of them at least, or an axis could not be read.
 * @param {Axis['type']} type
 * @param {number} min
 * @param {number} max
 * @param {number} most how many there is room for
 * @returns {number[]}
 */
export function roundTicks(type, min, max, most) {
  if (!(max > min)) return [min];
  if (type === 'log') return logTicks(min, max, most);
  const ticks = stepTicks(type, min, max, most);
  const isFinest = type === 'year' && max - min < 2;
  return ticks.length > 1 || most > 12 || isFinest ? ticks : roundTicks(type, min, max, most + 1);
}

/** @param {Axis['type']} type @param {number} min @param {number} max @param {number} most */
function stepTicks(type, min, max, most) {
  let step = 10 ** Math.floor(Math.log10((max - min) / Math.max(1, most)));
  for (const factor of [1, 2, 5, 10]) {
    if ((max - min) / (step * factor) <= most) {
      step *= factor;
      break;
    }
  }
  if (type === 'year') step = Math.max(1, step);
  const ticks = [];
  // Counted in steps, so that 0.1 + 0.2 is 0.3.
  for (let at = Math.ceil(min / step - 1e-9); at * step <= max + step * 1e-9; at += 1) ticks.push(Number((at * step).toPrecision(12)));
  return ticks;
}

/** Powers of ten, with 2 and 5 between where there is room. @param {number} min @param {number} max @param {number} most */
function logTicks(min, max, most) {
  const within = (/** @type {number[]} */ factors) => {
    const ticks = [];
    for (let power = Math.floor(Math.log10(min)); power <= Math.ceil(Math.log10(max)); power += 1)
      for (const factor of factors) {
        const value = Number((factor * 10 ** power).toPrecision(6));
        if (value >= min && value <= max) ticks.push(value);
      }
    return ticks;
  };
  const fine = within([1, 2, 5]);
  return fine.length <= most ? fine : within([1]);
}
