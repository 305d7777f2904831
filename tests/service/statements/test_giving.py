"""Giving a statement: on what, when, what is kept when something is wrong, and who sees it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from shapely.geometry import box
from sqlalchemy import select

from service.proposals.models import Proposal
from service.statements.models import Statement
from service.statements.window import today
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.service.proposals.conftest import MINX, MINY, form, geojson, text_of
from tests.service.statements.conftest import NEW, SLUG, give, set_phase, statement, stored

HTML = {"Accept": "text/html"}
LON, LAT = lonlat_in("05", 500, 200)
FAR = lonlat_in("01", 10, 10)


def test_anyone_gives_one_on_the_whole_and_everyone_reads_it(client: Browser, open_town: TownDatabase) -> None:
    answer = give(client, author_name="Minna Mallikas", is_name_public="true")
    assert answer.status_code == 303
    page = answer.headers["Location"]
    reference = stored(open_town).reference
    assert page == f"{SLUG}/statements/{reference}"
    visitor = client.application.test_client()
    read = text_of(visitor.get(page))
    assert "Puiston pitää pysyä avoimena kaikille." in read and "Minna Mallikas" in read
    assert reference not in text_of(visitor.get("/proposals")), "the list of proposals tells no statements"
    assert "Puiston pitää pysyä avoimena" in text_of(visitor.get(f"{SLUG}/statements"))
    assert "1 statement" in text_of(visitor.get(f"{SLUG}?lang=en")).lower()
    short = visitor.get(f"/statements/{reference}")
    assert short.status_code == 302 and short.headers["Location"] == page


def test_a_name_is_shown_only_when_its_owner_says_so(
    client: Browser, open_town: TownDatabase, planner: Browser
) -> None:
    page = give(client, author_name="Minna Mallikas").headers["Location"]
    assert "Minna Mallikas" not in text_of(client.application.test_client().get(page))
    assert "Minna Mallikas" in text_of(planner.get(f"/desk/statements/{stored(open_town).reference}"))


@pytest.mark.parametrize(
    ("changes", "quote", "geometry"),
    [
        ({"about": "paragraph", "paragraph": "2"}, "Parkkipaikka poistuu kokonaan.", None),
        ({"about": "part", "part": "plan-1-VP"}, "", "POLYGON"),
        ({"about": "place", "lon": str(LON), "lat": str(LAT).replace(".", ",")}, "", "POINT"),
        (
            {"about": "area", "shape": json.dumps(geojson(box(MINX + 400, MINY + 100, MINX + 450, MINY + 150)))},
            "",
            "POLYGON",
        ),
    ],
)
def test_on_a_paragraph_a_part_a_place_and_a_drawn_area(
    client: Browser, open_town: TownDatabase, changes: dict[str, Any], quote: str, geometry: str | None
) -> None:
    answer = give(client, **changes)
    assert answer.status_code == 303, text_of(answer)
    with open_town.session() as db:
        row = db.execute(
            select(Statement.about, Statement.quote, Statement.geom.ST_GeometryType(), Statement.proposal_version)
        ).one()
    assert row[:2] == (changes["about"], quote) and row[3] == 1
    assert (row[2] or "").upper().removeprefix("ST_") == (geometry or "")
    assert client.get(answer.headers["Location"], headers=HTML).status_code == 200
    assert client.get(f"{SLUG}/statements?about={changes['about']}", headers=HTML).status_code == 200


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"text": ""}, "text"),
        ({"about": "paragraph", "paragraph": "9"}, "paragraph"),
        ({"about": "part", "part": "plan-1-XX"}, "part"),
        ({"about": "place"}, "lon"),
        ({"about": "place", "lon": str(FAR[0]), "lat": str(FAR[1] - 0.1)}, "lon"),
        ({"about": "area", "shape": "rubbish"}, "shape"),
        ({"about": "area", "shape": json.dumps({"type": "Point", "coordinates": [LON, LAT]})}, "shape"),
        ({"text": "Soittakaa 040 123 4567"}, "text"),
        ({"text": "Tunnus on 131052-308T"}, "text"),
        ({"email": "nobody"}, "email"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    client: Browser, open_town: TownDatabase, changes: dict[str, Any], where: str
) -> None:
    answer = give(client, **{"title": "Otsikkoni säilyy", **changes})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert f'id="field-{where}-error"' in page or f'href="#field-{where}"' in page
    assert "Otsikkoni säilyy" in page
    with open_town.session() as db:
        assert db.scalars(select(Statement)).all() == []


@pytest.mark.parametrize(("start", "end"), [(1, 5), (-5, -1)])
def test_the_time_is_held_and_the_text_stays(client: Browser, open_town: TownDatabase, start: int, end: int) -> None:
    set_phase(open_town, start, end)
    answer = give(client, text="Tämä ei saa kadota.")
    assert answer.status_code == 422 and "Tämä ei saa kadota." in answer.get_data(as_text=True)
    with open_town.session() as db:
        assert db.scalars(select(Statement)).all() == []
    kept = client.send(f"{SLUG}/statements/draft", statement(text="Tämä ei saa kadota."))
    assert kept.status_code == 303 and stored(open_town).visibility == "draft"


def test_the_last_day_belongs_to_the_time(client: Browser, open_town: TownDatabase) -> None:
    set_phase(open_town, -5, 0)
    assert give(client).status_code == 303


def test_a_proposal_that_asks_for_none_takes_none(client: Browser, open_town: TownDatabase) -> None:
    set_phase(open_town, kind="preparation")
    assert give(client).status_code == 422


def test_a_preview_keeps_nothing(client: Browser, open_town: TownDatabase) -> None:
    answer = client.send(f"{SLUG}/statements/preview", statement(author_name="Minna Mallikas", title="Näin se näkyy"))
    page = text_of(answer)
    assert answer.status_code == 200 and "Näin se näkyy" in page
    with open_town.session() as db:
        assert db.scalars(select(Statement)).all() == []


def test_a_draft_is_its_givers_alone_until_it_is_sent(
    client: Browser, open_town: TownDatabase, planner: Browser
) -> None:
    page = client.send(f"{SLUG}/statements/draft", statement(text="")).headers["Location"]
    for other in (client.application.test_client(), planner):
        assert other.get(page, headers=HTML).status_code == 404
        assert other.get(f"{page}/edit", headers=HTML).status_code == 404
        assert other.send(f"{page}/edit", statement()).status_code == 404
        assert other.send(f"{page}/withdraw", {}).status_code == 404
    assert stored(open_town).reference in client.get(f"{SLUG}/statements").get_data(as_text=True)
    sent = client.send(f"{page}/edit", statement(text="Nyt se on valmis."))
    assert sent.status_code == 303 and stored(open_town).visibility == "public"
    assert "Nyt se on valmis." in text_of(client.application.test_client().get(page))


def test_the_giver_corrects_and_takes_back(client: Browser, open_town: TownDatabase) -> None:
    page = give(client).headers["Location"]
    assert client.send(f"{page}/edit", statement(text="Korjattu teksti.")).status_code == 303
    assert stored(open_town).body == "Korjattu teksti."
    other: Browser = client.application.test_client()
    assert other.send(f"{page}/edit", statement(text="Vieras")).status_code in (401, 403)
    assert "Tätä ei voi perua." in text_of(client.get(f"{page}?lang=fi", headers=HTML))
    assert client.send(f"{page}/withdraw", {}).status_code == 303
    assert client.application.test_client().get(page, headers=HTML).status_code == 410
    assert "Korjattu" not in client.get(f"{SLUG}/statements").get_data(as_text=True)


def test_a_quote_is_kept_as_it_was_read(client: Browser, open_town: TownDatabase, planner: Browser) -> None:
    changed = form(version="1", body="Aivan toinen teksti.", geometry="")
    assert planner.send(f"{SLUG}/edit", changed).status_code == 303
    answer = give(client, about="paragraph", paragraph="2", version="1")
    assert answer.status_code == 303
    kept = stored(open_town)
    assert (kept.quote, kept.proposal_version) == ("Parkkipaikka poistuu kokonaan.", 1)


@pytest.mark.parametrize(
    "changes", [{"website": "http://spam.example"}, {"text": "Naapurini Matti Virtanen pysäköi aina siihen."}]
)
def test_what_looks_wrong_waits_for_a_moderator(
    client: Browser, open_town: TownDatabase, changes: dict[str, Any]
) -> None:
    page = give(client, **changes).headers["Location"]
    assert stored(open_town).visibility == "pending"
    visitor = client.application.test_client()
    assert visitor.get(page, headers=HTML).status_code == 404
    reference = stored(open_town).reference
    assert reference not in visitor.get(f"{SLUG}/statements").get_data(as_text=True)
    moderator: Browser = client.application.test_client()
    moderator.sign_in("moderator")
    assert reference in moderator.get("/admin/").get_data(as_text=True)
    moderator.send("/admin/moderate", {"deed": f"publish statement:{stored(open_town).id}"})
    assert visitor.get(page, headers=HTML).status_code == 200
    moderator.send("/admin/moderate", {"deed": f"hide statement:{stored(open_town).id}"})
    assert visitor.get(page, headers=HTML).status_code == 404


def test_a_proposal_that_is_withdrawn_takes_its_statements_along(client: Browser, open_town: TownDatabase) -> None:
    page = give(client).headers["Location"]
    with open_town.database.session() as db:
        db.scalars(select(Proposal)).one().state = "withdrawn"
    visitor = client.application.test_client()
    assert visitor.get(page, headers=HTML).status_code == 404
    assert visitor.get(f"{SLUG}/statements", headers=HTML).status_code == 404


def test_a_late_one_is_written_down_with_a_reason(client: Browser, open_town: TownDatabase, planner: Browser) -> None:
    set_phase(open_town, -9, -2)
    late = {**statement(on_behalf="Keskustan asukasyhdistys"), "received_on": today().isoformat()}
    del late["email"], late["opened"], late["website"]
    enter = f"{SLUG}/statements/enter"
    assert client.send(enter, late).status_code == 401
    assert planner.send(enter, {**late, "late_reason": ""}).status_code == 422
    assert planner.send(enter, {**late, "late_reason": "Posti oli myöhässä."}).status_code == 303
    page = f"{SLUG}/statements/{stored(open_town).reference}"
    read = text_of(client.get(page))
    assert "Posti oli myöhässä." in read and "Keskustan asukasyhdistys" in read


def test_the_form_opens_on_what_the_address_names(client: Browser, open_town: TownDatabase) -> None:
    page = client.get(f"{NEW}?paragraph=2").get_data(as_text=True)
    assert 'value="paragraph" checked' in page.replace("\n", " ") or 'value="paragraph"' in page
    proposal = client.get(SLUG).get_data(as_text=True)
    assert f"{NEW}?paragraph=3" in proposal and 'id="paragraph-3"' in proposal
