"""Classes of a layer: where a value falls, what is refused, and what is drawn when an attribute is shown no more."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from layers.looks import ByNumber, ByValue, ValueClass, classes_in

KINDS = ByValue(
    attribute="kind", classes=[ValueClass(value="3", colour="kind-1"), ValueClass(value="park", colour="kind-2")]
)
SIZES = ByNumber(attribute="size", limits=[10, 20.5])


@pytest.mark.parametrize(
    ("value", "place"),
    [("3", 0), (3, 0), (3.0, 0), (" park ", 1), ("Park", "other"), (0, "other"), (False, "other"), (None, "none"),
     ("", "none"), ("  ", "none"), ({"fi": "park"}, "none")],
)  # fmt: skip
def test_a_value_has_its_class_another_or_none(value: Any, place: int | str) -> None:
    assert KINDS.place(value) == place


@pytest.mark.parametrize(
    ("value", "place"),
    [(-5, 0), (9.99, 0), (10, 1), ("10", 1), ("20.4", 1), (20.5, 2), ("1000", 2), ("12 m", "other"), ("", "none")],
)
def test_a_limit_belongs_to_the_class_that_it_begins(value: Any, place: int | str) -> None:
    assert SIZES.place(value) == place
    assert len(SIZES.tokens) == len(SIZES.limits) + 1


@pytest.mark.parametrize(
    "stored",
    [
        {"kind": "values", "attribute": "kind", "classes": []},
        {"kind": "values", "attribute": "kind", "classes": [{"value": "a", "colour": "#ff0000"}]},
        {"kind": "values", "attribute": "kind", "classes": [{"value": "a", "colour": "kind-1"}] * 2},
        {"kind": "numbers", "attribute": "size", "limits": [2, 1]},
        {"kind": "numbers", "attribute": "size", "limits": [1, 2, 3, 4, 5]},
        {"kind": "numbers", "attribute": "size", "limits": [float("nan")]},
        {"kind": "hues", "attribute": "size"},
    ],
)
def test_what_is_not_classes_is_refused_and_never_drawn(stored: dict[str, Any]) -> None:
    model = ByNumber if stored["kind"] == "numbers" else ByValue
    with pytest.raises(ValidationError):
        model.model_validate(stored)
    assert classes_in({"classes": stored}, frozenset({"kind", "size"})) is None


def test_classes_are_drawn_while_their_attribute_is_shown() -> None:
    style = {"colour": "plum", "classes": SIZES.model_dump()}
    assert classes_in(style, frozenset({"size"})) == SIZES
    assert classes_in(style, frozenset({"kind"})) is None and classes_in({}, frozenset({"size"})) is None
