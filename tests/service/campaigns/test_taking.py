"""What a campaign takes and refuses, whichever way something is sent."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select, text

from boundaries.models import Municipality
from service.participation.campaigns.models import Campaign
from service.participation.campaigns.rules import phase_of
from service.participation.pins.models import Pin, Theme
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.service.campaigns.conftest import MakeCampaign
from tests.service.pins.conftest import pin_body

TODAY = dt.datetime.now(dt.UTC).date()


def _day(days: int) -> str:
    return (TODAY + dt.timedelta(days=days)).isoformat()


def _pins(town: TownDatabase) -> list[Pin]:
    with town.session() as db:
        return list(db.scalars(select(Pin).order_by(Pin.created_at)))


def _campaign_of(town: TownDatabase, pin: Pin) -> str:
    with town.session() as db:
        return db.scalars(select(Campaign.slug).where(Campaign.id == pin.campaign_id)).one()


def test_what_names_no_campaign_belongs_to_the_one_that_is_always_there(client: Browser, town: TownDatabase) -> None:
    assert client.send_json("/api/pins", pin_body()).status_code == 201
    [pin] = _pins(town)
    assert (_campaign_of(town, pin), pin.kind, pin.is_solution) == ("ideas", "idea", False)


def test_a_pin_written_past_the_service_has_a_campaign_too(town: TownDatabase) -> None:
    with town.session() as db:
        theme = db.scalars(select(Theme.id)).first()
        pin = Pin(municipality_id=1, reference="TES-2026-1", theme_id=theme, title="Suoraan", language="fi")
        db.add(pin)
        db.commit()
        assert db.scalars(select(Campaign.slug).where(Campaign.id == pin.campaign_id)).one() == "ideas"


def test_every_new_municipality_has_its_own_campaign(town: TownDatabase) -> None:
    with town.session() as db:
        first = db.scalars(select(Municipality)).first()
        assert first is not None
        values = {
            column.name: getattr(first, column.key)
            for column in Municipality.__table__.columns
            if column.name not in ("id", "slug", "code", "reference_prefix")
        }
        other = Municipality(**values, slug="naapuri", code="999", reference_prefix="NAA")
        db.add(other)
        db.flush()
        assert db.scalars(select(Campaign.slug).where(Campaign.municipality_id == other.id)).all() == ["ideas"]


def test_a_campaigns_own_kind_goes_through_every_output(
    client: Browser, campaign: MakeCampaign, town: TownDatabase
) -> None:
    made = campaign(own_fi=["Uimapaikka"], own_sv=["Badplats"], own_en=["Swimming place"], own_icon=["waves"])
    answer = client.send_json("/api/pins", pin_body(campaign=made.slug, kind="uimapaikka"))
    assert answer.status_code == 201, answer.get_data(as_text=True)
    reference = answer.json["reference"]
    found = client.get(f"/api/pins/{reference}").json["properties"]
    assert (found["campaign"], found["kind"]) == (made.slug, "uimapaikka")
    assert "Badplats" in client.get(f"/pins/{reference}?lang=sv").get_data(as_text=True)
    listed = client.get(f"/pins?campaign={made.slug}&kind=uimapaikka&lang=en").get_data(as_text=True)
    assert reference in listed and "Swimming place" in listed
    assert reference not in client.get("/pins?campaign=ideas").get_data(as_text=True)
    items = client.get("/ogc/collections/pins/items?kind=uimapaikka&f=json").json["features"]
    assert [one["properties"]["campaign"] for one in items] == [made.slug]
    exported = client.get("/areas/05/ideas.geojson")
    assert exported.status_code == 200
    assert [one["properties"]["kind"] for one in exported.json["features"]] == ["uimapaikka"]


@pytest.mark.parametrize(
    ("made", "sent", "where"),
    [
        ({}, {"kind": "thanks"}, "kind"),
        ({}, {"kind": "no_such_kind"}, "kind"),
        ({"themes": ["traffic"]}, {"theme": "green"}, "theme"),
        ({"shapes": ["line"]}, {}, "lonlat"),
        ({"shapes": []}, {}, "lonlat"),
        ({"asks": "wishes"}, {"is_solution": True}, "is_solution"),
        ({"asks": "solutions"}, {"is_solution": False}, "is_solution"),
        ({"area": "01"}, {}, "lonlat"),
        ({"opens_on": _day(2)}, {}, "campaign"),
        ({"closes_on": _day(-2)}, {}, "campaign"),
    ],
)
def test_what_is_not_asked_for_is_refused_in_a_sentence(
    client: Browser, town: TownDatabase, campaign: MakeCampaign, made: dict[str, Any], sent: dict[str, Any], where: str
) -> None:
    slug = campaign(**made).slug
    answer = client.send_json("/api/pins", pin_body(campaign=slug, **sent))
    assert answer.status_code == 422, answer.get_data(as_text=True)
    [error] = answer.json["errors"]
    assert error["where"] == where
    assert len(error["message"]) > 15
    assert _pins(town) == []


@pytest.mark.parametrize("published", ["", "true"])
def test_a_draft_or_unknown_campaign_is_not_there(
    client: Browser, town: TownDatabase, campaign: MakeCampaign, published: str
) -> None:
    slug = "ei-ole" if published else campaign(is_published=None).slug
    assert client.send_json("/api/pins", pin_body(campaign=slug)).status_code == 404
    assert client.get(f"/campaigns/{slug}").status_code == 404
    assert client.get(f"/pins/new?campaign={slug}").status_code == 404
    assert slug not in client.get("/campaigns").get_data(as_text=True)
    assert _pins(town) == []


def test_the_campaign_says_whether_a_moderator_reads_first(
    client: Browser, town: TownDatabase, campaign: MakeCampaign
) -> None:
    slug = campaign(is_premoderated="true").slug
    answer = client.send_json("/api/pins", pin_body(campaign=slug))
    assert (answer.json["is_public"], answer.json["waits_for"]) == (False, "premoderation")
    assert client.send_json("/api/pins", pin_body(text="Toinen ajatus")).json["is_public"] is True


def test_a_campaign_for_solutions_takes_them_as_such(
    client: Browser, town: TownDatabase, campaign: MakeCampaign
) -> None:
    slug = campaign(asks="solutions").slug
    answer = client.send_json("/api/pins", pin_body(campaign=slug))
    assert client.get(f"/api/pins/{answer.json['reference']}").json["properties"]["is_solution"] is True


def test_a_place_inside_the_campaigns_area_and_the_whole_area_are_taken(
    client: Browser, town: TownDatabase, campaign: MakeCampaign
) -> None:
    slug = campaign(area="01").slug
    assert client.send_json("/api/pins", pin_body(campaign=slug, lonlat=list(lonlat_in("01")))).status_code == 201
    whole = pin_body(campaign=slug, lonlat=None, method=None, text="Koko alueesta")
    assert client.send_json("/api/pins", whole).status_code == 201
    features = client.get(f"/api/pins?campaign={slug}").json["features"]
    assert [one["properties"]["areas"] for one in features] == [["01"], ["01"]]


def test_the_form_without_scripts_keeps_to_the_campaign(
    client: Browser, town: TownDatabase, campaign: MakeCampaign
) -> None:
    slug = campaign(themes=["traffic"]).slug
    page = client.get(f"/pins/new?campaign={slug}").get_data(as_text=True)
    assert 'value="traffic"' in page and 'value="green"' not in page
    sent = {"campaign": slug, "kind": "problem", "asked": "solution", "theme": "traffic", "text": "Tie on poikki",
            "where": "whole"}  # fmt: skip
    assert client.send("/pins/new", sent).status_code == 303
    [pin] = _pins(town)
    assert (_campaign_of(town, pin), pin.kind, pin.is_solution) == (slug, "problem", True)


def test_closing_while_somebody_writes_loses_nothing_that_was_typed(
    client: Browser, town: TownDatabase, campaign: MakeCampaign
) -> None:
    slug = campaign().slug
    with town.session() as db:
        db.execute(
            text("UPDATE service.campaign SET closes_at = now() - interval '1 hour' WHERE slug = :s"), {"s": slug}
        )
        db.commit()
    sent = {"campaign": slug, "kind": "idea", "theme": "green", "text": "Tämä ei saa kadota", "where": "whole"}
    answer = client.send("/pins/new", sent)
    assert answer.status_code == 422
    assert "Tämä ei saa kadota" in answer.get_data(as_text=True)
    assert "Kevään talkoot” päättyi" in answer.get_data(as_text=True)
    assert "data-tell" not in client.get(f"/?campaign={slug}").get_data(as_text=True)


def test_the_moment_of_opening_belongs_to_a_campaign_and_that_of_closing_does_not() -> None:
    opens, closes = (dt.datetime(2026, 5, day, tzinfo=dt.UTC) for day in (1, 2))
    one = Campaign(is_published=True, opens_at=opens, closes_at=closes)
    tick = dt.timedelta(microseconds=1)
    assert [phase_of(one, now) for now in (opens - tick, opens, closes - tick, closes)] == [
        "coming", "open", "open", "closed",
    ]  # fmt: skip
