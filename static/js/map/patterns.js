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
