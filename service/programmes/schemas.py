"""What a decision's form may hold."""

from __future__ import annotations

from pydantic import ConfigDict, Field, model_validator

from service.analysis.schemas import IndexQuery
from service.i18n import gettext as _

MOST_AREAS = 100
TITLE_LENGTH = 160
REASON_LENGTH = 5000


class ChosenQuery(IndexQuery):
    """The areas that were ticked, and how the index was made when they were."""

    area: list[str] = Field(default=[], max_length=MOST_AREAS)


class DecisionForm(IndexQuery):
    """A decision in writing. `area_reason` has one text for each of `area`, in the same order."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    title: str = Field(min_length=1, max_length=TITLE_LENGTH)
    reason: str = Field(min_length=1, max_length=REASON_LENGTH)
    area: list[str] = Field(min_length=1, max_length=MOST_AREAS)
    area_reason: list[str] = Field(default=[], max_length=MOST_AREAS)

    @model_validator(mode="after")
    def _one_reason_each(self) -> DecisionForm:
        if len(self.area_reason) != len(self.area) or len(set(self.area)) != len(self.area):
            raise ValueError(_("Give each chosen area once, with its reason."))
        return self

    def reasons(self) -> dict[str, str]:
        """The reason of each chosen area, by code."""
        return dict(zip(self.area, self.area_reason, strict=True))
