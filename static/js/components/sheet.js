// @ts-check
/** The panel over the map on a phone: a button raises and lowers it; nothing needs dragging. */

/** @typedef {'closed' | 'peek' | 'fit' | 'half' | 'full'} SheetLevel */

/**
 * @param {HTMLElement} sheet an element with class "sheet"
 * @param {SheetLevel} level
 */
export function setSheetLevel(sheet, level) {
  sheet.dataset.level = level;
  const toggle = /** @type {HTMLElement | null} */ (sheet.querySelector('.sheet__toggle'));
  if (toggle) {
    const isRaised = level !== 'peek' && level !== 'closed';
    toggle.setAttribute('aria-expanded', String(isRaised));
    const words = toggle.querySelector('span');
    if (words) words.textContent = (isRaised ? toggle.dataset.less : toggle.dataset.more) ?? '';
  }
  sheet.dispatchEvent(new CustomEvent('sheet-change', {bubbles: true, detail: {level}}));
}

/** @param {HTMLElement} sheet */
function enhance(sheet) {
  sheet.dataset.level ??= 'peek';
  sheet.querySelector('.sheet__toggle')?.addEventListener('click', () => {
    const isLow = sheet.dataset.level === 'peek' || sheet.dataset.level === 'closed';
    setSheetLevel(sheet, isLow ? 'half' : 'peek');
  });
  // Something inside that takes focus must be seen: raise the sheet for it.
  sheet.addEventListener('focusin', (event) => {
    const isToggle = event.target instanceof Element && event.target.closest('.sheet__toggle');
    if (
      !isToggle &&
      (sheet.dataset.level === 'peek' || sheet.dataset.level === 'closed') &&
      matchMedia('(max-width: 47.99rem)').matches
    ) {
      if (event.target instanceof Element && event.target.matches(':focus-visible')) setSheetLevel(sheet, 'half');
    }
  });
  setSheetLevel(sheet, /** @type {SheetLevel} */ (sheet.dataset.level));
}

export function enhanceSheets() {
  for (const sheet of document.querySelectorAll('.sheet')) enhance(/** @type {HTMLElement} */ (sheet));
}
