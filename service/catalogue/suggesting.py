"""Suggesting classes: the most frequent values, or ranges that hold equally many features."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from sqlalchemy.orm import Session

from boundaries.database import sql
from geo.stats.ranking import class_limits, quantile_classes
from layers.looks import KIND_TOKENS, NUMBER, STEP_TOKENS, ByNumber, ByValue, Classes, ValueClass
from layers.models import Layer
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _

PACKAGE = "service.catalogue"
#: Digits of a suggested limit that mean something to a reader.
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class FoundValue:
    """A value of an attribute, how many features have it, and the name that they share, if they do."""

    value: str
    count: int
    names: dict[str, str] = field(default_factory=dict)


def values_of(db: Session, layer: Layer, attribute: str) -> list[FoundValue]:
    """The values of an attribute, the most frequent first; features without one are not among them."""
    rows = db.execute(sql(PACKAGE, "values"), {"layer": layer.id, "attribute": attribute})
    return [FoundValue(row.value, row.count, row.names or {}) for row in rows]


def suggested(db: Session, layer: Layer, attribute: str, kind: str, count: int) -> Classes:
    """Classes of a layer by an attribute: `count` of them, or as many as there can be.

    Raises InvalidInput, with a sentence, where there is nothing to class by.
    """
    found = values_of(db, layer, attribute)
    if kind == "values":
        chosen = sorted(found[: min(count, len(KIND_TOKENS))], key=lambda one: one.value)
        if not chosen:
            raise _refusal("attribute", _("No place in the layer has a value in this column."))
        made = [
            ValueClass(value=one.value, colour=token, names=one.names if attribute == "code" else {})
            for one, token in zip(chosen, KIND_TOKENS, strict=False)
        ]
        return ByValue(attribute=attribute, classes=made)
    limits = _limits(found, min(count, max(STEP_TOKENS)))
    if not limits:
        raise _refusal(
            "kind", _("This column does not hold enough different numbers. Class it by its values instead.")
        )
    return ByNumber(attribute=attribute, limits=limits)


def _limits(found: list[FoundValue], count: int) -> list[float]:
    """Lower bounds of all classes but the first, rounded where that leaves them apart."""
    numbers = [(float(one.value), one.count) for one in found if NUMBER.fullmatch(one.value)]
    values = np.repeat([value for value, _count in numbers], [many for _value, many in numbers])
    if not numbers:
        return []
    classes = quantile_classes(values, count, greatest_first=False)
    exact = [least for _number, least, _most in class_limits(values, classes)][1:]
    rounded = [float(f"{limit:.{_DIGITS}g}") for limit in exact]
    return rounded if sorted(set(rounded)) == rounded else exact


def _refusal(where: str, sentence: str) -> InvalidInput:
    return InvalidInput(sentence, [FieldError(where, sentence)])
