"""What comes in about phases: a table of rows, each field of a row as a list."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.web.parse import validated
from service.web.plain_text import PlainLine, PlainText

MOST = 20
Kind = Literal["preparation", "co_development", "statements", "answers", "decision", "carried_out", "evaluation"]
Day = Annotated[dt.date, Field(ge=dt.date(2000, 1, 1), le=dt.date(2100, 12, 31))]
Column = Annotated[list[str], Field(max_length=MOST)]


class PhaseRow(BaseModel):
    """One phase. Names left empty are the kind's own."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    kind: Kind
    starts_on: Day
    ends_on: Annotated[Day | None, BeforeValidator(lambda text: text or None)] = None
    name_fi: Annotated[PlainLine, Field(max_length=80)] = ""
    name_sv: Annotated[PlainLine, Field(max_length=80)] = ""
    name_en: Annotated[PlainLine, Field(max_length=80)] = ""
    note: Annotated[PlainText, Field(max_length=300)] = ""

    @property
    def names(self) -> dict[str, str]:
        """The names that were given, by language."""
        given = {"fi": self.name_fi, "sv": self.name_sv, "en": self.name_en}
        return {code: name for code, name in given.items() if name}


class PhasesForm(BaseModel):
    """The whole table as the form sends it; `seen` is the mark of the phases that it was opened with."""

    model_config = ConfigDict(extra="forbid")

    seen: str = Field("", max_length=40)
    kind: Column = []
    starts_on: Column = []
    ends_on: Column = []
    name_fi: Column = []
    name_sv: Column = []
    name_en: Column = []
    note: Column = []

    @property
    def typed(self) -> list[dict[str, str]]:
        """The rows as they were typed, also where they cannot be."""
        names = ("kind", "starts_on", "ends_on", "name_fi", "name_sv", "name_en", "note")
        columns = [getattr(self, name) for name in names]
        if len({len(column) for column in columns}) != 1:
            raise InvalidInput(_("Each row needs all its fields. Reload the page and try again."))
        return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def phase_rows(form: PhasesForm) -> list[PhaseRow]:
    """The phases of a form in the order of time; rows without a kind are left out.

    Raises InvalidInput with a sentence for each field that is wrong, named by field and row (`ends_on-2`, from 0).
    """
    errors: list[FieldError] = []
    rows: list[tuple[int, PhaseRow]] = []
    for at, typed in enumerate(form.typed):
        if not typed["kind"]:
            continue
        try:
            row = validated(PhaseRow, typed)
        except InvalidInput as error:
            errors += [FieldError(f"{one.where}-{at}", one.message) for one in error.errors]
            continue
        if row.ends_on is not None and row.ends_on < row.starts_on:
            errors.append(FieldError(f"ends_on-{at}", _("The last day is before the first.")))
        rows.append((at, row))
    rows.sort(key=lambda pair: pair[1].starts_on)
    if not errors:
        errors = _overlaps(rows)
    if errors:
        raise InvalidInput(_("Some of it needs correcting."), errors)
    return [row for _at, row in rows]


def _overlaps(rows: list[tuple[int, PhaseRow]]) -> list[FieldError]:
    """Only one phase goes on at a time, so that it is plain what may be done now."""
    message = _("Another phase begins before this one ends. Give this phase a last day that comes before it.")
    return [
        FieldError(f"ends_on-{at}", message)
        for (at, row), (_next, after) in itertools.pairwise(rows)
        if row.ends_on is None or row.ends_on >= after.starts_on
    ]
