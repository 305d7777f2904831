"""What comes in about sets of areas."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from service.areas.shaping.fields import Drawn

MOST_AREAS = 400


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class SetForm(_Strict):
    """A set's names, what it is for, how wide a sliver is at most (metres), and its areas by slug."""

    name_fi: str = Field(min_length=2, max_length=120)
    name_sv: str = Field("", max_length=120)
    name_en: str = Field("", max_length=120)
    description: str = Field("", max_length=2000)
    tolerance_m: float = Field(1.0, ge=0.05, le=100, allow_inf_nan=False)
    areas: list[str] = Field(default_factory=list, max_length=MOST_AREAS)
    mark: str = Field("", max_length=80)

    @field_validator("tolerance_m", mode="before")
    @classmethod
    def _with_comma(cls, value: Any) -> Any:
        return value.replace(",", ".") if isinstance(value, str) else value

    @property
    def names(self) -> dict[str, str]:
        """The names that were given, by language."""
        given = {"fi": self.name_fi, "sv": self.name_sv, "en": self.name_en}
        return {language: name for language, name in given.items() if name}


class ReasonForm(_Strict):
    """Why, for the history and the log, and the mark of the set as it was seen."""

    reason: str = Field(min_length=3, max_length=500)
    mark: str = Field("", max_length=80)


class ChangeQuery(_Strict):
    """Which edit the page is for, and the area that it begins with."""

    do: Literal["split", "merge", "border"] = "split"
    area: str = Field("", max_length=80)


class _Drawn(ReasonForm):
    area: str = Field(min_length=1, max_length=80)
    geometry: Drawn = None
    coordinates: str = Field("", max_length=400_000)


class SplitForm(_Drawn):
    """Cutting an area in two by a line; `name` is the new area's."""

    name: str = Field(min_length=2, max_length=120)


class BorderForm(_Drawn):
    """Giving an area a new shape at its neighbours' cost and profit."""


class MergeForm(ReasonForm):
    """Joining two neighbours: `area` stays, `other` ends."""

    area: str = Field(min_length=1, max_length=80)
    other: str = Field(min_length=1, max_length=80)
