"""Types of the fields that commands on an outline have in common, in the form and in the API."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, FiniteFloat

Bearing = Literal["north", "south", "east", "west"]
MOST_AREAS = 400
MOST_METRES = 5000
MOST_CELLS = 100


def decimal(value: object) -> object:
    """A number as people here type it: 62,89 as well as 62.89; an empty field is absent."""
    if isinstance(value, str):
        return value.strip().replace(" ", "").replace("\u00a0", "").replace(",", ".").replace("−", "-") or None
    return value


_Length = Annotated[FiniteFloat, Field(ge=-MOST_METRES, le=MOST_METRES)]
Metres = Annotated[_Length | None, BeforeValidator(decimal)]
Cells = Annotated[list[Annotated[str, Field(pattern=r"^\d{1,5}-\d{1,5}$")]], Field(max_length=MOST_CELLS)]
