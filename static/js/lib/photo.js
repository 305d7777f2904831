// @ts-check
/** Photos made small before they leave the device. Drawing them anew also leaves behind where and when they were taken. */

/** Longest side of what is sent, in pixels: what the service keeps. */
export const LONGEST = 1600;
const QUALITY = 0.85;

/** @param {number} width @param {number} height @param {number} [longest] @returns {[number, number]} never larger than it was */
export function fitted(width, height, longest = LONGEST) {
  const scale = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/**
 * @param {Blob} file
 * @returns {Promise<Blob>} a JPEG, upright
 * @throws {Error} when the browser cannot read it as a picture
 */
export async function smallerPhoto(file) {
  const bitmap = await createImageBitmap(file, {imageOrientation: 'from-image'});
  const [width, height] = fitted(bitmap.width, bitmap.height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.fillStyle = '#fff';
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', QUALITY);
  });
}
