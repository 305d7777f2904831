"""A backup that is restored brings nobody back: the list of erasures is applied again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text

from service.accounts.models import Person
from service.owndata.erasure import erase_account
from service.owndata.listing import apply_again, read_list, write_list
from service.participation.pins.models import Pin
from service.records import Erasure
from tests.conftest import SECRET, TownDatabase
from tests.service.owndata.conftest import Dump
from tests.service.owndata.seed import Seeded, seed


def test_what_was_erased_is_erased_again_after_a_restore(
    cluster: Any, town: TownDatabase, somebody: Seeded, other: Seeded, dump: Dump, tmp_path: Path
) -> None:
    backup = f"{town.name}_backup"
    town.database.close()  # a copy needs the database to itself
    cluster.create(backup, town.name)
    listed = tmp_path / "erasures" / "list.jsonl"
    with town.database.session() as db:
        db.execute(text("DELETE FROM service.erasure"))  # those that were seeded
        erase_account(db, 1, somebody.person_id, secret_key=SECRET, takes_back=True)
    with town.session() as db:
        assert write_list(db, listed) == 1
        assert write_list(db, listed) == 1
    town.database.close()
    cluster.drop(town.name)
    cluster.create(town.name, backup)  # the restore: as it was before the erasure
    cluster.drop(backup)
    with town.session() as db:
        assert db.get(Person, somebody.person_id) is not None
    with town.database.session() as db:
        assert apply_again(db, listed, SECRET) == 1
    after = dump()
    for words in {*somebody.gone.values(), somebody.email, somebody.kept["service.pin.body"]}:
        assert words not in after, words
    assert other.email in after
    with town.database.session() as db:
        assert apply_again(db, listed, SECRET) == 0


def test_a_list_that_was_cut_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    listed = tmp_path / "list.jsonl"
    whole = '{"thing_id": "7a0a6a5e-0000-4000-8000-000000000001", "kind": "person", "takes_back": false}\n'
    listed.write_text(whole + '{"thing_id": "7a0a6a5e-0000-4000-80')
    assert len(read_list(listed)) == 1
    assert read_list(tmp_path / "none") == {}


def test_the_worker_writes_the_list(town: TownDatabase, somebody: Seeded, tmp_path: Path, monkeypatch: Any) -> None:
    from service.owndata.tasks import write_erasures

    monkeypatch.setenv("DATABASE_URL", town.settings.database_url)
    monkeypatch.setenv("SERVICE_DATABASE_URL", town.settings.service_database_url)
    monkeypatch.setenv("ALUEKARTTA_SECRET_KEY", SECRET)
    monkeypatch.setenv("ALUEKARTTA_UPLOADS", str(tmp_path))
    with town.database.session() as db:
        erase_account(db, 1, somebody.person_id, secret_key=SECRET)
        asked = text("SELECT count(*) FROM jobs.procrastinate_jobs WHERE task_name = 'write_erasures'")
        assert db.execute(asked).scalar_one() == 1
    write_erasures()
    assert somebody.person_id in read_list(tmp_path / "erasures" / "list.jsonl")


def test_a_pin_without_an_account_is_on_the_list_too(town: TownDatabase, tmp_path: Path) -> None:
    from service.owndata.erasure import erase_pin

    who = seed(town, "Linkki")
    pin_id = who.keys["service.pin"]
    with town.database.session() as db:
        db.execute(text("DELETE FROM service.erasure"))
        erase_pin(db, 1, pin_id, secret_key=SECRET, takes_back=False)
    with town.session() as db:
        assert write_list(db, tmp_path / "list.jsonl") >= 1
    with town.database.session() as db:
        db.execute(text("UPDATE service.pin SET edit_token_hash = 'x' WHERE id = :id"), {"id": pin_id})
        assert apply_again(db, tmp_path / "list.jsonl", SECRET) == 1
        assert db.get_one(Pin, pin_id).edit_token_hash is None
        assert db.scalar(select(func.count()).select_from(Erasure).where(Erasure.thing_id == pin_id)) == 1
