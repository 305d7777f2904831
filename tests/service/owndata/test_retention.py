"""Old inputs stay and lead to nobody: what is due, what a dry run says, and what is left of it."""

from __future__ import annotations

import argparse
import datetime as dt
from typing import Any

import pytest
from sqlalchemy import func, select, text

from service.audit import first_broken_entry
from service.cli import retention as command
from service.owndata.retention import apply_retention
from service.personal import months_kept
from service.records import AuditEntry
from tests.conftest import SECRET, Browser, TownDatabase
from tests.service.owndata.conftest import Dump
from tests.service.owndata.seed import Seeded

KINDS = {"pin": 1, "comment": 1, "area_drawing": 1, "walker": 1, "statement": 1, "signature": 1}
LEADS = text(
    "SELECT (SELECT count(*) FROM service.pin WHERE edit_token_hash IS NOT NULL OR author_id IS NOT NULL), "
    "(SELECT count(*) FROM service.comment WHERE author_name <> '' OR edit_token_hash IS NOT NULL), "
    "(SELECT count(*) FROM service.area_drawing WHERE edit_token_hash <> ''), "
    "(SELECT count(*) FROM service.walker WHERE token_hash IS NOT NULL), (SELECT count(*) FROM service.follow), "
    "(SELECT count(*) FROM service.statement WHERE author_name <> '' OR author_id IS NOT NULL), "
    "(SELECT count(*) FROM service.statement_signature WHERE name <> '' OR email IS NOT NULL OR person_id IS NOT NULL)"
)


def age(town: TownDatabase, months: float) -> None:
    """Let everything be so many months old."""
    ago = {"days": dt.timedelta(days=months * 30.5)}
    with town.database.session() as db:
        db.execute(text("UPDATE service.pin SET changed_at = now() - :days, created_at = now() - :days"), ago)
        db.execute(text("UPDATE service.comment SET created_at = now() - :days, staff_title = ''"), ago)
        db.execute(text("UPDATE service.area_call SET opens_on = now() - :days, closes_on = now() - :days"), ago)
        db.execute(text("UPDATE service.statement SET changed_at = now() - :days"), ago)
        db.execute(text("UPDATE service.statement_signature SET confirmed_at = now() - :days"), ago)
        db.execute(text("UPDATE service.walk SET ended_at = now() - :days"), ago)


def cut(town: TownDatabase, *, is_dry_run: bool = False) -> dict[str, int]:
    with town.database.session() as db:
        (only,) = apply_retention(db, SECRET, is_dry_run=is_dry_run)
    return dict(only.counts)


@pytest.mark.parametrize(("months", "due"), [(23, {}), (25, KINDS)])
def test_what_is_old_enough_is_cut_once(
    town: TownDatabase, somebody: Seeded, months: int, due: dict[str, int]
) -> None:
    age(town, months)
    assert cut(town, is_dry_run=True) == due
    assert cut(town, is_dry_run=True) == due  # a dry run changes nothing
    assert cut(town) == due
    assert cut(town) == {}
    with town.session() as db:
        assert list(db.execute(LEADS).one()) == ([0] if due else [1]) * 7


def test_the_texts_stay_and_the_person_keeps_the_account(
    town: TownDatabase, somebody: Seeded, dump: Dump, client: Browser
) -> None:
    age(town, 30)
    cut(town)
    after = dump()
    stays = {name: words for name, words in somebody.kept.items() if name != "service.comment.staff_title"}
    assert [words for words in stays.values() if words not in after] == []
    assert somebody.gone["service.comment.author_name"] not in after
    assert client.send("/sign-in/demo", {"email": somebody.email}).status_code == 303


def test_a_municipality_says_how_long(town: TownDatabase, somebody: Seeded) -> None:
    with town.database.session() as db:
        db.execute(text("UPDATE boundaries.municipality SET settings = '{\"retention_months\": 6}'"))
    age(town, 7)
    assert cut(town) == KINDS


@pytest.mark.parametrize(("closed", "is_due"), [(2, False), (4, True), (None, True)])
def test_a_campaign_says_how_long_its_ideas_are_kept(
    town: TownDatabase, somebody: Seeded, closed: int | None, is_due: bool
) -> None:
    age(town, 5)
    assert cut(town, is_dry_run=True) == {}
    with town.database.session() as db:
        db.execute(
            text(
                "UPDATE service.campaign AS k SET retention_months = 3, opens_at = NULL, "
                "closes_at = now() - make_interval(months => CAST(:closed AS integer)) "
                "FROM service.pin AS p WHERE p.id = :id AND k.id = p.campaign_id"
            ),
            {"closed": closed, "id": somebody.keys["service.pin"]},
        )
    assert cut(town) == ({"pin": 1} if is_due else {})


@pytest.mark.parametrize(
    ("given", "months"), [(6, 6), (0, 1), (-5, 1), (9999, 120), ("6", 24), (True, 24), (None, 24), (2.5, 24)]
)
def test_strange_settings_keep_neither_nothing_nor_everything(given: Any, months: int) -> None:
    assert months_kept({"retention_months": given}) == months


def test_every_cut_is_in_the_log(town: TownDatabase, somebody: Seeded) -> None:
    age(town, 30)
    before = datetime_of_newest(town)
    cut(town)
    with town.session() as db:
        entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "retention.applied")).one()
        assert entry.detail == {**KINDS, "months": 24}
        assert entry.at > before
        assert first_broken_entry(db, newest=1) is None


def datetime_of_newest(town: TownDatabase) -> dt.datetime:
    with town.session() as db:
        return db.scalar(select(func.max(AuditEntry.at))) or dt.datetime.min.replace(tzinfo=dt.UTC)


def test_the_command_says_what_is_due_and_then_does_it(
    town: TownDatabase, somebody: Seeded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (
        ("DATABASE_URL", town.settings.database_url),
        ("SERVICE_DATABASE_URL", town.settings.service_database_url),
        ("ALUEKARTTA_SECRET_KEY", SECRET),
    ):
        monkeypatch.setenv(name, value)
    age(town, 30)
    line = "testila (after 24 months): area_drawing 1, comment 1, pin 1, signature 1, statement 1, walker 1"
    for is_dry, end in ((True, "due"), (False, "cut")):
        assert command.run(argparse.Namespace(dry_run=is_dry)) == 0
        assert capsys.readouterr().out == f"{line} {end}\n"
    command.run(argparse.Namespace(dry_run=False))
    assert "nothing" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_privacy_page_names_everything_that_is_declared(client: Browser, language: str) -> None:
    from service.i18n import gettext_in
    from service.personal import registry

    page = client.get(f"/privacy?lang={language}", headers={"Accept": "text/html"}).text.replace("&#39;", "'")
    for one in registry().tables.values():
        assert gettext_in(language, one.what) in page
        assert gettext_in(language, one.kept) in page
    assert "24" in page
