"""Reading pins. Everything public is read from `public_api`; each function costs one query."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
import re
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, TextClause, text
from sqlalchemy.orm import Session

from boundaries.database import sql, sql_source
from geo.crs import METRIC
from service.errors import UnknownParameter
from service.i18n import gettext as _
from service.i18n import named
from service.participation.campaigns.queries import CampaignView
from service.participation.pins.outline import ground_inside
from service.participation.pins.places import HoldingArea
from service.participation.pins.rules import SIMILAR_WITHIN_M
from service.participation.pins.schemas import PinFilters

PACKAGE = "service.participation.pins"
#: Counted no further; the reader is told "more than".
COUNTED_MOST = 10_000
_WORD = re.compile(r"\w+")
REFERENCE = re.compile(r"[A-Za-zÅÄÖåäö]{2,8}-[0-9]{4}-[0-9]{1,9}")

PinRow = Row[Any]


@dataclass(frozen=True)
class PinPage:
    """One page of pins and where the next one begins (None on the last)."""

    pins: Sequence[PinRow]
    next_after: str | None


@dataclass(frozen=True)
class PinCount:
    """How many pins match; `is_more` when counting stopped before the end."""

    found: int
    is_more: bool


@dataclass(frozen=True)
class ThemeChoice:
    """A theme as forms and marks show it."""

    key: str
    label: str
    icon: str
    colour: str


def pins_matching(connection: Connection, municipality_id: int, filters: PinFilters, limit: int) -> PinPage:
    """Public pins that match, in the order asked for, at most `limit` of them.

    A window outside the area of use of the metric CRS holds nothing. Raises UnknownParameter for a
    cursor that is none of ours.
    """
    values = filter_values(municipality_id, filters)
    if values is None:
        return PinPage([], None)
    rows = connection.execute(
        _statement(f"pins_{filters.sort}"), {**values, **_after(filters), "limit": limit + 1}
    ).all()
    has_more = len(rows) > limit
    page = rows[:limit]
    return PinPage(page, _cursor(filters.sort, page[-1]) if has_more else None)


def pin_count(connection: Connection, municipality_id: int, filters: PinFilters) -> PinCount:
    """How many public pins match, counted up to COUNTED_MOST."""
    values = filter_values(municipality_id, filters)
    if values is None:
        return PinCount(0, False)
    found = connection.execute(_statement("pin_count"), {**values, "most": COUNTED_MOST + 1}).scalar_one()
    return PinCount(min(found, COUNTED_MOST), found > COUNTED_MOST)


def pin_by_reference(connection: Connection, municipality_id: int, reference: str) -> PinRow | None:
    """The public pin with a reference, or None."""
    return connection.execute(
        sql(PACKAGE, "pin_by_reference"), {"municipality_id": municipality_id, "reference": reference}
    ).first()


def public_reference(connection: Connection, municipality_id: int, identifier: str) -> str | None:
    """The reference of the public pin with an id; None for what is no id or not public."""
    try:
        values = {"municipality_id": municipality_id, "pin_id": uuid.UUID(identifier)}
    except ValueError:
        return None
    return connection.execute(sql(PACKAGE, "public_reference"), values).scalar_one_or_none()


def pin_not_public(db: Session, pin_id: uuid.UUID) -> PinRow:
    """The same columns of a pin that only its author and officials may see."""
    return db.execute(sql(PACKAGE, "own_pin"), {"pin_id": pin_id}).one()


def timeline(connection: Connection, pin_id: uuid.UUID) -> Sequence[PinRow]:
    """The public steps of a pin, oldest first."""
    return connection.execute(sql(PACKAGE, "timeline"), {"pin_id": pin_id}).all()


def steps_not_public(db: Session, pin_id: uuid.UUID) -> Sequence[PinRow]:
    """The same columns of the steps of a pin that only its author and officials may see."""
    return db.execute(sql(PACKAGE, "own_timeline"), {"pin_id": pin_id}).all()


def areas_of_pins(connection: Connection, pin_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[HoldingArea]]:
    """The published areas of each pin, official ones first."""
    found: dict[uuid.UUID, list[HoldingArea]] = defaultdict(list)
    if pin_ids:
        for row in connection.execute(sql(PACKAGE, "areas_of_pins"), {"pin_ids": list(pin_ids)}):
            found[row.pin_id].append(HoldingArea(row.slug, named(row.names), row.kind))
    return found


def similar_pins(
    connection: Connection,
    municipality_id: int,
    lonlat: tuple[float, float],
    theme: str | None,
    *,
    within_m: float = SIMILAR_WITHIN_M,
    limit: int = 5,
) -> Sequence[PinRow]:
    """Open public pins within `within_m` metres, nearest first, with `distance_m`.

    The distance is to the place that anyone may see, so a rounded pin gives nothing more away.
    Raises OutsideAreaOfUse or NotFinite for a point that the metric CRS does not know.
    """
    x, y = METRIC.from_lonlat(*lonlat)
    values = {"municipality_id": municipality_id, "x": x, "y": y, "srid": METRIC.epsg, "theme": theme}
    return connection.execute(sql(PACKAGE, "similar_pins"), {**values, "within_m": within_m, "limit": limit}).all()


def themes(connection: Connection, municipality_id: int) -> list[ThemeChoice]:
    """The municipality's themes in its own order."""
    rows = connection.execute(sql(PACKAGE, "themes"), {"municipality_id": municipality_id})
    return [ThemeChoice(row.key, named(row.names), row.icon, row.colour or "slate") for row in rows]


def themes_offered(all_themes: list[ThemeChoice], campaign: CampaignView | None) -> list[ThemeChoice]:
    """The themes among which one chooses in a campaign."""
    keys = campaign.theme_keys if campaign is not None else ()
    return [one for one in all_themes if one.key in keys] if keys else all_themes


def area_options(connection: Connection, municipality_id: int) -> list[tuple[str, str]]:
    """Published areas as (slug, name), in alphabetical order, for a filter."""
    rows = connection.execute(sql(PACKAGE, "area_options"), {"municipality_id": municipality_id})
    return sorted(((row.slug, named(row.names)) for row in rows), key=lambda one: one[1].casefold())


@cache
def _statement(name: str) -> TextClause:
    """A statement with the shared filters put in; both are files of ours, no value ever is."""
    return text(sql_source(PACKAGE, name).replace("{matching}", sql_source(PACKAGE, "matching")))


def filter_values(municipality_id: int, filters: PinFilters) -> dict[str, Any] | None:
    """The filters as bound values, for the list and for the map's tiles; None when nothing can match."""
    window: tuple[float | None, ...] = (None, None, None, None)
    if filters.bbox is not None:
        box = METRIC.window(filters.bbox)
        if box is None:
            return None
        window = box.bounds
    inside = ground_inside(filters.outline) if filters.outline else None
    if filters.outline and inside is None:
        return None
    reference = filters.q.upper() if filters.q and REFERENCE.fullmatch(filters.q) else None
    words = None if reference or not filters.q else search_words(filters.q)
    if words == "":
        return None
    return {
        "municipality_id": municipality_id,
        "theme": filters.theme,
        "state": filters.state,
        "area": filters.area,
        "kind": filters.kind,
        "campaign": filters.campaign,
        "since": filters.since.isoformat() if filters.since else None,
        "until": filters.until.isoformat() if filters.until else None,
        "reference": reference,
        "words": words,
        **dict(zip(("minx", "miny", "maxx", "maxy"), window, strict=True)),
        "inside": inside.wkb_hex if inside is not None else None,
        "srid": METRIC.epsg,
    }


def search_words(typed: str) -> str:
    """The letters typed as a full-text query: every word, each as the beginning of a word.

    Beginnings, because Finnish words go on: "puisto" finds "puistossa".
    """
    return " & ".join(f"'{word}':*" for word in _WORD.findall(typed)[:12])


def _cursor(sort: str, row: PinRow) -> str:
    key = [sort, row.created_on.isoformat(), row.reference, row.support_count]
    return base64.urlsafe_b64encode(json.dumps(key, ensure_ascii=False).encode()).decode().rstrip("=")


def _after(filters: PinFilters) -> dict[str, Any]:
    if filters.after is None:
        return {"after_day": None, "after_reference": None, "after_support": None}
    try:
        padded = filters.after + "=" * (-len(filters.after) % 4)
        sort, day, reference, support = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        values = {
            "after_day": dt.date.fromisoformat(day),
            "after_reference": str(reference),
            "after_support": int(support),
        }
    except (ValueError, TypeError, binascii.Error, RecursionError):
        sort, values = None, {}
    if sort != filters.sort or not REFERENCE.fullmatch(str(values.get("after_reference"))):
        raise UnknownParameter(_("The address of the next page is not right. Begin from the first page."))
    return values
