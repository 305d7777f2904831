// @ts-check
import '../components/photo-fields.js';

/** The form without a map: what is typed is kept in this browser until it has arrived. */
const NAME = 'aluekartta.form';
const KEPT = ['text', 'title', 'place_name', 'theme', 'where', 'place'];

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('[data-keep-draft]'));

/** @param {string} name */
const field = (name) =>
  /** @type {{value: string} | null} */ (/** @type {unknown} */ (form?.elements.namedItem(name) ?? null));

function keep() {
  if (!form) return;
  const values = new FormData(form);
  try {
    sessionStorage.setItem(
      NAME,
      JSON.stringify(Object.fromEntries(KEPT.map((name) => [name, values.get(name) ?? '']))),
    );
  } catch {
    // Storage is full or shut off: the form itself still holds it.
  }
}

function restore() {
  const text = field('text');
  if (!text || text.value) return; // the server has put back what was typed
  try {
    const kept = JSON.parse(sessionStorage.getItem(NAME) ?? 'null');
    for (const name of kept ? KEPT : []) {
      const one = field(name);
      if (one && kept[name] && !one.value) one.value = kept[name];
    }
  } catch {
    // Something else stands there: begin with an empty form.
  }
}

restore();
form?.addEventListener('input', keep);
form?.addEventListener('submit', () => sessionStorage.removeItem(NAME));
