// @ts-check
/** The list: filters act without a reload. Without scripts the same form does the same. */
import {fetchResults, filtersOf, followPaging, showResults} from './pins/results.js';

const form = /** @type {HTMLFormElement | null} */ (document.querySelector('[data-pin-filters]'));

/** @param {string} address @param {boolean} isFocused */
async function turn(address, isFocused) {
  try {
    const results = await fetchResults(address);
    history.pushState(null, '', address);
    showResults(results);
    if (isFocused) /** @type {HTMLElement | null} */ (results.querySelector('.pin-count'))?.focus();
  } catch {
    location.assign(address);
  }
}

const apply = () => form && turn(`/pins?${filtersOf(form)}`, false);

form?.addEventListener('submit', (event) => {
  event.preventDefault();
  apply();
});
form?.addEventListener('change', apply);
followPaging(document.body, (address) => turn(address, true));
addEventListener('popstate', () => location.reload());
