"""How a layer is classed on the map: by the values of one of its attributes, or by ranges of its numbers.

The classes stand in the entry's style. What is in none of them has two classes that are always there: another value,
and no value at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

#: Colours of `css/tokens.css` that people tell apart whichever colours they see, the most different ones first.
KIND_TOKENS = ("kind-1", "kind-2", "kind-3", "kind-4", "kind-5", "kind-6", "kind-7")
#: Steps from little to much, by the number of classes.
STEP_TOKENS = {
    2: ("seq-2", "seq-5"),
    3: ("seq-1", "seq-3", "seq-5"),
    4: ("seq-1", "seq-2", "seq-4", "seq-5"),
    5: ("seq-1", "seq-2", "seq-3", "seq-4", "seq-5"),
}
MOST_VALUES = len(KIND_TOKENS)
OTHER, NONE = "other", "none"
#: What a number looks like where it came as text; static/js/map/classes.js says the same.
NUMBER = re.compile(r"-?\d+(\.\d+)?")

Names = dict[str, Annotated[str, Field(max_length=120)]]
Token = Literal["kind-1", "kind-2", "kind-3", "kind-4", "kind-5", "kind-6", "kind-7"]


class ValueClass(BaseModel):
    """Features whose attribute has this value; `names` by language code, the value itself where there is none."""

    model_config = ConfigDict(extra="forbid")

    value: Annotated[str, Field(min_length=1, max_length=200)]
    colour: Token
    names: Names = {}


class ByValue(BaseModel):
    """A class for each of some values. No value stands in two classes."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["values"] = "values"
    attribute: str
    classes: Annotated[list[ValueClass], Field(min_length=1, max_length=MOST_VALUES)]

    @field_validator("classes")
    @classmethod
    def _are_apart(cls, classes: list[ValueClass]) -> list[ValueClass]:
        if len({one.value for one in classes}) < len(classes):
            raise ValueError("a value stands in two classes")
        return classes

    def place(self, value: Any) -> int | str:
        """The number of a value's class from 0, OTHER or NONE."""
        text = text_of(value)
        if not text:
            return NONE
        return next((number for number, one in enumerate(self.classes) if one.value == text), OTHER)

    @property
    def tokens(self) -> tuple[str, ...]:
        """The colour of each class."""
        return tuple(one.colour for one in self.classes)


class ByNumber(BaseModel):
    """Ranges of numbers: `limits` are the lower bounds of all classes but the first, and belong to them.

    `names` has an entry for each class, by language code; empty where the range itself is its name.
    """

    model_config = ConfigDict(extra="forbid")

    kind: Literal["numbers"] = "numbers"
    attribute: str
    limits: Annotated[list[Annotated[float, Field(allow_inf_nan=False)]], Field(min_length=1, max_length=4)]
    names: list[Names] = []

    @field_validator("limits")
    @classmethod
    def _rise(cls, limits: list[float]) -> list[float]:
        if any(one >= other for one, other in pairwise(limits)):
            raise ValueError("each class must begin above the one before")
        return limits

    def place(self, value: Any) -> int | str:
        """The number of a value's class from 0, OTHER for what is no number, or NONE."""
        text = text_of(value)
        if not text:
            return NONE
        if not NUMBER.fullmatch(text):
            return OTHER
        return sum(float(text) >= limit for limit in self.limits)

    @property
    def tokens(self) -> tuple[str, ...]:
        """The colour of each class."""
        return STEP_TOKENS[len(self.limits) + 1]


Classes = ByValue | ByNumber
_STORED: TypeAdapter[Classes] = TypeAdapter(Annotated[Classes, Field(discriminator="kind")])


def classes_in(style: Mapping[str, Any], attributes: frozenset[str]) -> Classes | None:
    """The classes of a style, or None where it has none.

    `attributes` are the keys that leave the layer: classes by one that is shown no more are not drawn either, or the
    legend would tell what is in it.
    """
    if "classes" not in style:
        return None
    try:
        found = _STORED.validate_python(style["classes"])
    except ValidationError:
        return None
    return found if found.attribute in attributes else None


def text_of(value: Any) -> str:
    """A value of an attribute as a tile and a list write it; empty for none."""
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()
