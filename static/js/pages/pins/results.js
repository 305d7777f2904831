// @ts-check
/** The found ideas: the list page's own markup put in place of the old one, so that there is one template. */
import {announce} from '../../components/live.js';

/**
 * @param {HTMLFormElement} form
 * @returns {URLSearchParams} the filters in use
 */
export function filtersOf(form) {
  const filters = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (value && !(name === 'sort' && value === 'newest')) filters.set(name, String(value));
  return filters;
}

/**
 * @param {string} address of the list page
 * @param {AbortSignal} [signal]
 * @returns {Promise<HTMLElement>} its results
 */
export async function fetchResults(address, signal) {
  const response = await fetch(address, {headers: {Accept: 'text/html'}, signal, credentials: 'same-origin'});
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const results = page.getElementById('results');
  if (!response.ok || !results) throw new Error(`${address} answered ${response.status}`);
  return document.importNode(results, true);
}

/**
 * Shows a page of results and says how many there are.
 * @param {HTMLElement} results
 */
export function showResults(results) {
  document.getElementById('results')?.replaceWith(results);
  announce(results.querySelector('.pin-count')?.textContent?.trim() ?? '');
}

/**
 * "Next" in the panel turns the page there, instead of leaving the map.
 * @param {HTMLElement} holder
 * @param {(address: string) => void} turn
 */
export function followPaging(holder, turn) {
  holder.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('.pin-results .pagination a') : null;
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    turn(link.href);
  });
}
