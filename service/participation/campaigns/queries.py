"""Reading campaigns, as anyone may see them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Row

from boundaries.database import sql
from service.i18n import TIME_ZONE, named
from service.participation.campaigns.kinds import Kind, kind_of, kinds_of
from service.participation.campaigns.rules import Phase, phase_of
from service.participation.campaigns.words import last_day, not_open_words

PACKAGE = "service.participation.campaigns"


@dataclass(frozen=True)
class CampaignView:
    """A published campaign in the reader's language. `theme_keys` empty means all themes.

    `last_day` is the last day on which something can be sent; `area_slug` is None when it is about the whole
    municipality.
    """

    id: int
    slug: str
    name: str
    summary: str
    kinds: list[Kind]
    shapes: tuple[str, ...]
    theme_keys: tuple[str, ...]
    asks: str
    is_premoderated: bool
    first_day: dt.date | None
    last_day: dt.date | None
    area_slug: str | None
    area_name: str
    retention_months: int | None
    is_default: bool
    is_synthetic: bool
    phase: Phase
    not_open: str  # why nothing can be sent now; empty when something can

    @property
    def is_open(self) -> bool:
        """Whether something can be sent now."""
        return self.phase == "open"


@dataclass
class Numbers:
    """How many public pins a campaign has, how many of them somebody has answered, and how many of each kind."""

    total: int = 0
    answered: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)


def campaigns_of(connection: Connection, municipality_id: int) -> list[CampaignView]:
    """The published campaigns, the one that is always there first."""
    rows = connection.execute(sql(PACKAGE, "campaigns"), {"municipality_id": municipality_id})
    return [campaign_view(row) for row in rows]


def campaign_view(row: Row[Any]) -> CampaignView:
    """A row of the public view in the reader's language."""
    return CampaignView(
        id=row.id,
        slug=row.slug,
        name=named(row.names),
        summary=named(row.summaries),
        kinds=kinds_of(row.kinds),
        shapes=tuple(row.shapes),
        theme_keys=tuple(row.theme_keys),
        asks=row.asks,
        is_premoderated=row.is_premoderated,
        first_day=row.opens_at.astimezone(TIME_ZONE).date() if row.opens_at else None,
        last_day=last_day(row.closes_at),
        area_slug=row.area_slug,
        area_name=named(row.area_names),
        retention_months=row.retention_months,
        is_default=row.is_default,
        is_synthetic=row.is_synthetic,
        phase=(phase := phase_of(row)),
        not_open=not_open_words(named(row.names), phase, row.opens_at, row.closes_at),
    )


def chosen_campaign(campaigns: Sequence[CampaignView], slug: str | None) -> CampaignView | None:
    """The campaign with a slug, or the one that is always there when none is named; None when there is none."""
    return next((one for one in campaigns if (one.slug == slug if slug else one.is_default)), None)


def numbers_of(connection: Connection, municipality_id: int, campaign_id: int | None = None) -> Mapping[int, Numbers]:
    """The numbers of one campaign or of all, by its id; a campaign without pins has zeros."""
    found: defaultdict[int, Numbers] = defaultdict(Numbers)
    values = {"municipality_id": municipality_id, "campaign_id": campaign_id}
    for row in connection.execute(sql(PACKAGE, "numbers"), values):
        numbers = found[row.campaign_id]
        numbers.total += row.pin_count
        numbers.answered += row.answered_count
        numbers.by_kind[row.kind] = row.pin_count
    return found


def kind_in(campaigns: Sequence[CampaignView], campaign_id: int, key: str) -> Kind:
    """The kind of something said in a campaign; the key itself where its campaign knows it no more."""
    kinds = next((one.kinds for one in campaigns if one.id == campaign_id), [])
    return next((kind for kind in kinds if kind.key == key), None) or kind_of({"key": key})


def kinds_by_key(campaigns: Sequence[CampaignView]) -> dict[str, Kind]:
    """Every kind of these campaigns by its key, for filters; of two with one key the earlier campaign's."""
    found: dict[str, Kind] = {}
    for campaign in campaigns:
        for kind in campaign.kinds:
            found.setdefault(kind.key, kind)
    return found
