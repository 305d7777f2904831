"""An area's traits in words, for its page (`templates/areas/traits/summary.html`) and for the form."""

from __future__ import annotations

from typing import Any

from shapely.geometry.base import BaseGeometry

from boundaries.history import BodyRow, TraitRow, body_of_area, parts_of, traits_of
from service.areas.facts.model import Fact
from service.areas.facts.words import bounds_text, value_text
from service.areas.kinds import kind_label
from service.areas.queries import facts_in_shape
from service.areas.traits.seats import Suggestion, seat_table, suggestion
from service.i18n import N_, format_date, format_number, language, named
from service.i18n import gettext as _
from service.web.context import municipality, public_db

BODY_WORDS = {
    "board": N_("Area board"),
    "panel": N_("Citizens' panel"),
    "table": N_("Partnership table"),
}


def traits_view(slug: str, shape: BaseGeometry, residents: Fact | None = None) -> dict[str, Any] | None:
    """What an area is besides its boundary, in words; None for an area that is not published.

    Parameters
    ----------
    shape : its boundary in the metric CRS, for the suggested seats.
    residents : the figure of its residents when it is known already; reckoned here when absent.
    """
    home = municipality()
    traits = traits_of(public_db(), home.id, slug)
    if traits is None or traits.state != "published":
        return None
    body = body_of_area(public_db(), traits.area_id)
    return {
        "slug": slug,
        "kind_label": kind_label(traits.kind),
        "names": _other_languages(traits),
        "other_names": traits.other_names,
        "parent": _link(traits.parent_slug, traits.parent_names),
        "set": _link(traits.set_slug, traits.set_names),
        "parts": [_link(part.slug, part.names) for part in parts_of(public_db(), home.id, slug, language())],
        "body": body_view(body, seats_view(shape, residents)) if body is not None else None,
    }


def body_view(body: BodyRow, seats: dict[str, Any] | None) -> dict[str, Any]:
    """A board, panel or table in words; `seats` is its `seats_view`."""
    begins, ends = format_date(body.term_from), format_date(body.term_to)
    return {
        "kind_label": _(BODY_WORDS[body.kind]),
        "name": named(body.names),
        "term_text": f"{begins}–{ends}" if begins or ends else "",
        "contact": body.contact,
        "seats": body.seats,
        "suggestion": seats if body.kind == "board" else None,
    }


def seats_view(shape: BaseGeometry, residents: Fact | None = None) -> dict[str, Any] | None:
    """The seats that the population suggests, with the population and how sure it is; None without a table."""
    home = municipality()
    table = seat_table(home.settings)
    if table is None:
        return None
    residents = residents or facts_in_shape(public_db(), home.id, shape).fact("residents")
    if residents is None:
        return None
    found = suggestion(table, residents)
    return {
        "seats": found.seats,
        "text": seats_text(found),
        "population_text": _population(residents),
        "source": f"{residents.source}, {residents.year}" if residents.year else residents.source,
    }


def seats_text(found: Suggestion) -> str:
    """A suggestion in a sentence; one that cannot be made says which limit is in question."""
    if found.seats is not None:
        return _("The population suggests %(count)s seats.", count=format_number(found.seats))
    limits = ", ".join(format_number(limit) for limit in found.limits)
    if found.highest is None:
        return _(
            "No number can be given: part of the population is not published. It is at least %(lowest)s seats.",
            lowest=format_number(found.lowest),
        )
    return _(
        "No single number can be given: the estimate may lie on either side of %(limits)s residents, "
        "so it is %(lowest)s–%(highest)s seats.",
        limits=limits,
        lowest=format_number(found.lowest),
        highest=format_number(found.highest),
    )


def _population(residents: Fact) -> str:
    text = value_text(residents)
    bounds = bounds_text(residents)
    return f"{text} ({bounds})" if bounds else text


def _other_languages(traits: TraitRow) -> list[str]:
    shown = named(traits.names)
    return [name for name in dict.fromkeys(traits.names.values()) if name != shown]


def _link(slug: str | None, names: dict[str, str] | None) -> dict[str, str] | None:
    return {"slug": slug, "name": named(names)} if slug is not None else None
