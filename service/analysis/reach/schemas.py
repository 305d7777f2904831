"""What comes in about a reckoning of reach."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from service.web.plain_text import PlainLine

#: How far people go, in metres: from a few minutes on foot to a bicycle ride.
RADII = ("500", "1000", "2000", "5000")
Radius = Literal["500", "1000", "2000", "5000"]
Name = Annotated[PlainLine, Field(max_length=80)]


class ReachForm(BaseModel):
    """Which layer, which measure, how far, and what the indicator is called (what is empty is named by itself)."""

    model_config = ConfigDict(extra="ignore")

    layer: str = Field(max_length=60)
    measure: Literal["nearest", "catchment"] = "nearest"
    radius: Radius = "1000"
    name_fi: Name = ""
    name_sv: Name = ""
    name_en: Name = ""
