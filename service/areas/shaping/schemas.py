"""What a command on an outline is told."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from service.areas.shaping.fields import MOST_AREAS, Bearing, Cells, Metres

Operation = Literal["add", "cut", "inside", "municipality", "grow", "simplify", "split", "around", "cells", "mend"]


class ShapeRequest(BaseModel):
    """One command on the shape so far, which is drawn (`geometry`), pasted (`coordinates`) or made of `areas`.

    `other` names the areas that are added, cut away or kept inside; `distance_m` is how much to grow (negative:
    shrink), or the radius around `place` (WGS 84) or `place_name`; `line` or `bearing` splits.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    operation: Operation
    geometry: dict[str, Any] | None = None
    coordinates: str = Field("", max_length=400_000)
    areas: list[str] = Field(default_factory=list, max_length=MOST_AREAS)
    other: list[str] = Field(default_factory=list, max_length=MOST_AREAS)
    cells: Cells = Field(default_factory=list)
    distance_m: Metres = None
    tolerance_m: Metres = None
    line: dict[str, Any] | None = None
    bearing: Bearing | None = None
    place: tuple[FiniteFloat, FiniteFloat] | None = None
    place_name: str = Field("", max_length=100)


class CellsQuery(BaseModel):
    """Where the squares are wanted: near a named place, or a place in WGS 84."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    place_name: str = Field("", max_length=100)
    lon: FiniteFloat | None = None
    lat: FiniteFloat | None = None
