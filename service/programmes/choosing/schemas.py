"""What the form of a choice may hold: the rule, what areas cost, districts, the official's changes, and a sum."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from service.analysis.workbench.schema import MOST_AREAS
from service.i18n import gettext as _
from service.programmes.choosing.choice import USUAL_COUNT, Choosing, Mode
from service.programmes.sharing.share import Receivers, Sharing

MOST_EUROS = 1e12
PART_LENGTH = 80
MOST_DRAWN = 20


def typed_number(value: Any) -> Any:
    """A number as people type it: "1 200 000", "12,5" or "1.5"; nothing typed is None."""
    if not isinstance(value, str):
        return value
    text = "".join(value.split()).replace("\u2212", "-").replace(",", ".").removesuffix("€")
    return text or None


Typed = BeforeValidator(typed_number)
Euros = Annotated[Annotated[float, Field(ge=0, le=MOST_EUROS, allow_inf_nan=False)] | None, Typed]
Number = Annotated[Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)] | None, Typed]
Count = Annotated[Annotated[int, Field(ge=1, le=MOST_AREAS)] | None, Typed]
Name = Annotated[str, Field(max_length=PART_LENGTH)]
Codes = Annotated[list[str], Field(max_length=MOST_AREAS)]


class ChoiceForm(BaseModel):
    """The fields of the form by their names; `costs` and `parts` are sent as ``cost-<code>`` and ``part-<code>``."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    by: Mode = "top"
    count: Count = USUAL_COUNT
    index: Number = None
    p: Literal["0", "0.5", "0.8", "0.9", "0.95"] = "0.8"
    budget: Euros = None
    per_head: Euros = None
    costs: dict[str, Euros] = Field(default={}, max_length=MOST_AREAS)
    most: Count = None
    each: Literal["", "0", "1"] = ""
    zoning: str = Field(default="", max_length=200)
    parts: dict[str, Name] = Field(default={}, max_length=MOST_AREAS)
    add: Codes = []
    drop: Codes = []
    also: Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=MOST_DRAWN)] = []
    sum: Euros = None
    among_whom: Receivers = "chosen"
    over: Number = None
    gamma: Literal["0", "0.5", "1", "2"] = "1"
    least: Euros = None
    greatest: Euros = None
    unit: Literal["1", "100", "1000", "5000"] = "100"

    @model_validator(mode="after")
    def _sensible(self) -> ChoiceForm:
        if set(self.add) & set(self.drop):
            raise ValueError(_("An area cannot be both taken in and left out."))
        return self

    def choosing(self) -> Choosing:
        """The rule as the engine takes it."""
        return Choosing(
            mode=self.by,
            count=self.count or USUAL_COUNT,
            least_index=self.index,
            least_p=float(self.p),
            budget=self.budget,
            per_head=self.per_head,
            costs=tuple(sorted((code, cost) for code, cost in self.costs.items() if cost is not None)),
            most=self.most,
            in_each=self.each == "1",
            zoning=self.zoning,
            parts=tuple(sorted((code, name) for code, name in self.parts.items() if name)),
            add=tuple(sorted(set(self.add))),
            drop=tuple(sorted(set(self.drop))),
            also=tuple(sorted({one for one in self.also if one})),
        )

    def sharing(self) -> Sharing | None:
        """The sum that is shared; None when none was given."""
        if not self.sum:
            return None
        return Sharing(
            amount=self.sum,
            among=self.among_whom,
            threshold=self.over,
            gamma=float(self.gamma),
            floor=self.least or 0.0,
            cap=self.greatest,
            unit=float(self.unit),
        )
