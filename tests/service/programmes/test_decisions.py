"""Decisions: who makes them, what must be said, and that nothing in one ever changes."""

import hashlib
import json
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from service.accounts.models import ROLES, Person
from service.audit import first_broken_entry
from service.participation.pins.models import Pin, StateChange, Theme
from service.participation.replies.models import AnswerLink
from service.programmes.models import Decision
from tests.conftest import Browser, TownDatabase

FORM = {
    "title": "Painopistealueet 2027–2029",
    "reason": "Valitsemme alueet, joilla moni asia kasautuu.",
    "floor": "300",
    "smoothing": "eb",
    "area": ["03", "04"],
    "area_reason": ["Eniten työttömiä.", "Suuri alue, paljon pienituloisia."],
}


def decide(client: Browser, **changes: Any) -> Any:
    return client.send("/decisions", {**FORM, **changes})


@pytest.fixture
def made(client: Browser) -> str:
    """The address of a decision that an official made."""
    client.sign_in("official")
    answer = decide(client)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"]


class TestMaking:
    @pytest.mark.parametrize("role", [None, *ROLES])
    def test_is_for_officials(self, client: Browser, role: str | None, db: Session) -> None:
        if role:
            client.sign_in(role)
        may = role in ("official", "administrator")
        assert client.get("/decisions/new?area=03", headers={"Accept": "text/html"}).status_code in (
            (200,) if may else (302, 303, 401, 403)
        )
        assert decide(client).status_code in ((303,) if may else (302, 303, 401, 403))
        assert (db.scalar(select(Decision.slug)) is not None) == may

    def test_form_shows_the_ticked_areas_with_their_numbers(self, client: Browser) -> None:
        client.sign_in("official")
        page = client.get("/decisions/new?area=03&area=08&floor=300&smoothing=eb").get_data(as_text=True)
        assert "Alue 03" in page
        assert "Alue 08" in page
        assert 'id="area-05"' not in page

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"title": " "}, "title"),
            ({"reason": ""}, "reason"),
            ({"area_reason": ["Eniten työttömiä.", "  "]}, "area_reason-04"),
        ],
    )
    def test_what_is_missing_is_said_and_the_rest_is_kept(
        self, client: Browser, db: Session, changes: dict[str, Any], field: str
    ) -> None:
        client.sign_in("official")
        answer = decide(client, **changes)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert f'href="#field-{field}"' in page
        assert "Eniten työttömiä." in page
        assert db.scalar(select(Decision.slug)) is None

    @pytest.mark.parametrize(
        "changes",
        [{"area": [], "area_reason": []}, {"area": ["03", "99"]}, {"area": ["03", "03"]}, {"area_reason": ["yksi"]}],
    )
    def test_nonsense_is_refused(self, client: Browser, db: Session, changes: dict[str, Any]) -> None:
        client.sign_in("official")
        assert decide(client, **changes).status_code == 422
        assert db.scalar(select(Decision.slug)) is None

    def test_is_logged(self, made: str, db: Session) -> None:
        entry = db.execute(text("SELECT action, detail FROM service.audit_entry ORDER BY id DESC LIMIT 1")).one()
        assert entry.action == "decision.made"
        assert set(entry.detail["areas"]) == {"03", "04"}
        assert first_broken_entry(db) is None

    def test_one_title_twice_gets_two_addresses(self, made: str, client: Browser) -> None:
        assert decide(client).headers["Location"] != made


class TestFrozen:
    def test_page_holds_choice_reasons_and_seal(self, made: str, client: Browser, db: Session) -> None:
        page = client.get(made).get_data(as_text=True)
        seal = db.scalar(select(Decision.content_hash)).hex()
        for words in (*FORM["area_reason"], FORM["reason"], "Testilä, official", seal, "Alue 08"):
            assert words in page
        assert FORM["title"] in client.get("/decisions").get_data(as_text=True)

    def test_seal_can_be_counted_again_from_the_json(self, made: str, client: Browser) -> None:
        body = client.get(f"{made}.json").get_json()
        canonical = json.dumps(body["content"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(canonical.encode()).hexdigest() == body["content_sha256"]
        assert [one["code"] for one in body["content"]["table"]].count("03") == 1
        assert all(len(one["boundary_sha256"]) == 64 for one in body["content"]["table"])
        hidden = next(one for one in body["content"]["table"] if one["code"] == "08")
        assert hidden["state"] == "not_published"
        assert hidden["rank"] is None

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE service.decision SET title = 'muutettu'",
            "UPDATE service.decision SET decided_by = NULL, reason = 'muutettu'",
            "DELETE FROM service.decision",
            "TRUNCATE service.decision",
        ],
    )
    @pytest.mark.parametrize("role", ["service", "owner"])
    def test_database_refuses_every_change(self, made: str, town: TownDatabase, statement: str, role: str) -> None:
        from service.db import make_engine

        url = town.settings.database_url if role == "owner" else town.settings.service_url
        engine = make_engine(url, 5000)
        with engine.connect() as connection, pytest.raises(DBAPIError):
            connection.execute(text(statement))
        engine.dispose()

    def test_an_erased_person_leaves_the_decision_standing(self, made: str, client: Browser, db: Session) -> None:
        before = client.get(f"{made}.json").get_json()
        official = db.scalars(select(Person).where(Person.email == "official@testila.example")).one()
        db.execute(text("DELETE FROM service.role_grant WHERE person_id = :id"), {"id": official.id})
        db.execute(text("DELETE FROM service.web_session WHERE person_id = :id"), {"id": official.id})
        db.execute(text("DELETE FROM service.person WHERE id = :id"), {"id": official.id})
        db.commit()
        assert client.get(f"{made}.json").get_json() == before

    def test_new_statistics_and_boundaries_do_not_reach_it(self, made: str, client: Browser, db: Session) -> None:
        before = client.get(f"{made}.json").get_json()
        index_before = client.get("/api/analysis/index").get_json()
        page_before = client.get(made).get_data(as_text=True)
        _change_the_world(db)
        assert client.get("/api/analysis/index").get_json() != index_before
        assert client.get(f"{made}.json").get_json() == before
        page = client.get(made).get_data(as_text=True)
        assert _map_of(page) == _map_of(page_before)


def _change_the_world(db: Session) -> None:
    """New figures under new ids, as an import writes them, and a new boundary of area 03."""
    db.execute(
        text(
            "WITH old AS (DELETE FROM layers.statistic RETURNING variable_id, area_id, state, value) "
            "INSERT INTO layers.statistic (variable_id, area_id, state, value) "
            "SELECT o.variable_id, o.area_id, o.state, "
            "       CASE WHEN v.key = 'ko_perus' THEN o.value / 2 ELSE o.value END "
            "FROM old AS o JOIN layers.variable AS v ON v.id = o.variable_id"
        )
    )
    db.execute(
        text(
            "WITH old AS (UPDATE boundaries.area_version SET valid_to = now() "
            "             WHERE area_id = (SELECT id FROM boundaries.area WHERE code = '03') RETURNING *) "
            "INSERT INTO boundaries.area_version (area_id, number, geom, area_m2) "
            "SELECT area_id, number + 1, ST_Multi(ST_Buffer(geom, -100)), area_m2 FROM old"
        )
    )
    db.commit()


def _map_of(page: str) -> str:
    start = page.index('<svg class="paper-map"')
    return page[start : page.index("</svg>", start)]


def test_answers_that_name_the_decision_stand_on_its_page(made: str, client: Browser, db: Session) -> None:
    theme = db.scalars(select(Theme)).first()
    pin = Pin(
        municipality_id=theme.municipality_id,
        reference="TES-2026-00001",
        theme_id=theme.id,
        title="Valoja polulle",
        language="fi",
        state="accepted",
    )
    db.add(pin)
    db.flush()
    change = StateChange(pin_id=pin.id, state="accepted", public_text="Otamme mukaan.")
    db.add(change)
    db.flush()
    decision = db.scalars(select(Decision)).one()
    db.add(
        AnswerLink(
            municipality_id=pin.municipality_id,
            pin_id=pin.id,
            change_id=change.id,
            decision_id=decision.id,
            relation="used",
        )
    )
    db.commit()
    page = client.get(made).get_data(as_text=True)
    assert "Valoja polulle" in page
    assert "/pins/TES-2026-00001" in page


def test_can_be_discussed(made: str, client: Browser) -> None:
    slug = made.split("/")[-1]
    answer = client.send(f"/discussion/decision/{slug}/comments", {"body": "Miksi ei Alue 07?"})
    assert answer.status_code == 303
    assert "Miksi ei Alue 07?" in client.get(made).get_data(as_text=True)


@pytest.mark.parametrize("path", ["/decisions/none", "/decisions/none.json", "/decisions/none/report.html"])
def test_unknown_address_is_not_found(client: Browser, path: str) -> None:
    assert client.get(path).status_code == 404
