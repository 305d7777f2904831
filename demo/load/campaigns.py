"""The demo's campaigns: one that is open and one that is over, beside the one that is always there."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from boundaries.models import Municipality
from demo.content import Idea
from service.i18n import TIME_ZONE
from service.participation.campaigns.models import Campaign

#: The open campaign stays open at least so long after the demo was loaded.
STAYS_OPEN = dt.timedelta(days=90)
SPORT = {
    "key": "sport",
    "names": {"fi": "Lajitoive", "sv": "Grenönskemål", "en": "Sport wish"},
    "icon": "flag",
    "colour": "plum",
}
#: Stems of titles that tell of something broken or dangerous.
PROBLEMS = ("rikki", "rikko", "puuttuva", "liukkaat", "pursuaa", "umpeen", "kaipaa remonttia", "poikki", "vaarallinen")


def add_campaigns(db: Session, town: Municipality) -> dict[str, Campaign]:
    """Two campaigns, by the theme whose ideas they hold."""
    rows: dict[str, dict[str, Any]] = {
        "play": {
            "slug": "liikkeelle-lahella-kotia",
            "names": {"fi": "Liikkeelle lähellä kotia", "sv": "I rörelse nära hemmet", "en": "On the move near home"},
            "summaries": {
                "fi": "Missä leikit, liikut ja pelaat? Kerro, mikä paikka toimii, mikä on rikki ja mitä puuttuu.",
                "sv": "Var leker, rör du dig och spelar? Berätta vilken plats som fungerar, vad som är trasigt och "
                "vad som saknas.",
                "en": "Where do you play and exercise? Tell which place works, what is broken and what is missing.",
            },
            "kinds": [{"key": "idea"}, {"key": "problem"}, {"key": "thanks"}, SPORT],
            "theme_keys": ["green", "play"],
            "opens_at": dt.datetime(2026, 8, 1, tzinfo=TIME_ZONE),
            "closes_at": max(dt.datetime(2027, 4, 1, tzinfo=TIME_ZONE), _midnight_after(STAYS_OPEN)),
            "retention_months": 12,
        },
        "shore": {
            "slug": "rannat-ja-mokit",
            "names": {"fi": "Rannat ja mökit", "sv": "Stränder och stugor", "en": "Shores and cottages"},
            "summaries": {
                "fi": "Kesän kysely rannoista, laitureista ja mökkiläisten palveluista.",
                "sv": "Sommarens enkät om stränder, bryggor och tjänster för sommarboende.",
                "en": "The summer's questions about shores, jetties and services for cottage people.",
            },
            "kinds": [{"key": "idea"}, {"key": "observation"}, {"key": "problem"}],
            "theme_keys": ["shore"],
            "opens_at": dt.datetime(2026, 5, 1, tzinfo=TIME_ZONE),
            "closes_at": dt.datetime(2026, 10, 1, tzinfo=TIME_ZONE),
            "is_premoderated": True,
            "retention_months": 6,
        },
    }
    campaigns = {
        theme: Campaign(municipality_id=town.id, is_published=True, is_synthetic=True, **row)
        for theme, row in rows.items()
    }
    db.add_all(campaigns.values())
    db.flush()
    return campaigns


def campaign_of(idea: Idea, campaigns: dict[str, Campaign]) -> Campaign | None:
    """The campaign in which an idea was said: that of its theme, if it was open then; None for the usual one."""
    campaign = campaigns.get(idea.theme)
    if campaign is None or campaign.opens_at is None or campaign.closes_at is None:
        return None
    return campaign if campaign.opens_at <= idea.created_at < campaign.closes_at else None


def kind_of(idea: Idea, campaign: Campaign | None) -> str:
    """The kind of an idea by its title: something broken is a problem, a named sport is the campaign's own kind."""
    title = idea.title.lower()
    if any(stem in title for stem in PROBLEMS):
        return "problem"
    if campaign is not None and SPORT in campaign.kinds and ("frisbee" in title or "skeitt" in title):
        return str(SPORT["key"])
    return "idea"


def _midnight_after(wait: dt.timedelta) -> dt.datetime:
    day = (dt.datetime.now(TIME_ZONE) + wait).date()
    return dt.datetime.combine(day, dt.time(), TIME_ZONE)
