"""Making and changing campaigns: named verbs that flush and never commit."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from boundaries.database import sql
from boundaries.models import Area
from boundaries.slugs import slug_of, unused_slug
from service.audit import record
from service.errors import FieldError
from service.i18n import gettext as _
from service.i18n import named
from service.participation.campaigns.errors import CampaignUnusable
from service.participation.campaigns.kinds import BUILT_IN
from service.participation.campaigns.models import Campaign
from service.participation.campaigns.schemas import CampaignForm
from service.permissions import Actor

PACKAGE = "service.participation.campaigns"


def make_campaign(db: Session, actor: Actor, form: CampaignForm, *, is_synthetic: bool = False) -> Campaign:
    """A new campaign as the form says; its address comes from its name and never changes.

    Raises CampaignUnusable.
    """
    slug = unused_slug(db, Campaign.slug, actor.municipality_id, form.name_fi)
    campaign = Campaign(municipality_id=actor.municipality_id, slug=slug, is_default=False, is_synthetic=is_synthetic)
    _put_in(db, campaign, form, used=set())
    db.add(campaign)
    db.flush()
    record(
        db, actor, "campaign.made", "campaign", str(campaign.id), name=named(campaign.names), after=_traits(campaign)
    )
    return campaign


def change_campaign(db: Session, actor: Actor, campaign: Campaign, form: CampaignForm) -> bool:
    """Change a campaign as the form says; returns whether anything changed.

    A kind in which something was said stays, and a campaign in which something was said stays published: it
    can be closed instead. Raises CampaignUnusable.
    """
    used = set(db.execute(sql(PACKAGE, "kinds_in_use"), {"campaign_id": campaign.id}).scalars())
    if not form.is_published and campaign.is_default:
        raise _unusable("is_published", _("This campaign is always there. Give it a last day to close it."))
    if not form.is_published and campaign.is_published and used:
        raise _unusable(
            "is_published", _("Something was said in this campaign already. Give it a last day to close it instead.")
        )
    before = _traits(campaign)
    _put_in(db, campaign, form, used=used)
    after = _traits(campaign)
    changed = {name: [before[name], value] for name, value in after.items() if before[name] != value}
    if not changed:
        return False
    campaign.changed_at = func.now()
    db.flush()
    record(db, actor, "campaign.changed", "campaign", str(campaign.id), name=named(campaign.names), changed=changed)
    return True


def campaign_for_change(db: Session, municipality_id: int, slug: str) -> Campaign | None:
    """The campaign with a slug, published or not, locked for a change; None when there is none."""
    return db.scalar(
        select(Campaign).where(Campaign.municipality_id == municipality_id, Campaign.slug == slug).with_for_update()
    )


def _put_in(db: Session, campaign: Campaign, form: CampaignForm, *, used: set[str]) -> None:
    kinds = _kinds(form, known={one["key"] for one in campaign.kinds or []})
    lost = used - {one["key"] for one in kinds}
    if lost:
        old = [one for one in campaign.kinds if one["key"] in lost and one.get("names")]
        words = ", ".join(
            [_(BUILT_IN[key][0]) for key in BUILT_IN if key in lost] + [named(one["names"]) for one in old]
        )
        sentence = _("Something was said under these kinds already, so they stay: %(kinds)s.", kinds=words)
        raise _unusable("kinds", sentence)
    if not kinds:
        raise _unusable("kinds", _("Choose at least one kind."))
    campaign.names, campaign.summaries = form.names, form.summaries
    campaign.kinds, campaign.shapes, campaign.theme_keys = kinds, form.shapes, sorted(set(form.themes))
    campaign.asks, campaign.is_premoderated = form.asks, form.is_premoderated
    campaign.opens_at, campaign.closes_at = form.opens_at, form.closes_at
    campaign.area_id = _area_id(db, campaign.municipality_id, form.area)
    campaign.retention_months, campaign.is_published = form.retention_months, form.is_published


def _kinds(form: CampaignForm, known: set[str]) -> list[dict[str, Any]]:
    """Built-in kinds first, then own ones; a new one's key is made from its name and is never changed later."""
    kinds: list[dict[str, Any]] = [{"key": key} for key in form.kinds]
    taken = set(BUILT_IN) | {row["key"] for row in form.own_rows}
    for row in form.own_rows:
        if row["key"] not in known or row["key"] in BUILT_IN:
            row = {**row, "key": _free_key(next(iter(row["names"].values())), taken)}
        taken.add(row["key"])
        kinds.append(row)
    return kinds


def _free_key(name: str, taken: set[str]) -> str:
    base = slug_of(name).replace("-", "_")[:30]
    base = base if base[:1].isalpha() else f"kind_{base}".strip("_")
    return next(key for n in range(1, len(taken) + 2) if (key := base if n == 1 else f"{base}_{n}") not in taken)


def _area_id(db: Session, municipality_id: int, slug: str) -> int | None:
    if not slug:
        return None
    found = db.scalar(
        select(Area.id).where(Area.municipality_id == municipality_id, Area.slug == slug, Area.state == "published")
    )
    if found is None:
        raise _unusable("area", _("There is no such area."))
    return found


def _traits(campaign: Campaign) -> dict[str, Any]:
    """What the log keeps of a campaign, before and after; times as text."""
    names = ("names", "summaries", "kinds", "shapes", "theme_keys", "asks", "is_premoderated", "opens_at", "closes_at",
             "area_id", "retention_months", "is_published")  # fmt: skip
    values = {name: getattr(campaign, name) for name in names}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}


def _unusable(where: str, sentence: str) -> CampaignUnusable:
    return CampaignUnusable(sentence, [FieldError(where, sentence)])
