"""Proposals as pages: who makes them, who sees them, and what is kept when something is wrong."""

from __future__ import annotations

import json
import uuid

import pytest
from sqlalchemy import select

from boundaries.models import Area, AreaVersion, Membership
from service.proposals.models import Proposal
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.service.proposals.conftest import BOTH_HALVES, form, geojson, send_new, text_of

SLUG = "/proposals/uusi-puisto-keskustaan"
CANARY = "<script>alert('canary')</script>"


def test_a_planner_makes_one_and_everyone_reads_it(planner: Browser, town: TownDatabase) -> None:
    answer = send_new(planner)
    assert answer.status_code == 303 and answer.headers["Location"] == SLUG
    visitor = planner.application.test_client()
    page = text_of(visitor.get(SLUG + "?lang=fi"))
    assert "Uusi puisto Keskustaan" in page
    assert "Alueesta on 50 % kerrostaloaluetta (AK) ja 50 % puistoa (VP)." in page
    assert "Testilä, planner" in page, "a proposal is signed"
    assert "Hoidettu puisto. Sille ei rakenneta taloja." in page, "what the letter means"
    assert "Alue 05" in page, "the areas that it reaches into"
    assert "Uusi puisto Keskustaan" in text_of(visitor.get("/proposals"))
    with town.session() as db:
        made = db.scalars(select(Proposal)).one()
        assert [p["letter"] for p in made.coverage["parts"]] == ["AK", "VP"]
        row = db.execute(
            select(Membership.share, Area.slug)
            .join(AreaVersion, AreaVersion.id == Membership.area_version_id)
            .join(Area, Area.id == AreaVersion.area_id)
            .where(Membership.subject_id == made.id)
        ).one()
        assert (round(row.share, 6), row.slug) == (1, "05")
        assert "proposal.made" in db.scalars(select(AuditEntry.action)).all()


@pytest.mark.parametrize(
    ("role", "status"), [(None, 401), ("official", 403), ("moderator", 403), ("planner", 200), ("administrator", 200)]
)
def test_who_may_write(client: Browser, role: str | None, status: int) -> None:
    if role:
        client.sign_in(role)
    headers = {"Accept": "text/html"}
    assert client.get("/proposals/new", headers=headers).status_code == status
    sent = client.send("/proposals/new", form()).status_code
    assert sent == (303 if status == 200 else status)


def test_a_draft_is_unseen(planner: Browser, town: TownDatabase) -> None:
    send_new(planner, state="draft")
    visitor = planner.application.test_client()
    html = {"Accept": "text/html"}
    assert visitor.get(SLUG, headers=html).status_code == 404
    assert visitor.get("/api" + SLUG).status_code == 404
    assert "Uusi puisto" not in visitor.get("/proposals").get_data(as_text=True)
    assert "Uusi puisto" not in visitor.get("/proposals?state=draft").get_data(as_text=True)
    assert visitor.get("/api/proposals").json["features"] == []
    with town.session() as db:
        assert db.scalars(select(Membership).where(Membership.subject_kind == "proposal")).all() == []
        draft_id = db.scalars(select(Proposal.id)).one()
    comment = visitor.send(f"/discussion/proposal/{draft_id}/comments", {"body": "Hei"})  # type: ignore[attr-defined]
    assert comment.status_code == 404
    assert "Vain suunnittelijat näkevät tämän luonnoksen" in text_of(planner.get(SLUG + "?lang=fi"))
    assert "Uusi puisto" in text_of(planner.get("/proposals?state=draft"))


def test_an_official_does_not_see_a_draft(client: Browser) -> None:
    client.sign_in("planner")
    send_new(client, state="draft")
    client.sign_in("official")
    assert client.get(SLUG, headers={"Accept": "text/html"}).status_code == 404


def test_what_was_typed_is_kept_when_the_shape_is_bad(planner: Browser) -> None:
    answer = send_new(planner, geometry="POLYGON ((27 62, 28 63", title="Ranta kuntoon", body="Pitkä teksti.")
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert 'value="Ranta kuntoon"' in html and "Pitkä teksti." in html
    assert "POLYGON ((27 62, 28 63" in html and 'aria-invalid="true"' in html


def test_what_was_typed_is_kept_when_the_title_is_missing(planner: Browser) -> None:
    answer = send_new(planner, title="  ", summary="Lyhyesti tämä.")
    assert answer.status_code == 422
    assert "Lyhyesti tämä." in answer.get_data(as_text=True)


def test_without_any_place(planner: Browser) -> None:
    answer = planner.send("/proposals/new?lang=fi", form(geometry=""))
    assert answer.status_code == 422
    assert "Piirrä kartalle, liitä muoto tekstinä tai valitse alue." in text_of(answer)


@pytest.mark.parametrize("as_text", ["wkt", "feature", "collection"])
def test_other_ways_to_give_the_place(planner: Browser, as_text: str, town: TownDatabase) -> None:
    shape = geojson(BOTH_HALVES)
    ring = ", ".join(f"{x} {y}" for x, y in shape["coordinates"][0])
    feature = {"type": "Feature", "properties": {}, "geometry": shape}
    text = {
        "wkt": f"POLYGON (({ring}))",
        "feature": json.dumps(feature),
        "collection": json.dumps({"type": "FeatureCollection", "features": [feature]}),
    }[as_text]
    assert send_new(planner, geometry=text).status_code == 303
    with town.session() as db:
        parts = db.scalars(select(Proposal.coverage)).one()["parts"]
    assert [round(p["share"], 3) for p in parts] == [0.5, 0.5]


def test_a_chosen_area(planner: Browser) -> None:
    assert send_new(planner, geometry="", area="05").status_code == 303
    assert send_new(planner, geometry="", area="nowhere").status_code == 422


def test_markup_from_people_stays_text(planner: Browser) -> None:
    send_new(planner, title=CANARY, summary=CANARY, body=CANARY, signature=CANARY)
    slug = planner.get("/api/proposals").json["features"][0]["id"]
    for path in ("/proposals", f"/proposals/{slug}", f"/proposals/{slug}/edit"):
        html = planner.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
        assert CANARY not in html and "canary" in html, path


def test_two_of_one_title_get_two_addresses(planner: Browser) -> None:
    addresses = [send_new(planner).headers["Location"] for _ in range(3)]
    assert addresses == [SLUG, SLUG + "-2", SLUG + "-3"]
    assert send_new(planner, title="New").headers["Location"] == "/proposals/new-2"


def test_comments_while_open_and_none_after(planner: Browser, town: TownDatabase) -> None:
    send_new(planner)
    with town.session() as db:
        identifier: uuid.UUID = db.scalars(select(Proposal.id)).one()
    visitor: Browser = planner.application.test_client()  # type: ignore[assignment]
    sent = visitor.send(f"/discussion/proposal/{identifier}/comments", {"body": "Hyvä idea, kiitos!"})
    assert sent.status_code == 303
    assert "Hyvä idea, kiitos!" in text_of(visitor.get(SLUG))
    assert "1 kommentti" in text_of(visitor.get("/proposals?lang=fi"))
    planner.send(SLUG + "/edit", form(version="1", state="closed"))
    late = visitor.send(f"/discussion/proposal/{identifier}/comments", {"body": "Vielä yksi"})
    assert late.status_code in (401, 403)
    assert "Hyvä idea, kiitos!" in text_of(visitor.get(SLUG))


def test_unknown_ones_and_unknown_filters(client: Browser) -> None:
    html = {"Accept": "text/html"}
    assert client.get("/proposals/nothing-here", headers=html).status_code == 404
    assert client.get("/proposals?state=odd", headers=html).status_code == 400
    assert client.get("/proposals?colour=red", headers=html).status_code == 400
    assert client.get("/proposals", headers=html).status_code == 200


def test_a_repeat_of_the_same_form_saves_once(planner: Browser, town: TownDatabase) -> None:
    token = planner.token()
    body = {**form(), "csrf_token": token, "idempotency_key": "a" * 32}
    answers = [planner.post("/proposals/new", data=body) for _ in range(2)]
    assert [a.status_code for a in answers] == [303, 303]
    with town.session() as db:
        assert len(db.scalars(select(Proposal)).all()) == 1
