// @ts-check
/** Hatches, so that a class is told by more than its colour. */

const STEP_PX = 7;

/**
 * @param {{line: string, ground?: string, slope?: 1 | -1, step?: number}} look
 * @returns {CanvasPattern | string} a repeating diagonal hatch; the line colour where a canvas gives no pattern
 */
export function hatch({line, ground, slope = 1, step = STEP_PX}) {
  const ratio = window.devicePixelRatio || 1;
  const size = Math.round(step * ratio);
  const canvas = document.createElement('canvas');
  canvas.width = size;
  canvas.height = size;
  const pen = canvas.getContext('2d');
  if (!pen) return line;
  if (ground) {
    pen.fillStyle = ground;
    pen.fillRect(0, 0, size, size);
  }
  pen.strokeStyle = line;
  pen.lineWidth = Math.max(1, ratio);
  pen.beginPath();
  // Three lines, so that the corners of the repeated square meet.
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift, slope > 0 ? size : 0);
    pen.lineTo(shift + size, slope > 0 ? 0 : size);
  }
  pen.stroke();
  return pen.createPattern(canvas, 'repeat') ?? line;
}

/** The legend draws the same tile, so that map and legend look alike. */
const TILE_UNITS = 8;

/**
 * @param {string} path an SVG path on a tile of 8 x 8 units
 * @param {{line: string, ground: string}} look
 * @returns {CanvasPattern | string} the path repeated over the ground; the ground alone where a canvas gives no pattern
 */
export function tiled(path, {line, ground}) {
  const ratio = window.devicePixelRatio || 1;
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = Math.round(TILE_UNITS * ratio);
  const pen = canvas.getContext('2d');
  if (!pen) return ground;
  pen.fillStyle = ground;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.scale(canvas.width / TILE_UNITS, canvas.height / TILE_UNITS);
  pen.strokeStyle = line;
  pen.lineWidth = 1;
  pen.lineCap = 'round';
  pen.stroke(new Path2D(path));
  return pen.createPattern(canvas, 'repeat') ?? ground;
}
