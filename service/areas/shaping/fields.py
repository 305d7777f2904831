"""Types of the fields that commands on an outline have in common, in the form and in the API."""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, FiniteFloat

from service.i18n import gettext as _

Bearing = Literal["north", "south", "east", "west"]
MOST_AREAS = 400
MOST_METRES = 5000
MOST_CELLS = 100


def decimal(value: object) -> object:
    """A number as people here type it: 62,89 as well as 62.89; an empty field is absent."""
    if isinstance(value, str):
        return value.strip().replace(" ", "").replace("\u00a0", "").replace(",", ".").replace("−", "-") or None
    return value


def parsed(value: object) -> object:
    """What was drawn, as a hidden field of the form carries it: GeoJSON text, or empty for nothing.

    Raises ValueError, in the reader's language, for text that is not JSON.
    """
    if not isinstance(value, str):
        return value
    if not value.strip():
        return None
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise ValueError(_("What was drawn could not be read. Draw it again.")) from None


Drawn = Annotated[dict[str, Any] | None, BeforeValidator(parsed)]
_Length = Annotated[FiniteFloat, Field(ge=-MOST_METRES, le=MOST_METRES)]
Metres = Annotated[_Length | None, BeforeValidator(decimal)]
Cells = Annotated[list[Annotated[str, Field(pattern=r"^\d{1,5}-\d{1,5}$")]], Field(max_length=MOST_CELLS)]
