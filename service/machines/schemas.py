"""What comes in about keys."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from service.i18n import TIME_ZONE
from service.i18n import gettext as _
from service.machines.scopes import SCOPES
from service.web.plain_text import PlainLine

PER_HOUR = 60
MOST_AHEAD = dt.timedelta(days=5 * 366)


class KeyForm(BaseModel):
    """A new key: for whom it is, what for, how often it may write in an hour, and the last day on which it works."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[PlainLine, Field(min_length=1, max_length=80)]
    per_hour: Annotated[int, Field(ge=1, le=10_000)] = PER_HOUR
    scopes: Annotated[list[Literal[tuple(SCOPES)]], Field(min_length=1)]  # type: ignore[valid-type]
    expires_on: Annotated[dt.date | None, BeforeValidator(lambda value: value or None)] = None

    @field_validator("expires_on")
    @classmethod
    def _is_ahead(cls, value: dt.date | None) -> dt.date | None:
        if value is not None and not today() <= value <= today() + MOST_AHEAD:
            raise ValueError(_("Choose a day within five years from today."))
        return value

    @property
    def expires_at(self) -> dt.datetime | None:
        """The end of the last day, in the municipality's time zone."""
        if self.expires_on is None:
            return None
        return dt.datetime.combine(self.expires_on + dt.timedelta(days=1), dt.time(), TIME_ZONE)


def today() -> dt.date:
    """The day in the municipality's time zone."""
    return dt.datetime.now(TIME_ZONE).date()
