// @ts-check
/** <photo-fields> around a form's file fields: one after the other, with a preview, made small before they are sent. */
import {define} from '../lib/define.js';
import {el, icon} from '../lib/dom.js';
import {newIdempotencyKey} from '../lib/http.js';
import {_} from '../lib/i18n.js';
import {smallerPhoto} from '../lib/photo.js';
import {announce} from './live.js';

/** @typedef {{blob: Blob, alt: string, clientId: string}} ChosenPhoto */

export class PhotoFields extends HTMLElement {
  connectedCallback() {
    for (const block of this.#blocks) {
      this.#input(block).addEventListener('change', () => this.#chosen(block));
    }
    this.closest('form')?.addEventListener('reset', () => this.#blocks.forEach((block) => this.#clear(block)));
    this.#reveal();
  }

  /** What was chosen, small enough to send. @returns {ChosenPhoto[]} */
  get photos() {
    return this.#blocks.flatMap((block) => {
      const file = this.#input(block).files?.[0];
      if (!file) return [];
      block.dataset.client ||= newIdempotencyKey();
      return [{blob: file, alt: this.#words(block).value.trim(), clientId: block.dataset.client}];
    });
  }

  /** @returns {HTMLElement[]} */
  get #blocks() {
    return [...this.querySelectorAll('[data-photo]')].map((block) => /** @type {HTMLElement} */ (block));
  }

  /** @param {HTMLElement} block */
  #input(block) {
    return /** @type {HTMLInputElement} */ (block.querySelector('input[type="file"]'));
  }

  /** @param {HTMLElement} block */
  #words(block) {
    return /** @type {HTMLInputElement} */ (block.querySelector('input:not([type="file"])'));
  }

  /** @param {HTMLElement} block */
  async #chosen(block) {
    const input = this.#input(block);
    const file = input.files?.[0];
    this.#forget(block);
    if (!file) return this.#reveal();
    try {
      const small = await smallerPhoto(file);
      const carrier = new DataTransfer();
      carrier.items.add(new File([small], `photo-${block.dataset.photo}.jpg`, {type: 'image/jpeg'}));
      input.files = carrier.files;
      this.#show(block, small);
      announce(_('The photo is chosen. Say in a few words what is in it.'));
    } catch {
      input.value = '';
      this.#refuse(block, _('This file is not a photo that can be shown here. Choose a JPEG, PNG or WebP picture.'));
    }
    this.#reveal();
  }

  /** @param {HTMLElement} block @param {Blob} small */
  #show(block, small) {
    const address = URL.createObjectURL(small);
    const picture = el('img', {src: address, alt: '', onload: () => URL.revokeObjectURL(address)});
    const remove = el(
      'button',
      {
        type: 'button',
        class: 'button button--small button--quiet',
        onclick: () => {
          this.#clear(block);
          this.#input(block).focus();
        },
      },
      icon('trash-2'),
      _('Take the photo away'),
    );
    block.prepend(el('div', {class: 'photo-preview'}, picture, remove));
  }

  /** @param {HTMLElement} block @param {string} sentence */
  #refuse(block, sentence) {
    const error = el('p', {class: 'field__error photo-error'}, icon('circle-alert'), el('span', {}, sentence));
    block.prepend(error);
    announce(sentence);
  }

  /** @param {HTMLElement} block */
  #forget(block) {
    block.querySelector('.photo-preview')?.remove();
    block.querySelector('.photo-error')?.remove();
    delete block.dataset.client;
  }

  /** @param {HTMLElement} block */
  #clear(block) {
    this.#forget(block);
    this.#input(block).value = '';
    this.#words(block).value = '';
    this.#reveal();
  }

  /** The next field comes when the one before it is filled; the words when there is a photo. */
  #reveal() {
    let isWanted = true;
    for (const block of this.#blocks) {
      const hasPhoto = Boolean(this.#input(block).files?.length);
      block.hidden = !isWanted && !hasPhoto && !this.#words(block).value;
      isWanted = hasPhoto;
    }
  }
}

define('photo-fields', PhotoFields);
