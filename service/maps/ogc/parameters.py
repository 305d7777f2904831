"""The query parameters of OGC API Features, read strictly: what is not known or not right is a 400."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import math
import re
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from geo.crs import LONLAT
from geo.tiles import Bounds
from service.errors import FieldError, UnknownParameter
from service.i18n import TIME_ZONE
from service.i18n import gettext as _
from service.maps.ogc.collections import Collection, Filter
from service.maps.ogc.cql2.conditions import Condition, condition_of
from service.maps.ogc.cql2.reading import tree_of
from service.maps.ogc.reference_systems import DEFAULT, SYSTEMS, ReferenceSystem, SearchShape, search_shape

DEFAULT_LIMIT = 100
MOST_ITEMS = 5000
FORMATS = ("json", "html")
FILTER_LANGUAGES = ("cql2-text", "cql2-json")
_FILTER = ("filter", "filter-lang", "filter-crs")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})")
_NUMBER_KEY = re.compile(r"[0-9]{1,9}")
_TEXT_MOST = 200


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page ended: the last key, and its day where pages go from the newest back."""

    key: str
    moment: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ItemsQuery:
    """What is asked of a collection. `since` and `until` are days, both included; None leaves an end open.

    `condition` is SQL about the row ``item`` with `condition_values` to be bound; empty where no filter is given.
    """

    system: ReferenceSystem = DEFAULT
    place: SearchShape | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    limit: int = DEFAULT_LIMIT
    after: Position | None = None
    filters: dict[str, str] = field(default_factory=dict)
    condition: str = ""
    condition_values: dict[str, Any] = field(default_factory=dict)


def items_query(collection: Collection, given: MultiDict[str, str]) -> ItemsQuery:
    """The parameters of ``/items``. Raises UnknownParameter, with the parameter's name, for anything wrong."""
    names = {one.name for one in collection.filters}
    values = known(given, {"bbox", "bbox-crs", "crs", "datetime", "limit", "after", "f", "lang", *_FILTER, *names})
    since, until = _days(values.get("datetime"))
    condition = _condition(collection, values)
    return ItemsQuery(
        system=system_named(values.get("crs"), "crs"),
        place=_place(values),
        since=since,
        until=until,
        limit=_limit(values.get("limit")),
        after=after_position(values["after"], collection) if "after" in values else None,
        filters={one.name: _filter(one.name, one.values, values[one.name]) for one in _given(collection, values)},
        condition=condition.sql if condition else "",
        condition_values=condition.values if condition else {},
    )


def known(given: MultiDict[str, str], names: set[str]) -> dict[str, str]:
    """The parameters by name. Raises UnknownParameter for one that is not known, or stands twice."""
    values = {}
    for name, found in given.lists():
        if name not in names:
            raise UnknownParameter(_("The address has an unknown parameter: %(name)s.", name=name[:60]))
        if len(found) != 1:
            raise _wrong(name, _("It stands in the address more than once."))
        values[name] = found[0]
    if values.get("f", "json") not in FORMATS:
        raise _wrong("f", _("There are these: %(names)s.", names=", ".join(FORMATS)))
    return values


def system_named(uri: str | None, parameter: str) -> ReferenceSystem:
    """The reference system of a URI, the default for None. Raises UnknownParameter for others."""
    if uri is None:
        return DEFAULT
    if uri not in SYSTEMS:
        raise _wrong(parameter, _("There are these: %(names)s.", names=", ".join(SYSTEMS)))
    return SYSTEMS[uri]


def after_token(position: Position) -> str:
    """The token of the page that follows."""
    day = position.moment.isoformat() if position.moment else ""
    return base64.urlsafe_b64encode(f"{day}|{position.key}".encode()).decode().rstrip("=")


def after_position(token: str, collection: Collection) -> Position:
    """Where a page's token says that the one before ended.

    Raises UnknownParameter for a token that this service did not give.
    """
    try:
        day, mark, key = (
            base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True).decode().partition("|")
        )
        moment = dt.date.fromisoformat(day) if day else None
    except (binascii.Error, ValueError):
        mark, key, moment = "", "", None
    if not mark or not is_key(key, collection) or (moment is None) == collection.is_newest_first:
        raise _wrong("after", _("Follow the links from page to page; this one is not one of them."))
    return Position(key, moment)


def is_key(text: str, collection: Collection) -> bool:
    """Whether a text can be the key of an item at all."""
    if collection.has_number_key:
        return bool(_NUMBER_KEY.fullmatch(text))
    return 0 < len(text) <= _TEXT_MOST and text.isprintable()


def _given(collection: Collection, values: dict[str, str]) -> list[Filter]:
    return [one for one in collection.filters if one.name in values]


def _filter(name: str, possible: tuple[str, ...], value: str) -> str:
    if possible and value not in possible:
        raise _wrong(name, _("There are these: %(names)s.", names=", ".join(possible)))
    if len(value) > _TEXT_MOST or not value.isprintable():
        raise _wrong(name, _("This is not right."))
    return value


def _limit(text: str | None) -> int:
    if text is None:
        return DEFAULT_LIMIT
    if not re.fullmatch(r"[0-9]{1,9}", text) or int(text) < 1:
        raise _wrong("limit", _("Give a whole number from 1 to %(most)s.", most=MOST_ITEMS))
    return min(int(text), MOST_ITEMS)


def _condition(collection: Collection, values: dict[str, str]) -> Condition | None:
    language = values.get("filter-lang", FILTER_LANGUAGES[0])
    if language not in FILTER_LANGUAGES:
        raise _wrong("filter-lang", _("There are these: %(names)s.", names=", ".join(FILTER_LANGUAGES)))
    system = system_named(values.get("filter-crs"), "filter-crs")
    return condition_of(tree_of(values["filter"], language), collection, system) if "filter" in values else None


def _place(values: dict[str, str]) -> SearchShape | None:
    system = system_named(values.get("bbox-crs"), "bbox-crs")
    if "bbox" not in values:
        return None
    return search_shape(_box(values["bbox"], system), system)


def _box(text: str, system: ReferenceSystem) -> Bounds:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6:  # heights are no matter here
        numbers = [numbers[0], numbers[1], numbers[3], numbers[4]]
    if len(numbers) != 4 or not all(math.isfinite(number) for number in numbers):
        raise _wrong("bbox", _("Give four numbers with commas between: two opposite corners."))
    is_degrees = system.epsg == LONLAT
    vertical, horizontal = (0, 1) if system.is_flipped else (1, 0)
    low, high = numbers[vertical], numbers[vertical + 2]
    west, east = numbers[horizontal], numbers[horizontal + 2]
    if low > high or (west > east and not is_degrees):
        raise _wrong("bbox", _("The lower left corner comes first."))
    if is_degrees and not (low >= -90 and high <= 90 and -180 <= west <= 180 and -180 <= east <= 180):
        raise _wrong("bbox", _("Longitudes go from -180 to 180 and latitudes from -90 to 90."))
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _days(text: str | None) -> tuple[dt.date | None, dt.date | None]:
    """A time or an interval as days in the municipality's time zone: what is published is known by the day."""
    if text is None:
        return None, None
    ends = text.split("/")
    if len(ends) == 1:
        day = _day(ends[0])
        return day, day
    if len(ends) != 2:
        raise _wrong_time()
    since, until = (None if end in ("", "..") else _day(end) for end in ends)
    if since and until and since > until:
        raise _wrong("datetime", _("The interval ends before it begins."))
    return since, until


def _day(text: str) -> dt.date:
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
        if _INSTANT.fullmatch(text):
            instant = dt.datetime.fromisoformat(re.sub(r"\.\d+", "", text.upper().replace(" ", "T")))
            return instant.astimezone(TIME_ZONE).date()
    except (ValueError, OverflowError):
        pass
    raise _wrong_time()


def _wrong_time() -> UnknownParameter:
    sentence = _("Give a time such as 2026-11-22 or 2026-11-22T12:00:00Z, or an interval such as 2026-01-01/..")
    return _wrong("datetime", sentence)


def _wrong(name: str, sentence: str) -> UnknownParameter:
    detail = _("The parameter %(name)s is not right.", name=name)
    return UnknownParameter(f"{detail} {sentence}", [FieldError(name, sentence)])
