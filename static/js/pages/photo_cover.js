// @ts-check
/** Drawing rectangles over a photo; they go into the form's fields, in per cent, where they can be corrected. */
import {el} from '../lib/dom.js';

const NAMES = ['left', 'top', 'width', 'height'];
const frame = /** @type {HTMLElement} */ (document.querySelector('[data-cover]'));
const rows = [...document.querySelectorAll('[data-rectangle]')];
const shown = rows.map(() => el('div', {class: 'photo-cover__box', hidden: true}));
frame.append(...shown);

/** @param {Element} row @returns {HTMLInputElement[]} */
const fields = (row) =>
  NAMES.map((name) => /** @type {HTMLInputElement} */ (row.querySelector(`input[name^="${name}_"]`)));

function show() {
  rows.forEach((row, index) => {
    const numbers = fields(row).map((field) => Number.parseFloat(field.value.replace(',', '.')));
    const box = shown[index];
    box.hidden = numbers.some((number) => !Number.isFinite(number));
    if (!box.hidden) NAMES.forEach((name, n) => box.style.setProperty(name, `${numbers[n]}%`));
  });
}

/** @param {PointerEvent} event @returns {[number, number]} in per cent of the photo */
function placeOf(event) {
  const {left, top, width, height} = frame.getBoundingClientRect();
  const within = (/** @type {number} */ share) => Math.min(100, Math.max(0, share * 100));
  return [within((event.clientX - left) / width), within((event.clientY - top) / height)];
}

/** @type {{row: Element, from: [number, number]} | null} */
let drawing = null;

frame.addEventListener('pointerdown', (event) => {
  const row = rows.find((one) => fields(one).every((field) => !field.value)) ?? rows[rows.length - 1];
  drawing = {row, from: placeOf(event)};
  frame.setPointerCapture(event.pointerId);
  event.preventDefault();
});
frame.addEventListener('pointermove', (event) => {
  if (!drawing) return;
  const [x, y] = placeOf(event);
  const [fromX, fromY] = drawing.from;
  const numbers = [Math.min(x, fromX), Math.min(y, fromY), Math.abs(x - fromX), Math.abs(y - fromY)];
  fields(drawing.row).forEach((field, n) => {
    field.value = numbers[n].toFixed(1);
  });
  show();
});
frame.addEventListener('pointerup', () => {
  drawing = null;
});
document.querySelector('[data-cover-form]')?.addEventListener('input', show);
show();
