// @ts-check
/** A computation that the worker makes: asked for, watched, and told when it is done. */
import {define} from '../lib/define.js';
import {el} from '../lib/dom.js';
import {fetchJson} from '../lib/http.js';
import {_} from '../lib/i18n.js';
import {announce} from './live.js';

const FIRST_LOOK_MS = 250;
const SLOWEST_LOOK_MS = 3000;

/**
 * <analysis-run> around the form that asks, or the bar of a run that is on (templates/runs.html). When the run is done
 * it tells `run-done`, which bubbles; unless that is prevented the page loads anew.
 */
class AnalysisRun extends HTMLElement {
  #isGone = false;

  connectedCallback() {
    this.#isGone = false;
    const form = this.querySelector('form');
    form?.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#ask(form);
    });
    if (this.dataset.href) this.#watch(this.dataset.href);
    else if (form && 'auto' in this.dataset) this.#ask(form);
  }

  disconnectedCallback() {
    this.#isGone = true;
  }

  /** @param {HTMLFormElement} form */
  async #ask(form) {
    const answer = await fetch(form.action, {
      method: 'POST',
      body: new FormData(form),
      credentials: 'same-origin',
      headers: {Accept: 'application/json, application/problem+json'},
    }).catch(() => null);
    const found = await answer?.json().catch(() => null);
    if (answer?.ok && found?.href) {
      this.#showBar(0);
      await this.#watch(found.href);
    } else this.#say(found?.detail ?? _('No connection. Check your network and try again.'));
  }

  /** @param {string} href */
  async #watch(href) {
    for (let pause = FIRST_LOOK_MS; !this.#isGone; pause = Math.min(pause * 1.5, SLOWEST_LOOK_MS)) {
      await new Promise((resolve) => {
        setTimeout(resolve, pause);
      });
      const run = await fetchJson(href).catch(() => null);
      if (this.#isGone) return;
      if (!run) continue;
      this.#showBar(run.progress);
      if (run.state !== 'done' && run.state !== 'failed') continue;
      announce(_('Counted: %(what)s', {what: this.dataset.label ?? ''}));
      if (this.dispatchEvent(new CustomEvent('run-done', {bubbles: true, cancelable: true, detail: run}))) location.reload();
      return;
    }
  }

  /** @param {number} percent */
  #showBar(percent) {
    const bar = this.querySelector('progress');
    if (bar) {
      bar.value = percent;
      return;
    }
    const words = _('Being counted: %(what)s', {what: this.dataset.label ?? ''});
    this.replaceChildren(
      el('p', {class: 'run__words'}, words),
      el('progress', {class: 'run__bar', max: 100, value: percent, 'aria-label': words}),
    );
  }

  /** @param {string} sentence */
  #say(sentence) {
    const old = this.querySelector('.run__problem');
    const said = el('p', {class: 'run__problem', role: 'alert'}, sentence);
    if (old) old.replaceWith(said);
    else this.append(said);
  }
}

define('analysis-run', AnalysisRun);
