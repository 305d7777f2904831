"""Themes: a page for everybody, a thread, an owner with a face, and a path that keeps what it was."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, select

from service.accounts.models import Person, RoleGrant
from service.areas.activity import today
from service.follows.happened import newest_of
from service.follows.subjects import followed_by_name
from service.records import AuditEntry
from service.topics.models import ThemeStep, ThemeStepChange
from service.topics.rules import needs_reason, state_after
from tests.conftest import Browser, TownDatabase

MONTHS = [f"{today().year + 1}-05", f"{today().year + 1}-09"]


def page(client: Browser, path: str = "/themes/green") -> str:
    answer = client.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, (path, answer.status_code)
    return str(answer.get_data(as_text=True))


def add_step(client: Browser, **changes: Any) -> Any:
    return client.send(
        "/themes/green/steps",
        {"month": MONTHS[0], "text_fi": "Puisto <b>avataan</b>", "text_sv": "Parken öppnas"} | changes,
    )


def change(client: Browser, town: TownDatabase, **changes: Any) -> Any:
    with town.session() as db:
        step = db.scalars(select(ThemeStep)).one()
        seen = max(db.scalars(select(ThemeStepChange.id).where(ThemeStepChange.step_id == step.id)))
        values = {
            "month": f"{step.month:%Y-%m}", "text_fi": step.texts["fi"], "text_sv": step.texts.get("sv", ""),
            "state": "planned", "seen": str(seen),
        }  # fmt: skip
    return client.send(f"/themes/green/steps/{step.id}", values | changes)


@pytest.mark.parametrize(
    ("before", "wanted", "is_altered", "after"),
    [
        ("planned", "planned", False, "planned"),
        ("planned", "planned", True, "changed"),
        ("changed", "planned", False, "changed"),
        ("planned", "done", True, "done"),
        ("dropped", "planned", False, "changed"),
        ("changed", "dropped", False, "dropped"),
    ],
)
def test_a_plan_that_was_altered_stays_marked(before: str, wanted: str, is_altered: bool, after: str) -> None:
    assert state_after(before, wanted, is_altered=is_altered) == after
    assert needs_reason(before, after, is_altered=is_altered) == (is_altered or after not in (before, "done"))


def test_everybody_reads_a_theme_and_only_leaders_write(client: Browser) -> None:
    assert "/themes/green" in page(client, "/themes")
    assert "/themes/green/edit" not in page(client)
    assert client.get("/themes/nobody").status_code == 404
    assert client.get("/themes/green/edit").status_code == 401
    client.sign_in("moderator")
    assert client.get("/themes/green/edit").status_code == 403
    assert add_step(client).status_code == 403


def test_a_step_keeps_what_it_was_and_why(client: Browser, town: TownDatabase) -> None:
    client.sign_in("planner")
    assert add_step(client).status_code == 303
    assert "Puisto &lt;b&gt;avataan&lt;/b&gt;" in page(client)
    without = change(client, town, month=MONTHS[1])
    assert without.status_code == 422
    assert "reason_fi" in without.get_data(as_text=True)
    assert change(client, town, month=MONTHS[1], reason_fi="Urakka myöhästyi.").status_code == 303
    shown = page(client)
    assert "Urakka myöhästyi." in shown
    assert "toukokuu" in shown
    assert "syyskuu" in shown
    assert change(client, town, state="done").status_code == 303
    with town.session() as db:
        assert [one.state for one in db.scalars(select(ThemeStepChange).order_by(ThemeStepChange.id))] == [
            "planned", "changed", "done",
        ]  # fmt: skip
        acts = list(db.scalars(select(AuditEntry.action).where(AuditEntry.subject_id == "green")))
    assert acts == ["theme.step_added", "theme.step_changed", "theme.step_changed"]


def test_nothing_typed_is_lost_and_nobody_overwrites_another(client: Browser, town: TownDatabase) -> None:
    client.sign_in("official")
    empty = add_step(client, text_fi="", text_sv="", month="soon")
    assert empty.status_code == 422
    add_step(client)
    assert change(client, town, state="dropped", reason_sv="Pengarna tog slut.").status_code == 303
    late = change(client, town, seen="0", text_fi="Toinen teksti", reason_fi="Kirjoitin hitaasti.")
    assert late.status_code == 412
    assert "Toinen teksti" in late.get_data(as_text=True)
    assert "Kirjoitin hitaasti." in late.get_data(as_text=True)


def test_steps_are_told_to_those_who_follow(client: Browser, town: TownDatabase) -> None:
    client.sign_in("planner")
    add_step(client)
    change(client, town, month=MONTHS[1], reason_fi="Urakka myöhästyi.")
    with town.database.public_engine.connect() as public:
        subject = followed_by_name(public, 1, "theme", "green")
        assert subject is not None
        assert subject.path == "/themes/green"
        found = [one for one in newest_of(public, subject, limit=20) if one.kind == "theme_step"]
    assert [one.state for one in found] == ["changed", "planned"]
    feed = client.get("/themes/green/feed.atom").get_data(as_text=True)
    assert "Urakka myöhästyi." in feed
    assert feed.count("#path") == 2
    assert "Urakka myöhästyi." in client.get("/feed.atom").get_data(as_text=True)
    assert client.get("/themes/traffic/feed.atom").get_data(as_text=True).count("#path") == 0


def test_a_theme_has_a_thread_as_everything_else(client: Browser) -> None:
    shown = page(client)
    where = shown.split('action="/discussion/theme/')[1].split("/")[0]
    assert client.send(f"/discussion/theme/{where}/comments", {"body": "Lisää puita, kiitos."}).status_code == 303
    assert "Lisää puita, kiitos." in page(client)
    assert "Lisää puita, kiitos." in client.get("/themes/green/feed.atom").get_data(as_text=True)
    assert client.send("/discussion/theme/99999/comments", {"body": "Ei mitään."}).status_code == 404


def test_an_owner_is_shown_while_they_work_here(client: Browser, town: TownDatabase) -> None:
    with town.session() as db:
        planner = db.scalars(select(Person).where(Person.email == "planner@testila.example")).one()
        person, name = str(planner.id), planner.display_name
        stranger = Person(email="ei@toissa.example", display_name="Ei Töissä")
        db.add(stranger)
        db.commit()
        other = str(stranger.id)
    client.sign_in("official")
    assert client.send("/themes/green/owner", {"person": other, "unit": ""}).status_code == 422
    assert client.send("/themes/green/owner", {"person": person, "unit": ""}).status_code == 303
    assert name in page(client)
    assert name in page(client, "/themes")
    with town.database.session() as db:
        db.execute(delete(RoleGrant).where(RoleGrant.person_id == planner.id))
    client.get("/sign-out")
    visitor = client.application.test_client()
    assert name not in visitor.get("/themes/green").get_data(as_text=True)
