"""After a walk: who walked where, as whom and how it was, without telling of fewer than five; paper; statistics."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from service.participation.walks.models import Observation, Walk, Walker
from tests.conftest import Browser, TownDatabase
from tests.service.walks.conftest import Phone, joined, observation, walk_form
from tests.service.walks.test_walks import text_of

pytestmark = pytest.mark.usefixtures("notes_stay_right")


def told(**answers: Any) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), **answers}


def page(client: Browser, path: str) -> str:
    return text_of(client.get(f"{path}?lang=fi").get_data(as_text=True))


@pytest.fixture
def group(app: Flask, town: TownDatabase, open_walk: str) -> list[Phone]:
    """Six walkers: five residents of whom one is with children, and one from the police."""
    roles: list[tuple[str, ...]] = [("resident",)] * 4 + [("resident", "parent"), ("police",)]
    return [joined(app, town, open_walk, one) for one in roles]


def test_few_walkers_are_not_told_apart(client: Browser, group: list[Phone], open_walk: str) -> None:
    group[0].send("passages", told(segment=1, nothing=True))
    for phone in group[:4]:
        phone.send("experience", told(worth=5, text="Vain järjestäjille"))
    text = page(client, f"/walks/{open_walk}")
    assert "alle viisi kulkijaa ei huomautettavaa" in text and "kukaan ei kävellyt tästä" in text
    assert "Asukas 5" in text and "Poliisista" not in text and "Pienten lasten" not in text
    assert "Kävelylle kannatti" not in text, "four answers are too few"
    assert "Vain järjestäjille" not in text


def test_five_are(client: Browser, group: list[Phone], open_walk: str) -> None:
    for number, phone in enumerate(group[:5]):
        phone.send("passages", told(segment=2, nothing=True))
        phone.send("experience", told(worth=3 + number % 2, heard=5 if number else None))
    text = page(client, f"/walks/{open_walk}")
    assert "5 kulkijaa ei huomautettavaa: 5" in text
    assert "Kävelylle kannatti lähteä 3,4" in text and "Minua kuunneltiin kävelyllä ei julkaistu" in text


def test_a_kind_that_could_be_subtracted_is_kept_back(
    client: Browser, app: Flask, town: TownDatabase, open_walk: str
) -> None:
    for role, count in (("resident", 6), ("pupil", 5), ("police", 1)):
        for _ in range(count):
            joined(app, town, open_walk, (role,))
    text = page(client, f"/walks/{open_walk}")
    assert "Asukas 6" in text and "Koululainen" not in text, "12 walkers less 6 and 5 would be the one"


def test_the_pair_stands_beside_it(
    client: Browser, app: Flask, official: Browser, town: TownDatabase, open_walk: str
) -> None:
    form = walk_form(title="Pari", second_day=walk_form()["day"], second_time=walk_form()["time"])
    assert official.send("/walks/new", form).status_code == 303
    phone = joined(app, town, "pari-2")
    phone.send("passages", told(segment=1))
    html = client.get("/walks/pari?lang=fi").get_data(as_text=True)
    assert '<th scope="col">päivänvalossa</th><th scope="col">pimeällä</th>' in html
    assert html.count("kukaan ei kävellyt tästä") == 3 and html.count("alle viisi kulkijaa") == 1


def test_statistics_as_a_page_and_as_a_table(
    client: Browser, official: Browser, group: list[Phone], open_walk: str, town: TownDatabase
) -> None:
    for phone in group:
        phone.send("experience", told(worth=4))
    group[0].send("observations", observation())
    assert "0 kulkijaa" not in page(client, "/walks/statistics")
    official.send(f"/walks/{open_walk}/state", {"state": "ended"})
    official.send("/walks/new", walk_form(title="Peruttu"))
    official.send("/walks/peruttu/state", {"state": "cancelled"})
    text = page(client, "/walks/statistics")
    assert "Kävelyt 1 Kulkijoita 6 Havainnot 1" in text and "6 vastausta" in text, text[-1500:]
    answer = client.get("/walks/statistics.csv?lang=fi")
    rows = answer.get_data(as_text=True).lstrip("\ufeff").splitlines()
    assert rows[0].startswith("Vuosi;Aihe;Kävelyt;Kulkijoita") and len(rows) == 2
    assert rows[1].split(";")[1:5] == ["Liikkuminen", "1", "6", "1"] and rows[1].endswith(";6;4")


def test_what_walkers_told_is_for_the_organisers(official: Browser, group: list[Phone], open_walk: str) -> None:
    group[0].send("experience", told(text="Kiitos <b>paljon</b>"))
    html = official.get(f"/walks/{open_walk}/manage").get_data(as_text=True)
    assert "Kiitos &lt;b&gt;paljon&lt;/b&gt;" in html


def test_the_sheet_has_stops_lines_and_the_code(official: Browser, client: Browser, open_walk: str) -> None:
    html = official.get(f"/walks/{open_walk}/sheet?lang=fi").get_data(as_text=True)
    assert html.count("sheet-line") > 12 and "<svg" in html and "Ryhmäkoodi" in html and "3. Tori" in html
    assert client.get(f"/walks/{open_walk}/sheet").status_code == 401


SHEET = {
    "roles": ["older", "wheels"],
    "at": ["stop:1", "segment:2", "stop:1"],
    "severity": ["minor", "danger", "minor"],
    "text": ["Penkki puuttuu.", "Luiska on liian jyrkkä.", ""],
    "wish": ["Tuokaa penkki.", "", ""],
    "walked": ["1", "2"],
    "nothing": ["1"],
    "ease": "2",
    "words": "Raskas reitti",
}


def test_a_sheet_is_entered_whole(official: Browser, client: Browser, town: TownDatabase, open_walk: str) -> None:
    assert official.send(f"/walks/{open_walk}/paper", SHEET).status_code == 303
    with town.session() as db:
        walker = db.scalars(select(Walker)).one()
        notes = db.scalars(select(Observation).order_by(Observation.number)).all()
        assert walker.method == "paper" and walker.entered_by is not None and walker.roles == ["older", "wheels"]
        assert [(note.method, note.entered_by == walker.entered_by) for note in notes] == [("paper", True)] * 2
        assert notes[0].observed_at == db.scalars(select(Walk.walked_at)).one()
    text = page(client, f"/walks/{open_walk}")
    assert "Penkki puuttuu." in text and "Paperilta" in text and "Tuokaa penkki." in text


def test_a_sheet_with_a_fault_is_not_kept_and_not_lost(official: Browser, town: TownDatabase, open_walk: str) -> None:
    wrong = {**SHEET, "text": ["Penkki puuttuu.", "Soita 040 1234567", ""]}
    answer = official.send(f"/walks/{open_walk}/paper?lang=fi", wrong)
    html = answer.get_data(as_text=True)
    assert (
        answer.status_code == 422
        and "Rivi 2: Tekstissä" in html
        and "Penkki puuttuu." in html
        and "Raskas reitti" in html
    )
    with town.session() as db:
        assert db.scalars(select(Walker)).all() == [] and db.scalars(select(Observation)).all() == []
    assert (
        official.send(
            f"/walks/{open_walk}/paper", {"at": ["stop:1"], "severity": ["minor"], "text": [""], "wish": [""]}
        ).status_code
        == 422
    )


def test_only_staff_enter_paper(client: Browser, town: TownDatabase, open_walk: str) -> None:
    assert client.send(f"/walks/{open_walk}/paper", SHEET).status_code == 401
    with town.session() as db:
        db.execute(update(Walk).values(state="ended"))
        db.commit()
    client.sign_in("moderator")
    assert client.send(f"/walks/{open_walk}/paper", SHEET).status_code == 303, "sheets come in after the end"
