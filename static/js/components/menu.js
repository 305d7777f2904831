// @ts-check
/** Menus are plain <details>; with scripts they also close on Escape, on a click outside, and when another opens. */

/** @param {HTMLDetailsElement} menu */
function close(menu) {
  const hadFocus = menu.contains(document.activeElement);
  menu.open = false;
  if (hadFocus) menu.querySelector('summary')?.focus();
}

/** @returns {HTMLDetailsElement[]} */
function openMenus() {
  return [.../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll('details.menu[open]'))];
}

export function enhanceMenus() {
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') openMenus().forEach(close);
  });
  document.addEventListener('pointerdown', (event) => {
    for (const menu of openMenus()) if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
  });
  document.addEventListener('focusin', (event) => {
    for (const menu of openMenus()) if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
  });
}
