"""What would become of each row of a table of answers: a pure reading of cells against the inputs as they are."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from service.errors import InvalidInput
from service.i18n import gettext as _
from service.participation.replies.answers.schemas import AnswerForm
from service.participation.replies.links.operations import Use, uses_of
from service.participation.replies.links.queries import Target
from service.participation.replies.models import PinPart
from service.participation.replies.sheets.columns import COLUMNS, relation_in, state_in
from service.participation.replies.sheets.models import AnswerSheet
from service.participation.replies.sheets.writing import versions
from service.web.parse import validated


@dataclass(slots=True)
class Planned:
    """A row: its number in the file, what it names, and an answer to give or what is wrong, column by column."""

    line: int
    reference: str
    part: str
    pin_id: uuid.UUID | None = None
    form: AnswerForm | None = None
    uses: list[Use] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether the row can be answered as it stands."""
        return not self.errors


def plan(db: Session, sheet: AnswerSheet, targets: Mapping[str, Target]) -> list[Planned]:
    """What would become of the filled rows of a sheet as things are now; nothing is written.

    A row of an input that was changed since the table was made is wrong, so that nobody's word is overwritten.
    """
    marks = versions(db, sheet.municipality_id, [row["reference"] for row in sheet.rows])
    parts = _parts(db, [row.pin_id for row in marks.values()])
    seen: set[tuple[str, str]] = set()
    found = []
    for row in sheet.rows:
        one = Planned(row["line"], row["reference"], row["part"])
        found.append(one)
        mark = marks.get(one.reference)
        if mark is None:
            one.errors.append(_at("reference", _("There is no public idea with this reference.")))
            continue
        one.pin_id = mark.pin_id
        if (one.reference, one.part) in seen:
            one.errors.append(_at("reference", _("This idea stands in the table twice.")))
        seen.add((one.reference, one.part))
        if row["version"] != mark.version:
            sentence = _("The idea has changed or been answered since the table was made. Take a new table for it.")
            one.errors.append(_at("version", sentence))
        if not _has_part(parts, mark, one.part):
            one.errors.append(_at("part", _("This idea has no such part.")))
        _read(one, row, targets)
    return found


def _read(one: Planned, row: Mapping[str, Any], targets: Mapping[str, Target]) -> None:
    """Fill a row's answer in, or say what is wrong with it."""
    values = {"part": one.part or "0", "state": state_in(row["state"]), "public_text": row["public_text"]}
    try:
        one.form = validated(AnswerForm, values)
    except InvalidInput as error:
        one.errors += [_at(wrong.where.partition(".")[0], wrong.message) for wrong in error.errors]
    key, relation = target_key(row["link"], targets), relation_in(row["relation"])
    if relation and not row["link"] and not row["link_reason"]:
        one.errors.append(_at("link", _("Name the proposal or the decision.")))
    try:
        one.uses = uses_of(targets, [key], [relation], [row["link_reason"]])
    except InvalidInput as error:
        one.errors += [_at(wrong.where.partition(".")[0], wrong.message) for wrong in error.errors]


def target_key(cell: str, targets: Mapping[str, Target]) -> str:
    """The form's key of what a cell names: by title, by name in the address or by the address of its page.

    What names nothing, or two things, comes back as it is, which no form knows.
    """
    text = cell.strip()
    tail = "/" + text.rstrip("/").partition("?")[0].rpartition("://")[2].partition("/")[2].lstrip("/")
    named = [
        key
        for key, one in targets.items()
        if text.casefold() in (key, one.slug, one.title.casefold()) or one.path in (text, tail)
    ]
    return named[0] if len(named) == 1 else text


def _parts(db: Session, pin_ids: list[uuid.UUID]) -> set[tuple[uuid.UUID, str]]:
    rows = db.execute(select(PinPart.pin_id, PinPart.number).where(PinPart.pin_id.in_(pin_ids), PinPart.number > 0))
    return {(row.pin_id, str(row.number)) for row in rows}


def _has_part(parts: set[tuple[uuid.UUID, str]], mark: Row[Any], part: str) -> bool:
    return part in ("", "0") or (mark.pin_id, part) in parts


def _at(column: str, sentence: str) -> tuple[str, str]:
    """A column's name in the reader's language, and what is wrong there."""
    return _(COLUMNS.get(column, COLUMNS["public_text"])), sentence
