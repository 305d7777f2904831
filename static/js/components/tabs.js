// @ts-check
/** Where tabs do not fit beside each other they scroll; the page's own begins in sight. */
export function showOwnTab() {
  for (const own of document.querySelectorAll('.tabs [aria-current]')) {
    const row = /** @type {HTMLElement} */ (own.closest('.tabs'));
    const [tab, box] = [own.getBoundingClientRect(), row.getBoundingClientRect()];
    if (tab.left < box.left || tab.right > box.right) row.scrollLeft += tab.left - box.left - (box.width - tab.width) / 2;
  }
}
