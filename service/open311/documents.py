"""Documents of the standard, as dictionaries and lists whose names are the standard's own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row

from geo.crs import METRIC
from service.areas.facts.said import PIN_STATES
from service.i18n import TIME_ZONE, named
from service.i18n import gettext as _
from service.open311.queries import CLOSED_STATES, Offer, RequestPage
from service.participation.pins.queries import ThemeChoice
from service.participation.replies.public import Wait

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
#: When what the interface gives was changed last.
CHANGED = dt.datetime(2026, 11, 26, tzinfo=TIME_ZONE).isoformat()
#: Degrees are given to about a centimetre.
DECIMALS = 7


def discovery(base: str) -> dict[str, Any]:
    """Where the interface stands. `base` is the address of the service as people use it."""
    formats = ["text/xml", "application/json"]
    endpoint = {
        "specification": SPECIFICATION,
        "url": f"{base}/open311/v2",
        "changeset": CHANGED,
        "type": "production",
        "formats": formats,
    }
    return {
        "changeset": CHANGED,
        "contact": _("The municipality: %(address)s", address=f"{base}/about"),
        "key_service": _("Ask the municipality for a key. Reading needs none."),
        "endpoints": [endpoint],
    }


def services(offer: Offer) -> list[dict[str, Any]]:
    """What can be reported."""
    return [_service(theme) for theme in offer.themes]


def _service(theme: ThemeChoice) -> dict[str, Any]:
    return {
        "service_code": theme.key,
        "service_name": theme.label,
        "description": _("Ideas, observations, problems and thanks: %(theme)s", theme=theme.label),
        "metadata": True,
        "type": "realtime",
        "keywords": theme.label.replace(",", " ").lower(),
        "group": "",
    }


def definition(theme: ThemeChoice, offer: Offer) -> dict[str, Any]:
    """What is asked about a report besides its place and its words: of which kind it is."""
    kind = {
        "variable": True,
        "code": "kind",
        "datatype": "singlevaluelist",
        "required": False,
        "datatype_description": _("The first one is taken when none is chosen."),
        "order": 1,
        "description": _("What kind of thing is it?"),
        "values": [{"key": one.key, "name": one.label} for one in offer.kinds],
    }
    return {"service_code": theme.key, "attributes": [kind]}


def requests(page: RequestPage, base: str, *, is_extended: bool) -> list[dict[str, Any]]:
    """Public pins as the standard's requests; nothing in them is about a person."""
    return [_request(row, page, base, is_extended) for row in page.rows]


def _request(row: Row[Any], page: RequestPage, base: str, is_extended: bool) -> dict[str, Any]:
    wait = Wait(row.unit_names, row.received_on, row.promised_on, row.due_on, row.answered_on, row.ended_on)
    lonlat = METRIC.to_lonlat(row.x, row.y) if row.x is not None else None
    is_closed = row.state in CLOSED_STATES or (row.state == "partly" and row.ended_on is not None)
    photo = page.photos.get(row.id)
    found = {
        "service_request_id": row.reference,
        "status": "closed" if is_closed else "open",
        "status_notes": row.public_text,
        "service_name": named(row.theme_names),
        "service_code": row.theme,
        "title": row.title or None,
        "description": row.body or row.title,
        "agency_responsible": named(row.unit_names) or None,
        "service_notice": None,
        "requested_datetime": moment(row.created_on),
        "updated_datetime": moment(max(row.changed_on or row.created_on, row.created_on)),
        "expected_datetime": moment(wait.next_on) if wait.next_on else None,
        "address": page.areas.get(row.id) or None,
        "address_id": None,
        "zipcode": None,
        "lat": round(lonlat[1], DECIMALS) if lonlat else None,
        "long": round(lonlat[0], DECIMALS) if lonlat else None,
        "media_url": f"{base}{photo}" if photo else None,
    }
    if is_extended:
        found["extended_attributes"] = {
            "state": row.state,
            "kind": row.kind,
            "campaign": row.campaign,
            "language": row.language,
            "supporters": row.support_count,
            "comments": row.comment_count,
            "html_url": f"{base}/pins/{row.reference}",
        }
    return found


def updates(rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    """Steps of requests as the updates that clients read; without an answer, the new state in words."""
    return [
        {
            "update_id": str(row.id),
            "service_request_id": row.reference,
            "service_request_id_ext": None,
            "status": "closed" if row.is_closed else "open",
            "description": row.public_text or _(PIN_STATES.get(row.state, row.state)),
            "updated_datetime": moment(row.changed_on),
            "media_url": None,
        }
        for row in rows
    ]


def moment(day: dt.date) -> str:
    """The beginning of a day in the municipality's time zone, with its offset: the hour is nobody's business."""
    return dt.datetime.combine(day, dt.time(), TIME_ZONE).isoformat()
