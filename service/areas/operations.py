"""Writing drawn areas: named verbs that flush and never commit."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Area, AreaVersion
from boundaries.operations import (
    AreaTraits,
    create_area,
    hide_area,
    publish_area,
    revise_area,
    withdraw_area,
)
from service.areas.rules import EditableArea
from service.audit import record
from service.errors import EditConflict, NotFound
from service.i18n import gettext as _
from service.permissions import Actor
from service.web.sessions import token_hash


@dataclass(frozen=True)
class Drawn:
    """What somebody says of the area they drew; `language` is the one its name is in."""

    name: str
    description: str
    kind: str
    language: str


@dataclass(frozen=True)
class SavedArea:
    """A saved area and the secret by which its author comes back; the secret is kept nowhere here."""

    area: Area
    token: str


def save_drawn_area(
    db: Session, actor: Actor, drawn: Drawn, shape: BaseGeometry, *, is_synthetic: bool = False
) -> SavedArea:
    """Keep an area that somebody drew and show it to everybody.

    Raises GeometryProblem when the shape is not sound.
    """
    token = secrets.token_urlsafe(24)
    traits = AreaTraits(
        kind=drawn.kind,
        names={drawn.language: drawn.name},
        description=drawn.description,
        author_id=actor.person_id,
        edit_token_hash=token_hash(token),
        is_synthetic=is_synthetic,
    )
    area = create_area(db, actor.municipality_id, traits, shape)
    if drawn.kind != "resident":
        record(db, actor, "area.drawn", "area", area.slug, kind=drawn.kind, name=drawn.name)
    return SavedArea(area, token)


def change_drawn_area(
    db: Session,
    actor: Actor,
    area: Area,
    expected_tag: str,
    *,
    language: str,
    name: str | None = None,
    description: str | None = None,
    shape: BaseGeometry | None = None,
    reason: str = "",
) -> Area:
    """Change an area's name, description or boundary; None leaves a part as it is.

    Parameters
    ----------
    expected_tag : the `tag_of` the area as the changer saw it.
    reason : why the boundary changed, shown in its history.

    Raises EditConflict when somebody changed it first, and GeometryProblem.
    """
    area = db.scalars(select(Area).where(Area.id == area.id).with_for_update()).one()
    if tag_of(db, area) != expected_tag:
        raise EditConflict(
            _("Somebody changed this area after you opened it. Look at the newest version and try again.")
        )
    if name is not None and area.names.get(language) != name:
        area.names = {**area.names, language: name}
    if description is not None:
        area.description = description
    db.flush()
    if shape is not None:
        revise_area(db, area.id, shape, changed_by=actor.person_id, reason=reason)
    if area.kind != "resident":
        record(db, actor, "area.changed", "area", area.slug, reason=reason)
    return area


def set_area_state(db: Session, actor: Actor, area: Area, state: str, reason: str = "") -> None:
    """Publish, hide or withdraw an area; what a moderator does is logged with its reason."""
    change = {"published": publish_area, "hidden": hide_area, "withdrawn": withdraw_area}[state]
    before = area.state
    change(db, area.id)
    record(db, actor, f"area.{state}", "area", area.slug, before=before, reason=reason)


def area_for_change(db: Session, municipality_id: int, slug: str) -> Area:
    """The area of an address, whatever its state but withdrawn.

    Raises NotFound.
    """
    area = db.scalars(select(Area).where(Area.municipality_id == municipality_id, Area.slug == slug)).first()
    if area is None or area.state == "withdrawn":
        raise NotFound(_("There is no such area."))
    return area


def editable(area: Area) -> EditableArea:
    """What the rules need to know of an area."""
    return EditableArea(area.municipality_id, area.kind, area.author_id, area.edit_token_hash)


def tag_of(db: Session, area: Area) -> str:
    """A mark of what an area is now, for If-Match: its boundary version, texts and state."""
    number = db.scalars(
        select(AreaVersion.number).where(AreaVersion.area_id == area.id, AreaVersion.valid_to.is_(None))
    ).one()
    return tag(number, area.names, area.description)


def tag(version: int, names: dict[str, str], description: str) -> str:
    """The mark of an area with these parts."""
    content = json.dumps([version, names, description], sort_keys=True, ensure_ascii=False)
    return f"{version}-{hashlib.sha256(content.encode()).hexdigest()[:16]}"
