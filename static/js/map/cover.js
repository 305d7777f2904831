// @ts-check
/** Keeps the map's middle in what a sheet over it leaves free. */

/** A sheet raised over nearly everything would squeeze the middle into nothing. */
const MOST_COVERED = 0.6;

/**
 * @param {HTMLElement & {cover: (sides: {bottom: number}) => void}} map
 * @param {HTMLElement} sheet
 * @param {AbortSignal} signal
 */
export function followCover(map, sheet, signal) {
  const measure = () => {
    const [ours, theirs] = [map.getBoundingClientRect(), sheet.getBoundingClientRect()];
    const isOver = theirs.left < ours.right && theirs.right > ours.left && theirs.width > ours.width * 0.8;
    const bottom = isOver ? Math.max(0, ours.bottom - Math.max(theirs.top, ours.top)) : 0;
    map.cover({bottom: Math.min(bottom, ours.height * MOST_COVERED)});
  };
  const watcher = new ResizeObserver(measure);
  watcher.observe(sheet);
  watcher.observe(map);
  signal.addEventListener('abort', () => watcher.disconnect());
}
