// @ts-check
/**
 * Density of points on a regular grid: counts in cells, smoothed with a Gaussian. Used where a page has the points themselves;
 * a grid that the server counted is drawn as it is.
 *
 * @typedef {{west: number, south: number, cell: number, columns: number, rows: number, values: Float64Array | number[], max: number}} HeatGrid
 *   metric CRS, cell in metres, values row by row from the south-west corner
 * @typedef {{west: number, south: number, cell: number, columns: number, rows: number, runs: number[], steps: {token: string}[]}} ClassGrid
 *   the same in classes: class and length in turn; class 0 has no colour, class n that of the n-th step
 */

/**
 * @param {number[]} runs class and length in turn
 * @param {number} size how many cells there are
 * @returns {Uint8Array} the class of each cell
 * @throws {RangeError} when the runs are not as long as the grid
 */
export function unrolled(runs, size) {
  const classes = new Uint8Array(size);
  let at = 0;
  for (let pair = 0; pair < runs.length; pair += 2) {
    classes.fill(runs[pair], at, at + runs[pair + 1]);
    at += runs[pair + 1];
  }
  if (at !== size) throw new RangeError(`The runs hold ${at} cells, the grid ${size}`);
  return classes;
}

const MAX_CELLS = 250000;

/**
 * @param {{x: number, y: number, weight: number}[]} points metric CRS
 * @param {number} radius metres, the Gaussian's standard deviation is half of it
 * @returns {HeatGrid | null} null when there is nothing to count
 */
export function densityGrid(points, radius) {
  if (!points.length) return null;
  const xs = points.map(({x}) => x);
  const ys = points.map(({y}) => y);
  const margin = radius * 2;
  const [west, south] = [Math.min(...xs) - margin, Math.min(...ys) - margin];
  const [width, height] = [Math.max(...xs) + margin - west, Math.max(...ys) + margin - south];
  const cell = Math.max(radius / 5, Math.sqrt((width * height) / MAX_CELLS));
  const [columns, rows] = [Math.ceil(width / cell) + 1, Math.ceil(height / cell) + 1];
  const counts = new Float64Array(columns * rows);
  for (const {x, y, weight} of points)
    counts[Math.floor((y - south) / cell) * columns + Math.floor((x - west) / cell)] += weight;
  const values = smooth(counts, columns, rows, radius / 2 / cell);
  return {west, south, cell, columns, rows, values, max: values.reduce((most, value) => Math.max(most, value), 0)};
}

/** @param {number} sigma in cells */
function kernel(sigma) {
  const reach = Math.max(1, Math.ceil(sigma * 3));
  const weights = Array.from({length: 2 * reach + 1}, (_unused, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)),
  );
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

/**
 * Two one-dimensional passes equal the round Gaussian. What would fall outside is lost, so grids carry a margin.
 * @param {Float64Array} counts @param {number} columns @param {number} rows @param {number} sigma in cells
 */
export function smooth(counts, columns, rows, sigma) {
  const weights = kernel(sigma);
  return blur(blur(counts, columns, rows, 1, columns, weights), rows, columns, columns, 1, weights);
}

/**
 * @param {Float64Array} input @param {number} length of a line @param {number} lines @param {number} step inside a line
 * @param {number} stride from line to line @param {number[]} weights
 */
function blur(input, length, lines, step, stride, weights) {
  const output = new Float64Array(input.length);
  const reach = (weights.length - 1) / 2;
  for (let line = 0; line < lines; line += 1) {
    for (let at = 0; at < length; at += 1) {
      const value = input[line * stride + at * step];
      if (value === 0) continue;
      const [from, to] = [Math.max(0, at - reach), Math.min(length - 1, at + reach)];
      for (let target = from; target <= to; target += 1)
        output[line * stride + target * step] += value * weights[target - at + reach];
    }
  }
  return output;
}
