"""Writing drawn areas: named verbs that flush and never commit."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.errors import AreaInPartition
from boundaries.models import Area, AreaVersion
from boundaries.operations import (
    AreaTraits,
    Maker,
    create_area,
    hide_area,
    publish_area,
    revise_area,
    withdraw_area,
)
from boundaries.traits import change_traits
from boundaries.versions import locked_area
from service.areas.rules import EditableArea
from service.audit import record
from service.errors import EditConflict, InvalidInput, NotFound
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
    area = create_area(db, actor.municipality_id, traits, shape, maker_of(actor, drawn.kind))
    if drawn.kind != "resident":
        record(db, actor, "area.drawn", "area", area.slug, kind=drawn.kind, name=drawn.name)
    return SavedArea(area, token)


def change_drawn_area(
    db: Session,
    actor: Actor,
    area: Area,
    expected_tag: str | Collection[str] | None,
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
    expected_tag : the `tag_of` the area as the changer saw it, or several of which one must be it; None to
        change whatever is there.
    reason : why, shown in the area's history.

    Raises EditConflict when somebody changed it first, and GeometryProblem.
    """
    area = locked_area(db, area.id)
    expected = {expected_tag} if isinstance(expected_tag, str) else set(expected_tag or ())
    if expected_tag is not None and tag_of(db, area) not in expected:
        raise EditConflict(
            _("Somebody changed this area after you opened it. Look at the newest version and try again.")
        )
    maker = maker_of(actor, area.kind)
    wanted: dict[str, object] = {}
    if name is not None:
        wanted["names"] = {**area.names, language: name}
    if description is not None:
        wanted["description"] = description
    changed = list(change_traits(db, area.id, wanted, maker, reason))
    if shape is not None:
        before = current_number(db, area)
        if revise_area(db, area.id, shape, reason=reason, maker=maker).number != before:
            changed.append("boundary")
    if area.kind != "resident" and changed:
        record(db, actor, "area.changed", "area", area.slug, reason=reason, changed=changed)
    return area


def maker_of(actor: Actor, kind: str) -> Maker:
    """As whom an actor changes an area of a kind: staff sign the municipality's areas, an author their own."""
    if kind == "resident" or not actor.is_staff:
        return Maker(actor.person_id, "author")
    return Maker(actor.person_id, "staff", ", ".join(part for part in (actor.name, actor.title) if part))


def set_area_state(db: Session, actor: Actor, area: Area, state: str, reason: str = "") -> None:
    """Publish, hide or withdraw an area; what a moderator does is logged with its reason."""
    change = {"published": publish_area, "hidden": hide_area, "withdrawn": withdraw_area}[state]
    before = area.state
    try:
        change(db, area.id)
    except AreaInPartition:
        message = _("The area belongs to a set without gaps. Take it out of the set first.")
        raise InvalidInput(message) from None
    record(db, actor, f"area.{state}", "area", area.slug, before=before, reason=reason)


def area_for_change(db: Session, municipality_id: int, slug: str) -> Area:
    """The area of an address, whatever its state but withdrawn or ended.

    Raises NotFound.
    """
    area = db.scalars(select(Area).where(Area.municipality_id == municipality_id, Area.slug == slug)).first()
    if area is None or area.state in ("withdrawn", "ended"):
        raise NotFound(_("There is no such area."))
    return area


def editable(area: Area) -> EditableArea:
    """What the rules need to know of an area."""
    return EditableArea(area.municipality_id, area.kind, area.author_id, area.edit_token_hash)


def tag_of(db: Session, area: Area) -> str:
    """A mark of what an area is now, for If-Match: its boundary, names and everything else that is said of it."""
    row = db.execute(
        select(AreaVersion.number, Area.revision, Area.names, Area.description)
        .join(Area, Area.id == AreaVersion.area_id)
        .where(AreaVersion.area_id == area.id, AreaVersion.valid_to.is_(None))
    ).one()
    return tag(row.number, row.revision, row.names, row.description)


def tag(version: int, revision: int, names: Mapping[str, str], description: str) -> str:
    """The mark of an area with these parts.

    The database counts revisions, whoever writes. The hash tells apart areas of one count in a database that was
    put back from a backup.
    """
    content = json.dumps([version, names, description], sort_keys=True, ensure_ascii=False)
    return f"{version}.{revision}-{hashlib.sha256(content.encode()).hexdigest()[:16]}"


def seen_in(mark: str) -> tuple[int, int] | None:
    """The boundary version and the revision that a mark was made of; None for a text that is no mark."""
    numbers, _dash, _hash = mark.strip('"').partition("-")
    version, _dot, revision = numbers.partition(".")
    return (int(version), int(revision)) if version.isdecimal() and revision.isdecimal() else None


def current_number(db: Session, area: Area) -> int:
    """The number of the boundary version that holds now."""
    query = select(AreaVersion.number).where(AreaVersion.area_id == area.id, AreaVersion.valid_to.is_(None))
    return int(db.scalars(query).one())
