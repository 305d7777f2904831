// @ts-check
/**
 * What the author gets after sending: the reference, the page and the secret link.
 * @param {HTMLElement} step @param {import('../../api/pins.js').Receipt} receipt
 */
export function showReceipt(step, {reference, url, own_url: ownUrl, is_public: isPublic, notice}) {
  const link = /** @type {HTMLAnchorElement} */ (step.querySelector('[data-sent-link]'));
  link.textContent = reference;
  link.href = url;
  /** @type {HTMLAnchorElement} */ (step.querySelector('[data-sent-see]')).href = url;
  const follow = step.querySelector('[data-follow-form]');
  if (follow instanceof HTMLFormElement) follow.action = `${url}/follow`;
  const waiting = /** @type {HTMLElement} */ (step.querySelector('[data-sent-waiting]'));
  waiting.hidden = isPublic && !notice;
  const words = waiting.querySelector('.notice__body');
  if (words) {
    waiting.dataset.words ??= words.textContent ?? '';
    words.textContent = notice || waiting.dataset.words;
  }
  const copy = step.querySelector('copy-link button');
  copy?.setAttribute('data-href', ownUrl);
}
