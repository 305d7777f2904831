"""When somebody else saved first: who changed what meanwhile, and both boundaries, with the draft kept whole.

The drawing page shows the loser's own draft with `templates/areas/history/conflict.html` above it. Saving again is
refused again, until "save mine on top of theirs" is chosen: it sends the newest mark as `onto`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from geoalchemy2.shape import to_shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Area, AreaVersion
from boundaries.records import AreaChange
from geo.geometry import geometry_to_geojson
from service.areas.history.difference import change_between
from service.areas.history.drawing import ChangeDrawing, change_drawing
from service.areas.history.words import change_summary, what_words, who_words
from service.areas.operations import seen_in, tag_of
from service.i18n import gettext as _
from service.i18n import named


@dataclass(frozen=True)
class Meanwhile:
    """A change that somebody made after the page was opened; `what` is in words."""

    who: str
    what: str
    at: dt.datetime
    reason: str


@dataclass(frozen=True)
class Conflict:
    """What the loser's page shows.

    `theirs` is the boundary that holds now, as a GeoJSON feature; `drawing` and `summary` compare the draft's
    boundary with it and are None and empty when the draft has none that can be read, or the same. `tag` is the
    newest mark, for saving the draft on top of it.
    """

    meanwhile: tuple[Meanwhile, ...]
    name: str
    description: str
    theirs: dict[str, Any]
    drawing: ChangeDrawing | None
    summary: str
    tag: str


def conflict_of(db: Session, area: Area, seen_tag: str, draft: BaseGeometry | None) -> Conflict:
    """What happened to an area since a page with the mark `seen_tag` was opened.

    Parameters
    ----------
    draft : the boundary that the loser wanted, in the metric CRS; None when only texts were changed.
    """
    version = db.scalars(
        select(AreaVersion).where(AreaVersion.area_id == area.id, AreaVersion.valid_to.is_(None))
    ).one()
    current = to_shape(version.geom)
    change = change_between(current, draft) if draft is not None else None
    differs = change is not None and (change.gained is not None or change.lost is not None)
    return Conflict(
        meanwhile=_meanwhile(db, area, seen_tag),
        name=named(area.names),
        description=area.description,
        theirs={
            "type": "Feature",
            "id": area.slug,
            "properties": {"name": _("Saved meanwhile")},
            "geometry": geometry_to_geojson(current),
        },
        drawing=change_drawing(change) if change is not None and differs else None,
        summary=change_summary(change) if change is not None and differs else "",
        tag=tag_of(db, area),
    )


def _meanwhile(db: Session, area: Area, seen_tag: str) -> tuple[Meanwhile, ...]:
    """Changes after the mark, newest first; only the newest when the mark cannot be read."""
    seen = seen_in(seen_tag)
    versions = select(AreaVersion).where(AreaVersion.area_id == area.id).order_by(AreaVersion.number.desc())
    changes = select(AreaChange).where(AreaChange.area_id == area.id).order_by(AreaChange.id.desc())
    if seen is None:
        versions, changes = versions.limit(1), changes.limit(1)
    else:
        versions = versions.where(AreaVersion.number > seen[0])
        changes = changes.where(AreaChange.revision > seen[1])
    found = [
        Meanwhile(who_words(one.changed_as, one.signature), what_words(["boundary"]), one.valid_from, one.reason)
        for one in db.scalars(versions)
    ]
    found += [
        Meanwhile(who_words(one.changed_as, one.signature), what_words(one.what), one.at, one.reason)
        for one in db.scalars(changes)
    ]
    return tuple(sorted(found, key=lambda one: one.at, reverse=True))
