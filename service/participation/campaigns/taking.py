"""What a campaign takes: whether something may be said in it now, of this kind, theme and shape, at this place."""

from __future__ import annotations

from typing import Any

from shapely.geometry.base import BaseGeometry
from sqlalchemy import Row
from sqlalchemy.orm import Session

from boundaries.database import sql
from geo.crs import METRIC
from service.errors import FieldError
from service.i18n import gettext as _
from service.i18n import named
from service.participation.campaigns.errors import CampaignNotFound, CampaignNotOpen, NotAskedFor
from service.participation.campaigns.rules import phase_of
from service.participation.campaigns.words import not_open_words

PACKAGE = "service.participation.campaigns"


def campaign_to_take(db: Session, municipality_id: int, slug: str | None, theme: str) -> Row[Any]:
    """The open campaign that something is sent to, with `theme_id` (None for a theme that is not there).

    Parameters
    ----------
    slug : None for the campaign that is always there.

    Raises CampaignNotFound, CampaignNotOpen.
    """
    values = {"municipality_id": municipality_id, "slug": slug or None, "theme": theme}
    row = db.execute(sql(PACKAGE, "taking"), values).first()
    phase = phase_of(row) if row is not None else "draft"
    if row is None or phase == "draft":
        raise CampaignNotFound(_("There is no campaign “%(name)s” here.", name=(slug or "")[:60]))
    if phase == "open":
        return row
    sentence = not_open_words(named(row.names), phase, row.opens_at, row.closes_at)
    raise CampaignNotOpen(sentence, [FieldError("campaign", sentence)])


def require_asked(campaign: Any, *, kind: str, theme: str, shape: str | None, is_solution: bool) -> None:
    """Refuse a kind, theme or shape that the campaign does not ask for.

    Parameters
    ----------
    shape : "point", "line" or "area"; None for what has no shape, which every campaign takes.

    Raises NotAskedFor.
    """
    if kind not in {one["key"] for one in campaign.kinds}:
        raise _refused("kind", _("Choose one of the kinds."))
    if campaign.theme_keys and theme not in campaign.theme_keys:
        raise _refused("theme", _("Choose one of the themes."))
    if shape is not None and shape not in campaign.shapes:
        raise _refused("lonlat" if shape == "point" else "shape", _shape_words(campaign))
    if is_solution and campaign.asks == "wishes":
        raise _refused("is_solution", _("This campaign asks for wishes, not yet for finished solutions."))
    if not is_solution and campaign.asks == "solutions":
        raise _refused("is_solution", _("This campaign asks for finished solutions: say what should be done and how."))


def require_inside(db: Session, campaign: Any, shape: BaseGeometry | None) -> None:
    """Refuse a place outside the campaign's own area. A shape may reach over its border.

    Parameters
    ----------
    shape : in the metric CRS; None for what has no place, which is about the whole area.

    Raises NotAskedFor.
    """
    if campaign.area_id is None or shape is None:
        return
    values = {"area_id": campaign.area_id, "wkb": shape.wkb, "srid": METRIC.epsg}
    if not db.execute(sql(PACKAGE, "is_in_area"), values).scalar():
        sentence = _(
            "“%(name)s” is about %(area)s. Move the place inside it.",
            name=named(campaign.names),
            area=named(campaign.area_names),
        )
        raise _refused("lonlat", sentence)


def _shape_words(campaign: Any) -> str:
    words = {"point": _("a point"), "line": _("a line"), "area": _("an area")}
    taken = ", ".join(words[shape] for shape in ("point", "line", "area") if shape in campaign.shapes)
    if not taken:
        return _("This campaign takes no places on the map. Send it about the whole area.")
    return _("This campaign takes these shapes: %(shapes)s.", shapes=taken)


def _refused(where: str, sentence: str) -> NotAskedFor:
    return NotAskedFor(sentence, [FieldError(where, sentence)])
