// @ts-check
import {define} from '../lib/define.js';
import {el} from '../lib/dom.js';

/**
 * <before-after> around two figures: lays their drawings over each other and shows a share of the later one.
 * The share is set by a slider (also with the keyboard) or, without dragging, by three buttons. Nothing moves by
 * itself. Without scripts the figures stand beside each other.
 */
class BeforeAfter extends HTMLElement {
  connectedCallback() {
    if (this.querySelectorAll('figure').length !== 2 || this.querySelector('input')) return;
    const {before = '', half = '', after = '', label = ''} = this.dataset;
    const slider = /** @type {HTMLInputElement} */ (
      el('input', {type: 'range', min: '0', max: '100', value: '50', step: '1', class: 'before-after__slider', 'aria-label': label})
    );
    const buttons = [
      [before, 0],
      [half, 50],
      [after, 100],
    ].map(([text, share]) => {
      const button = el('button', {type: 'button', class: 'button button--small'}, String(text));
      button.addEventListener('click', () => this.show(slider, Number(share)));
      return button;
    });
    slider.addEventListener('input', () => this.show(slider, Number(slider.value)));
    this.append(el('div', {class: 'before-after__controls'}, slider, el('div', {class: 'button-row'}, ...buttons)));
    this.classList.add('is-over');
    this.show(slider, 50);
  }

  /** @param {HTMLInputElement} slider @param {number} share of the later drawing, in per cent */
  show(slider, share) {
    slider.value = String(share);
    slider.setAttribute('aria-valuetext', `${share} %`);
    this.style.setProperty('--share', `${share}%`);
    const [earlier, later] = this.querySelectorAll('figure');
    earlier.classList.toggle('is-away', share === 100);
    later.classList.toggle('is-away', share === 0);
  }
}

define('before-after', BeforeAfter);
