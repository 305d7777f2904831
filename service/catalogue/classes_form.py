"""What the form of a layer's classes holds, and what it makes of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from layers.looks import KIND_TOKENS, MOST_VALUES, STEP_TOKENS, ByNumber, ByValue, Classes, ValueClass
from service.catalogue.admin_schemas import LANGUAGES, LONGEST_NAME
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.web.plain_text import PlainLine, clean_line

#: Fields of a class: class-0-value, class-0-colour, class-0-from, class-0-fi ...
BESIDE = "class-"
MOST_CLASSES = {"values": MOST_VALUES, "numbers": max(STEP_TOKENS)}
_NUMBER = re.compile(r"-?\d{1,15}([.,]\d{1,9})?")

Kind = Literal["values", "numbers"]


class ClassesQuery(BaseModel):
    """What classes are to be suggested by; without an attribute those that the layer has are shown."""

    model_config = ConfigDict(extra="forbid")

    attribute: Annotated[PlainLine, Field(max_length=60)] = ""
    kind: Kind = "values"
    count: Annotated[int, Field(ge=2, le=MOST_VALUES)] = 5


class ClassesForm(BaseModel):
    """What is classed, as typed; the classes stand beside. `seen` is when the entry changed that it came from."""

    model_config = ConfigDict(extra="forbid")

    seen: dt.datetime
    attribute: Annotated[PlainLine, Field(min_length=1, max_length=60)]
    kind: Kind


@dataclass(frozen=True, slots=True)
class TypedClass:
    """One class as a row of the form: its value, or the number that it begins at as typed; names by language."""

    value: str = ""
    colour: str = ""
    begins: str = ""
    names: dict[str, str] = field(default_factory=dict)


def rows_of(classes: Classes) -> list[TypedClass]:
    """Classes as rows of a form, with an empty row at the end while there is room for one more."""
    if isinstance(classes, ByValue):
        rows = [TypedClass(value=one.value, colour=one.colour, names=one.names) for one in classes.classes]
    else:
        names = [*classes.names, *({} for _limit in range(MOST_CLASSES["numbers"]))]
        begins = ["", *(f"{limit:.9f}".rstrip("0").rstrip(".") for limit in classes.limits)]
        rows = [TypedClass(begins=one, names=names[number]) for number, one in enumerate(begins)]
    return [*rows, TypedClass(colour=_free(rows))] if len(rows) < MOST_CLASSES[classes.kind] else rows


def typed_rows(form: Mapping[str, str], kind: Kind) -> list[TypedClass]:
    """The rows as they were typed, as many as the kind takes."""

    def said(number: int, part: str, most: int = LONGEST_NAME) -> str:
        return str(clean_line(form.get(f"{BESIDE}{number}-{part}", "")))[:most]

    rows = []
    for number in range(MOST_CLASSES[kind]):
        if any(name.startswith(f"{BESIDE}{number}-") for name in form):
            names = {one: said(number, one) for one in LANGUAGES}
            rows.append(
                TypedClass(said(number, "value", 200), said(number, "colour"), said(number, "from"),
                           {one: text for one, text in names.items() if text})
            )  # fmt: skip
    return rows


def classes_typed(kind: Kind, attribute: str, rows: list[TypedClass]) -> Classes:
    """The classes that were typed; a row without a value, or a further one without a number, is no class.

    Raises InvalidInput, with a sentence at each field that is wrong.
    """
    return _values(attribute, rows) if kind == "values" else _numbers(attribute, rows)


def _values(attribute: str, rows: list[TypedClass]) -> ByValue:
    kept = [(number, one) for number, one in enumerate(rows) if one.value]
    wrong = []
    for number, one in kept:
        before = [other for at, other in kept if at < number]
        if one.value in [other.value for other in before]:
            wrong.append(FieldError(f"class-{number}-value", _("This value has a class already.")))
        if one.colour not in KIND_TOKENS:
            wrong.append(FieldError(f"class-{number}-colour", _("Choose a colour.")))
        elif one.colour in [other.colour for other in before]:
            wrong.append(FieldError(f"class-{number}-colour", _("Another class has this colour already.")))
    if not kept:
        wrong.append(FieldError("class-0-value", _("Write at least one value.")))
    _refuse(wrong)
    return ByValue(
        attribute=attribute,
        classes=[ValueClass(value=one.value, colour=one.colour, names=one.names) for _number, one in kept],  # type: ignore[arg-type]
    )


def _numbers(attribute: str, rows: list[TypedClass]) -> ByNumber:
    kept = [(number, one) for number, one in enumerate(rows) if number == 0 or one.begins]
    wrong: list[FieldError] = []
    limits: list[float] = []
    for number, one in kept[1:]:
        if not _NUMBER.fullmatch(one.begins.replace(" ", "")):
            wrong.append(FieldError(f"class-{number}-from", _("Write a number, for example 12,5.")))
            continue
        limit = float(one.begins.replace(" ", "").replace(",", "."))
        if limits and limit <= limits[-1]:
            wrong.append(FieldError(f"class-{number}-from", _("Each class must begin above the one before it.")))
        limits.append(limit)
    if len(kept) < 2:
        wrong.append(FieldError("class-1-from", _("Write where the second class begins.")))
    _refuse(wrong)
    return ByNumber(attribute=attribute, limits=limits, names=[one.names for _number, one in kept])


def _refuse(wrong: list[FieldError]) -> None:
    if wrong:
        raise InvalidInput(_("Some of it needs correcting."), wrong)


def _free(rows: list[TypedClass]) -> str:
    used = {one.colour for one in rows}
    return next((token for token in KIND_TOKENS if token not in used), KIND_TOKENS[0])
