"""The statements on a proposal as a text document (Office Open XML), for a council's papers."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from service.effects.document import write_chapter
from service.effects.queries import Published
from service.i18n import format_date
from service.i18n import gettext as _
from service.statements.exports.gathering import Entry

if TYPE_CHECKING:
    from docx.document import Document

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
#: Characters that XML 1.0 has no place for (section 2.2); a browser lets some of them through.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def document(
    title: str, municipality: str, rows: Sequence[Entry], day: dt.date, assessed: Published | None = None,
    said: Mapping[str, int] | None = None,
) -> bytes:  # fmt: skip
    """The whole file: a title, how many there are, the effects as assessed, then each statement under a heading.

    Parameters
    ----------
    title, municipality : the proposal's and the municipality's names.
    rows : the statements; an empty list makes a document that says so.
    day : the day that the file is of.
    assessed : the proposal's newest assessment of effects; without one the file has no such chapter.
    said : how many statements are about each row of it, by the row's key.
    """
    import docx  # only who takes a document waits for it

    made = docx.Document()
    made.core_properties.title = _clean(title)
    made.core_properties.author = _clean(municipality)
    made.add_heading(_("Statements and official responses"), 0)
    made.add_paragraph(_clean(f"{title}\n{municipality}, {format_date(day)}"))
    answered = sum(1 for row in rows if row.response_version)
    made.add_paragraph(
        _("Statements: %(count)s. With an official response: %(answered)s.", count=len(rows), answered=answered)
    )
    if any(row.is_synthetic for row in rows):
        made.add_paragraph(_("Sample material, not real proposals"))
    if assessed is not None:
        write_chapter(made, assessed, _clean, said)
    for row in rows:
        _statement(made, row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _statement(made: Document, row: Entry) -> None:
    made.add_heading(_clean(row.heading), 1)
    facts = [row.giver, format_date(row.received_on), row.about, row.state, row.cosigners]
    made.add_paragraph(_clean(" · ".join(fact for fact in facts if fact))).runs[0].italic = True
    _texts(made, row.decision)
    if row.late_reason:
        made.add_paragraph(
            _clean(
                _("It came after the time for statements and was taken in because: %(reason)s", reason=row.late_reason)
            )
        )
    if row.quote:
        made.add_paragraph(_clean(row.quote), style="Quote")
    _texts(made, row.body)
    for dissent in row.dissents:
        made.add_paragraph(_("Dissenting opinion")).runs[0].bold = True
        _texts(made, dissent)
    _texts(made, row.signers)
    made.add_heading(_("Official response"), 2)
    if not row.response_version:
        made.add_paragraph(_("The municipality has not answered yet. Every statement gets a response."))
        return
    made.add_paragraph(row.outcome).runs[0].bold = True
    _texts(made, row.change_note)
    _texts(made, row.lead)
    for segment in row.segments:
        made.add_paragraph(_clean(segment.text), style="Quote")
        if segment.outcome:
            made.add_paragraph(segment.outcome).runs[0].bold = True
        _texts(made, segment.answer)
    signed = f"{row.signature}, {format_date(row.answered_on) if row.answered_on else ''}"
    version = _("Version %(number)s", number=row.response_version)
    made.add_paragraph(_clean(f"{signed} · {version}")).runs[0].italic = True


def _texts(made: Document, text: str) -> None:
    for block in re.split(r"\n\s*\n", text.strip()):
        if block:
            made.add_paragraph(_clean(block))


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
