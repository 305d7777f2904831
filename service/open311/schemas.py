"""What clients of GeoReport ask for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, FiniteFloat, model_validator

from service.errors import FieldError, UnknownParameter
from service.i18n import TIME_ZONE
from service.i18n import gettext as _
from service.participation.pins.schemas import Query
from service.web.plain_text import PlainLine

#: The standard's own numbers: a span of at most so many days, and so many requests without paging.
SPAN_DAYS = 90
PAGE_MOST = 1000
IDS_MOST = 1000
#: How far around a place requests are looked for, and how far at most.
RADIUS_M = 1000.0
RADIUS_MOST_M = 100_000.0


def _listed(value: object) -> object:
    """What stands between commas, of a parameter that may also come several times; without empty ones."""
    if not isinstance(value, list):
        return value
    return [word.strip() for one in value for word in str(one).split(",") if word.strip()]


def _moment(value: object) -> object:
    """A W3C date or time with its offset. Without one it is of the municipality's time zone; a "+" that the address
    turned into a space is one again."""
    if not isinstance(value, str) or not value:
        return value or None
    try:
        moment = dt.datetime.fromisoformat(value.strip().replace(" ", "+"))
        return (moment if moment.tzinfo else moment.replace(tzinfo=TIME_ZONE)).astimezone(TIME_ZONE)
    except (ValueError, OverflowError):
        raise ValueError(_("Give the time as in 2026-11-05T08:15:30+02:00.")) from None


Listed = Annotated[list[Annotated[PlainLine, Field(max_length=80)]], BeforeValidator(_listed)]
Moment = Annotated[dt.datetime | None, BeforeValidator(_moment)]


class Asked(Query):
    """What every address of the interface takes. A key is needed for writing alone; a given one does no harm."""

    jurisdiction_id: Annotated[PlainLine, Field(max_length=200)] = ""
    api_key: Annotated[str, Field(max_length=200)] = ""


class RequestQuery(Asked):
    """Which requests are asked for. `service_request_id` overrides all the rest."""

    service_request_id: Listed = Field(default=[], max_length=IDS_MOST)
    service_code: Listed = Field(default=[], max_length=100)
    start_date: Moment = None
    end_date: Moment = None
    updated_after: Moment = None
    updated_before: Moment = None
    status: Annotated[list[Literal["open", "closed"]], BeforeValidator(_listed)] = []
    page: int = Field(default=1, ge=1, le=1_000_000)
    page_size: int = Field(default=PAGE_MOST, ge=1, le=PAGE_MOST)
    extensions: bool = False

    lat: FiniteFloat | None = Field(default=None, ge=-90, le=90)
    long: FiniteFloat | None = Field(default=None, ge=-180, le=180)
    radius: FiniteFloat | None = Field(default=None, gt=0, le=RADIUS_MOST_M)

    @model_validator(mode="after")
    def _whole_place(self) -> RequestQuery:
        if (self.lat is None) != (self.long is None) or (self.radius is not None and self.lat is None):
            raise ValueError(_("Give lat and long together, and radius in metres if you wish."))
        return self


class UpdateQuery(Asked):
    """Which updates are asked for."""

    service_request_id: Listed = Field(default=[], max_length=IDS_MOST)
    start_date: Moment = None
    end_date: Moment = None
    page: int = Field(default=1, ge=1, le=1_000_000)
    page_size: int = Field(default=PAGE_MOST, ge=1, le=PAGE_MOST)


@dataclass(frozen=True)
class Days:
    """The days on which a request came or was last changed. None is no limit."""

    since: dt.date | None = None
    until: dt.date | None = None
    updated_since: dt.date | None = None
    updated_until: dt.date | None = None


def days_of(query: RequestQuery | UpdateQuery, today: dt.date) -> Days:
    """The days that a query means: the newest 90 when it says nothing.

    The public knows the day of a request and not its hour, so both days that are named belong to the span.
    Raises UnknownParameter for a span that is longer than the standard allows, or ends before it begins.
    """
    since, until = _day(query.start_date), _day(query.end_date)
    updated = Days()
    if isinstance(query, RequestQuery):
        updated = Days(None, None, _day(query.updated_after), _day(query.updated_before))
    span = dt.timedelta(days=SPAN_DAYS)
    if since is None and until is None and (updated.updated_since or updated.updated_until):
        return updated
    if since is None:
        until = until or today
        since = until - span if until - dt.date.min > span else dt.date.min
    elif until is None:
        until = since + span if dt.date.max - since > span else dt.date.max
    if until < since:
        raise _wrong("end_date", _("The end must not be before the start."))
    if until - since > span:
        raise _wrong("end_date", _("A span is at most %(days)s days. Ask in several parts.", days=SPAN_DAYS))
    return Days(since, until, updated.updated_since, updated.updated_until)


def _day(moment: dt.datetime | None) -> dt.date | None:
    return moment.date() if moment else None


def _wrong(where: str, sentence: str) -> UnknownParameter:
    return UnknownParameter(sentence, [FieldError(where, sentence)])
