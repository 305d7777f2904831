"""An assessment as a chapter of a text document and as rows of a workbook, for those who decide."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from service.effects.queries import Published
from service.effects.views import Assessment, Column, Effect, Line, published_view
from service.i18n import format_date, format_number
from service.i18n import gettext as _
from service.web.spreadsheet import Cell

if TYPE_CHECKING:
    from docx.document import Document

WIDTHS = (26, 26, 30, 16, 16, 60, 40, 40, 60, 14)


def write_chapter(
    made: Document, found: Published, clean: Callable[[str], str], said: Mapping[str, int] | None = None
) -> None:
    """Add a published version to a document: the table, who gains and loses, what is missing, each effect in words.

    `clean` takes out what a document has no place for; `said` is how many statements are about each row, by its key.
    """
    view = published_view(found, said)
    made.add_heading(_("Whom it affects, and how"), 1)
    line = f"{found.signature}, {format_date(found.published_on)} · {_('Version %(number)s', number=found.number)}"
    made.add_paragraph(clean(line)).runs[0].italic = True
    if found.is_synthetic:
        made.add_paragraph(_("Sample material, not real proposals"))
    _texts(made, view.summary, clean)
    _table(made, view, clean)
    for one in view.columns:
        nobody = _("nobody, as far as it was assessed")
        better, worse = ", ".join(one.gains) or nobody, ", ".join(one.loses) or nobody
        made.add_heading(clean(one.title), 2)
        made.add_paragraph(clean(f"{_('Better for')}: {better}\n{_('Worse for')}: {worse}"))
    _missing(made, view, clean)
    for line_of in view.lines:
        _line(made, view, line_of, clean)
    if view.follow_up:
        made.add_heading(_("How it is followed up"), 2)
        _texts(made, view.follow_up, clean)
    for column in view.columns:
        _measured(made, column, found, clean)


def _table(made: Document, view: Assessment, clean: Callable[[str], str]) -> None:
    table = made.add_table(rows=1, cols=1 + len(view.columns))
    table.style = "Table Grid"
    for cell, text in zip(table.rows[0].cells, [_("What of, and for whom"), *_titles(view)], strict=True):
        cell.text = clean(text)
    for line in view.lines:
        texts = [_short(effect) for effect in line.effects]
        for cell, text in zip(table.add_row().cells, [f"{line.topic}: {line.people}", *texts], strict=True):
            cell.text = clean(text)


def _missing(made: Document, view: Assessment, clean: Callable[[str], str]) -> None:
    made.add_heading(_("What was not assessed"), 2)
    told = [
        (_("Not assessed, groups"), [word for _key, word in view.people]),
        (_("Not assessed, effects"), [word for _key, word in view.topics]),
        *((one.title, list(one.empty)) for one in view.columns),
    ]
    kept = [f"{title}: {'; '.join(words)}" for title, words in told if words]
    nothing = _("Every group and every effect of the list is assessed for each alternative.")
    for text in kept or [nothing]:
        made.add_paragraph(clean(text))


def _line(made: Document, view: Assessment, line: Line, clean: Callable[[str], str]) -> None:
    made.add_heading(clean(f"{line.topic}: {line.people}"), 2)
    for title, effect in zip(_titles(view), line.effects, strict=True):
        if effect is None:
            continue
        made.add_paragraph(clean(f"{title}: {_short(effect)}")).runs[0].bold = True
        _texts(made, effect.why, clean)
        for label, text in _further(effect):
            made.add_paragraph(clean(f"{label}: {text}"))


def _measured(made: Document, column: Column, found: Published, clean: Callable[[str], str]) -> None:
    if column.measured is None:
        return
    made.add_heading(clean(f"{_('What is known of the place')}: {column.title}"), 2)
    made.add_paragraph(_("The figures are those of %(day)s.", day=format_date(found.published_on)))
    for place in [*column.measured.people, *column.measured.areas]:
        sentences = [f"{one.sentence} [{one.origin}]" for one in place.figures] or [_("There are no statistics here.")]
        made.add_paragraph(clean(f"{place.title}: {'; '.join(sentences)}"))
    for text in column.measured.said:
        made.add_paragraph(clean(text))
    if column.measured.statements:
        title = _("Statements on it, by what they are about")
        made.add_paragraph(clean(f"{title}: {'; '.join(column.measured.statements)}"))


def heading() -> list[str]:
    """The names of the workbook's columns in the reader's language."""
    return [
        _("What the effect is on"), _("Whom it affects"), _("Alternative"), _("Direction"), _("How sure"), _("Why"),
        _("How it is eased"), _("Source"), _("Measured"), _("Statements on this effect"),
    ]  # fmt: skip


def sheet_rows(found: Published, said: Mapping[str, int] | None = None) -> Iterator[list[Cell]]:
    """A row for each effect, and below them what nobody assessed; `said` as `write_chapter` takes it."""
    view = published_view(found, said)
    for line in view.lines:
        for title, effect in zip(_titles(view), line.effects, strict=True):
            start: list[Cell] = [line.topic, line.people, title]
            if effect is None:
                yield [*start, _("not assessed"), "", "", "", "", "", None]
            else:
                source = effect.source.text if effect.source else ""
                yield [
                    *start, f"{effect.sign} {effect.words}", effect.certainty, effect.why, effect.easing, source,
                    "\n".join(effect.beside), effect.statements,
                ]  # fmt: skip
    for _key, word in view.topics:
        yield [word, "", "", _("not assessed"), "", "", "", "", "", None]
    for _key, word in view.people:
        yield ["", word, "", _("not assessed"), "", "", "", "", "", None]


def _titles(view: Assessment) -> list[str]:
    return [one.title for one in view.columns]


def _short(effect: Effect | None) -> str:
    return _("not assessed") if effect is None else f"{effect.sign} {effect.words} ({effect.certainty})"


def _further(effect: Effect) -> list[tuple[str, str]]:
    told = [
        (_("How it is eased"), effect.easing),
        (_("Source"), effect.source.text if effect.source else ""),
        (_("Measured"), "; ".join(effect.beside)),
        (_("Statements on this effect"), format_number(effect.statements) if effect.statements else ""),
    ]
    return [(label, text) for label, text in told if text]


def _texts(made: Document, text: str, clean: Callable[[str], str]) -> None:
    for block in re.split(r"\n\s*\n", text.strip()):
        if block:
            made.add_paragraph(clean(block))
