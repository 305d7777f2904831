// @ts-check
import {define} from '../lib/define.js';
import {el, icon} from '../lib/dom.js';
import {compareCells} from '../lib/compare.js';

/**
 * <sortable-table> around a table whose headings have data-sort: each such heading becomes a button.
 * Cells sort by data-value where they have one; rows whose value is empty (suppressed) stay last either way.
 */
class SortableTable extends HTMLElement {
  connectedCallback() {
    const headings = /** @type {NodeListOf<HTMLTableCellElement>} */ (this.querySelectorAll('thead th[data-sort]'));
    for (const heading of headings) {
      const button = el(
        'button',
        {type: 'button', onclick: () => this.sortBy(heading)},
        ...heading.childNodes,
        icon('arrow-up-down'),
      );
      heading.replaceChildren(button);
    }
  }

  /** @param {HTMLTableCellElement} heading */
  sortBy(heading) {
    const table = /** @type {HTMLTableElement} */ (this.querySelector('table'));
    const isDown = heading.ariaSort === 'ascending';
    for (const other of table.querySelectorAll('thead th')) other.removeAttribute('aria-sort');
    heading.ariaSort = isDown ? 'descending' : 'ascending';
    const use = heading.querySelector('use');
    use?.setAttribute('href', (use.getAttribute('href') ?? '').replace(/#.*/, isDown ? '#arrow-down' : '#arrow-up'));
    const column = heading.cellIndex;
    const body = table.tBodies[0];
    const rows = [...body.rows].sort((a, b) =>
      compareCells(cellValue(a.cells[column]), cellValue(b.cells[column]), isDown),
    );
    body.append(...rows);
  }
}

/** @param {HTMLTableCellElement | undefined} cell */
function cellValue(cell) {
  return cell?.dataset.value ?? cell?.textContent?.trim() ?? '';
}

define('sortable-table', SortableTable);
