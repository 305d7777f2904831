"""What a form says of the later comparison, and what the address of its page may carry."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from werkzeug.datastructures import MultiDict

from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.web.parse import validated

START = "followup_"
REASON_LENGTH = 2000
EARLIEST, LATEST = 1990, 2100
#: An empty field is a year that was not given.
Year = Annotated[Annotated[int, Field(ge=EARLIEST, le=LATEST)] | None, BeforeValidator(lambda given: given or None)]


class Followup(BaseModel):
    """The programme's years (the year after the decision when none is given) and the areas to compare with.

    `compare` None takes the areas that the rule proposes.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    first_year: Year = None
    last_year: Year = None
    compare: list[str] | None = Field(default=None, max_length=200)
    reason: str = Field(default="", max_length=REASON_LENGTH)

    @model_validator(mode="after")
    def _in_order(self) -> Followup:
        if self.first_year and self.last_year and self.last_year < self.first_year:
            raise ValueError(_("The programme ends before it begins."))
        return self


class AfterQuery(BaseModel):
    """Which figure is looked at."""

    model_config = ConfigDict(extra="forbid")

    indicator: str = Field(default="", max_length=80)


def followup_in(form: MultiDict[str, str]) -> Followup:
    """What a form's fields called ``followup_...`` say; the proposal of the rule when there are none.

    Raises InvalidInput with a sentence for each field.
    """
    if f"{START}shown" not in form:
        return Followup()
    given = {name: form.get(START + name, "") for name in ("first_year", "last_year", "reason")}
    try:
        return validated(Followup, {**given, "compare": form.getlist(f"{START}compare")})
    except InvalidInput as error:
        named = [FieldError(START + (one.where.partition(".")[0] or "last_year"), one.message) for one in error.errors]
        raise InvalidInput(error.message, named) from None
