"""Officials make and change campaigns; what was said in one stays findable."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from service.i18n import TIME_ZONE
from service.participation.campaigns.models import Campaign
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.service.campaigns.conftest import MakeCampaign, campaign_form
from tests.service.pins.conftest import pin_body


def _stored(town: TownDatabase, slug: str) -> Campaign:
    with town.session() as db:
        return db.scalars(select(Campaign).where(Campaign.slug == slug)).one()


@pytest.mark.parametrize("role", ["moderator", "planner", None])
def test_only_officials_and_administrators_make_campaigns(client: Browser, role: str | None) -> None:
    if role:
        client.sign_in(role)
    assert client.get("/admin/campaigns").status_code in (401, 403)
    assert client.send("/admin/campaigns/new", campaign_form()).status_code in (401, 403)


@pytest.mark.parametrize("role", ["official", "administrator"])
def test_a_campaign_is_made_and_found(client: Browser, town: TownDatabase, role: str) -> None:
    client.sign_in(role)
    answer = client.send(
        "/admin/campaigns/new",
        campaign_form(opens_on="2026-01-05", closes_on="2126-02-10", area="05", own_fi=["", "Reitti vain"],
                      own_key=["", ""], own_icon=["star", "route"], retention_months="6", themes=["green"]),
    )  # fmt: skip
    assert answer.status_code == 303, answer.get_data(as_text=True)
    made = _stored(town, "kevaan-talkoot")
    assert made.kinds[-1] == {"key": "reitti_vain", "names": {"fi": "Reitti vain"}, "icon": "route"}
    assert made.opens_at == dt.datetime(2026, 1, 5, tzinfo=TIME_ZONE)
    assert made.closes_at == dt.datetime(2126, 2, 11, tzinfo=TIME_ZONE)
    assert (made.theme_keys, made.retention_months, made.is_default) == (["green"], 6, False)
    page = client.get("/campaigns/kevaan-talkoot?lang=sv").get_data(as_text=True)
    assert "Vårens talko" in page and "10.2.2126" in page
    assert "kevaan-talkoot" in client.get("/campaigns").get_data(as_text=True)
    with town.session() as db:
        assert db.scalars(select(AuditEntry.action).order_by(AuditEntry.id.desc())).first() == "campaign.made"


def test_the_form_shows_what_was_saved_and_saving_it_again_changes_nothing(
    client: Browser, town: TownDatabase, campaign: MakeCampaign
) -> None:
    made = campaign(own_fi=["Uimapaikka"], closes_on="2126-02-10", retention_months="3", is_premoderated="true")
    client.sign_in("official")
    page = client.get(f"/admin/campaigns/{made.slug}").get_data(as_text=True)
    assert 'value="Uimapaikka"' in page and 'value="2126-02-10"' in page and 'value="uimapaikka"' in page
    again = campaign_form(own_key=["uimapaikka"], own_fi=["Uimapaikka"], own_icon=["star"], closes_on="2126-02-10",
                          retention_months="3", is_premoderated="true")  # fmt: skip
    assert client.send(f"/admin/campaigns/{made.slug}", again).status_code == 303
    with town.session() as db:
        assert "campaign.changed" not in db.scalars(select(AuditEntry.action)).all()


def test_a_renamed_kind_keeps_what_was_said_under_it(
    client: Browser, town: TownDatabase, campaign: MakeCampaign
) -> None:
    made = campaign(own_fi=["Uimapaikka"])
    client.send_json("/api/pins", pin_body(campaign=made.slug, kind="uimapaikka"))
    client.sign_in("official")
    form = campaign_form(own_key=["uimapaikka"], own_fi=["Uimaranta"], own_icon=["waves"])
    assert client.send(f"/admin/campaigns/{made.slug}", form).status_code == 303
    assert "Uimaranta" in client.get(f"/pins?campaign={made.slug}").get_data(as_text=True)


def test_a_kind_in_use_and_a_campaign_in_use_stay(client: Browser, town: TownDatabase, campaign: MakeCampaign) -> None:
    made = campaign()
    client.send_json("/api/pins", pin_body(campaign=made.slug, kind="problem"))
    client.sign_in("official")
    for form, words in (
        (campaign_form(kinds=["idea"]), "Epäkohta"),
        (campaign_form(is_published=None), "viimeinen päivä"),
    ):
        answer = client.send(f"/admin/campaigns/{made.slug}", form)
        assert answer.status_code == 422
        assert words in answer.get_data(as_text=True)
    assert _stored(town, made.slug).is_published


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"name_fi": ""}, "name_fi"),
        ({"kinds": []}, "kinds"),
        ({"opens_on": "2026-05-02", "closes_on": "2026-05-01"}, "closes_on"),
        ({"opens_on": "soon"}, "opens_on"),
        ({"area": "nowhere"}, "area"),
        ({"retention_months": "0"}, "retention_months"),
        ({"asks": "money"}, "asks"),
        ({"own_fi": [f"Laji {n}" for n in range(9)]}, "own_fi"),
    ],
)
def test_a_wrong_form_is_shown_again_with_what_was_typed(
    client: Browser, town: TownDatabase, changes: dict[str, object], where: str
) -> None:
    client.sign_in("official")
    answer = client.send("/admin/campaigns/new", campaign_form(summary_fi="Säilyy tässä", **changes))
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422, html
    assert "Säilyy tässä" in html
    assert f'href="#field-{where}"' in html
    with town.session() as db:
        assert db.scalars(select(Campaign.slug)).all() == ["ideas"]


def test_the_campaign_that_is_always_there_can_be_closed_but_not_hidden(client: Browser, town: TownDatabase) -> None:
    client.sign_in("official")
    kinds = ["idea", "observation", "problem", "thanks"]
    assert client.send("/admin/campaigns/ideas", campaign_form(kinds=kinds, is_published=None)).status_code == 422
    form = campaign_form(kinds=kinds, closes_on="2026-01-01")
    assert client.send("/admin/campaigns/ideas", form).status_code == 303
    assert client.send_json("/api/pins", pin_body()).status_code == 422
