// @ts-check
import {el, icon} from '../lib/dom.js';
import {_} from '../lib/i18n.js';

/** Where the shown layers come from, said as their own records say it. */
export function buildAttribution() {
  const list = el('span', {class: 'map-sources__list'});
  const element = el(
    'details',
    {class: 'map-sources'},
    el('summary', {'aria-label': _('Sources of the map'), title: _('Sources of the map')}, icon('info')),
    list,
  );
  element.open = matchMedia('(min-width: 48rem)').matches;
  return {
    element,
    /** @param {import('./config.js').Source[]} sources */
    show: (sources) => {
      const unique = [...new Map(sources.map((source) => [source.text, source])).values()];
      list.replaceChildren(
        ...unique.flatMap(({text, url}, index) => [
          index ? ' · ' : '',
          url ? el('a', {href: url, rel: 'noopener'}, text) : text,
        ]),
      );
      element.hidden = unique.length === 0;
    },
  };
}
