// @ts-check
/** One step of the panel at a time. The browser's Back goes one step back, not off the page. */
import {setSheetLevel} from '../../components/sheet.js';

/** @typedef {'browse' | 'place' | 'write' | 'sent'} Step */

/** How high the sheet stands on a phone in each step: low while the map is needed, high for writing. */
const LEVELS = /** @type {Record<Step, import('../../components/sheet.js').SheetLevel>} */ ({
  browse: 'peek',
  place: 'fit',
  write: 'full',
  sent: 'half',
});

export class Steps {
  /** @type {Step} */
  current = 'browse';

  /** @param {HTMLElement} sheet @param {(step: Step) => void} entered */
  constructor(sheet, entered) {
    this.sheet = sheet;
    this.entered = entered;
    addEventListener('popstate', (event) => {
      const step = event.state?.step ?? 'browse';
      if (step !== this.current) this.#show(step === 'sent' ? 'browse' : step);
    });
  }

  /** @param {Step} step @param {{isReplaced?: boolean}} [options] */
  go(step, {isReplaced = false} = {}) {
    if (step === this.current) return;
    history[isReplaced ? 'replaceState' : 'pushState']({step}, '', location.href);
    this.#show(step);
  }

  /** @param {Step} step */
  #show(step) {
    this.current = step;
    for (const part of this.sheet.querySelectorAll('[data-step]')) {
      /** @type {HTMLElement} */ (part).hidden = /** @type {HTMLElement} */ (part).dataset.step !== step;
    }
    this.sheet.dataset.stepNow = step;
    this.sheet.querySelector('.panel__body')?.scrollTo(0, 0);
    setSheetLevel(this.sheet, LEVELS[step]);
    this.entered(step);
  }
}
