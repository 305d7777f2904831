"""Reports: once a person, on everything that is public, first in the queue when many, and hiding nothing unasked."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from service.discussion.models import Comment
from service.moderation.models import Report
from service.participation.photos.operations import add_photo
from service.participation.photos.subjects import PhotoSubject
from service.participation.pins.models import Pin
from service.permissions import Actor
from tests.conftest import Browser, TownDatabase
from tests.factories.pictures import jpeg
from tests.service.admin.conftest import Store, store  # noqa: F401  (a fixture)


def report(app: Flask, path: str, address: str = "192.0.2.1", browser: Any = None, **form: str) -> Any:
    """Report as a new browser at an address."""
    visitor = browser or app.test_client()
    data = {"reason": "rules", **form}
    return visitor.send(f"/report/{path}", data, environ_overrides={"REMOTE_ADDR": address})


def count(town: TownDatabase) -> int:
    with town.session() as db:
        return db.scalar(select(func.count()).select_from(Report)) or 0


def test_everything_public_can_be_reported(
    client: Browser,
    app: Flask,
    town: TownDatabase,
    store: Store,  # noqa: F811
) -> None:
    pin = store("Penkki lehmuksen alle")
    with town.database.session() as db:
        comment = Comment(municipality_id=1, subject_kind="pin", subject_id=str(pin.id), body="Hyvä", language="fi")
        db.add(comment)
        photo = add_photo(db, Actor(1), PhotoSubject("pin", pin.id, 1), jpeg(), alt="Penkki")
        db.flush()
        paths = [f"pin/{pin.reference}", f"pin/{pin.id}", f"comment/{comment.id}", f"photo/{photo.id}", "area/05"]
    page = client.get(f"/pins/{pin.reference}").get_data(as_text=True)
    for path in (paths[0], *paths[2:4]):
        assert f'href="/report/{path}"' in page
    assert 'href="/report/area/05"' in client.get("/areas/05").get_data(as_text=True)
    for path in paths:
        form = client.get(f"/report/{path}")
        assert form.status_code == 200 and 'name="reason"' in form.get_data(as_text=True)
        assert report(app, path).status_code == 303, path
    client.sign_in("moderator")
    queue = client.get("/admin/?lang=fi&why=reported").get_data(as_text=True)
    assert queue.count("Yksi on ilmoittanut") == 4  # the idea was reported twice, from one address


def test_one_person_reports_once(app: Flask, town: TownDatabase, store: Store) -> None:  # noqa: F811
    pin = store("Penkki lehmuksen alle")
    browser = app.test_client()
    assert report(app, f"pin/{pin.reference}", browser=browser).status_code == 303
    assert report(app, f"pin/{pin.reference}", browser=browser, reason="spam").status_code == 303
    assert "Olet jo ilmoittanut" in browser.get("/pins?lang=fi").get_data(as_text=True)
    assert count(town) == 1


def test_parallel_reports_of_one_person_count_once(app: Flask, town: TownDatabase, store: Store) -> None:  # noqa: F811
    pin = store("Penkki lehmuksen alle")
    browser = app.test_client()
    token = browser.token()
    with browser.session_transaction() as session:
        session["browser"] = "the-same-browser"
    cookie = browser.get_cookie("form")
    assert cookie is not None

    def send(number: int) -> None:
        one = app.test_client()
        one.set_cookie("form", cookie.value)
        form = {"csrf_token": token, "idempotency_key": f"{number:020d}", "reason": "spam"}
        one.post(f"/report/pin/{pin.reference}", data=form)

    cookie = browser.get_cookie("form")
    threads = [threading.Thread(target=send, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert count(town) == 1


def test_three_people_bring_it_to_the_top_and_hide_nothing(
    client: Browser,
    app: Flask,
    town: TownDatabase,
    store: Store,  # noqa: F811
) -> None:
    pin, other = store("Penkki lehmuksen alle"), store("Uimaranta takaisin")
    for number in range(3):
        report(app, f"pin/{pin.reference}", f"192.0.2.{number}", body=f"Sana {number} <b>")
    for _ in range(5):  # one address with new browsers is one person
        report(app, f"pin/{other.reference}", "198.51.100.7")
    assert client.get(f"/pins/{pin.reference}").status_code == 200, "nothing is hidden by reports alone"
    client.sign_in("moderator")
    page = client.get("/admin/?lang=fi").get_data(as_text=True)
    assert page.index("lehmuksen") < page.index("Uimaranta")
    assert "3 on ilmoittanut" in page and "Yksi on ilmoittanut" in page and page.count("item--urgent") == 1
    assert "Sana 1 &lt;b&gt;" in page


def test_reports_hide_only_where_the_municipality_says_so(
    client: Browser,
    app: Flask,
    town: TownDatabase,
    store: Store,  # noqa: F811
) -> None:
    pin = store("Penkki lehmuksen alle")
    with town.database.session() as db:
        db.connection().exec_driver_sql("UPDATE boundaries.municipality SET settings = '{\"reports_hide\": 3}'")
    app.extensions.pop("municipalities", None)
    for number in range(2):
        report(app, f"pin/{pin.reference}", f"192.0.2.{number}")
    assert app.test_client().get(f"/pins/{pin.reference}").status_code == 200
    report(app, f"pin/{pin.reference}", "192.0.2.9")
    assert app.test_client().get(f"/pins/{pin.reference}").status_code == 404
    with town.session() as db:
        assert db.scalar(select(Pin.visibility).where(Pin.id == pin.id)) == "pending", "it waits; it is not gone"
    client.sign_in("administrator")
    assert "Ilmoitukset ottivat idean pois" in client.get("/admin/log?lang=fi").get_data(as_text=True)
    client.send("/admin/moderate", {"deed": f"publish pin:{pin.id}"})
    assert app.test_client().get(f"/pins/{pin.reference}").status_code == 200
    assert "Odottaa (0)" in client.get("/admin/?lang=fi").get_data(as_text=True)


def test_leaving_it_as_it_is_closes_the_reports_and_can_be_undone(
    client: Browser,
    app: Flask,
    store: Store,  # noqa: F811
) -> None:
    pin = store("Penkki lehmuksen alle")
    report(app, f"pin/{pin.reference}")
    report(app, "area/05", reason="wrong_place")
    client.sign_in("moderator")
    assert "Odottaa (2)" in client.get("/admin/?lang=fi").get_data(as_text=True)
    client.send("/admin/moderate", {"deed": "publish", "item": [f"pin:{pin.id}", "area:05"]})
    assert "Odottaa (0)" in client.get("/admin/?lang=fi").get_data(as_text=True)
    batch = client.get("/admin/deeds").get_data(as_text=True).split('name="batch" value="')[1].split('"')[0]
    client.send("/admin/undo", {"batch": batch})
    assert "Odottaa (2)" in client.get("/admin/?lang=fi").get_data(as_text=True)


@pytest.mark.parametrize("path", ["pin/TES-2026-99999", "pin/x", "comment/x", "photo/x", "area/x", "person/1"])
def test_what_is_not_there_cannot_be_reported(client: Browser, town: TownDatabase, path: str) -> None:
    assert client.get(f"/report/{path}").status_code == 404
    assert client.send(f"/report/{path}", {"reason": "rules"}).status_code == 404
    assert count(town) == 0


def test_what_is_hidden_cannot_be_reported(client: Browser, town: TownDatabase, store: Store) -> None:  # noqa: F811
    pin = store("Salainen idea", "hidden")
    for path in (f"pin/{pin.reference}", f"pin/{pin.id}"):
        answer = client.get(f"/report/{path}")
        assert answer.status_code == 404 and "Salainen" not in answer.get_data(as_text=True)


def test_a_wrong_report_keeps_what_was_typed(client: Browser, town: TownDatabase) -> None:
    answer = client.send("/report/area/05", {"body": "Raja on <i>väärin"})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and "Raja on &lt;i&gt;väärin" in page and "error-summary" in page
    assert client.send("/report/area/05", {"reason": "spam", "website": "x"}).status_code == 303
    assert count(town) == 0


def test_a_flood_of_reports_ends(client: Browser) -> None:
    answers = [client.send("/report/area/0" + str(n % 7 + 1), {"reason": "spam"}).status_code for n in range(25)]
    assert answers.count(429) == 5


def test_observations_of_walks_are_reported_and_hidden_in_the_same_queue(
    client: Browser, app: Flask, town: TownDatabase
) -> None:
    with town.database.session() as db:
        line = "ST_GeomFromText('LINESTRING(0 0, 1 1)', boundaries.metric_srid())"
        db.connection().exec_driver_sql(
            "INSERT INTO service.walk (municipality_id, slug, title, walked_at, light, participant_count, route) "  # noqa: S608
            f"VALUES (1, 'kavely', 'Kävely', now(), 'light', 3, {line})"
        )
        db.connection().exec_driver_sql(
            "INSERT INTO service.observation (walk_id, number, severity, body, geom) "  # noqa: S608
            f"SELECT id, 1, 'minor', 'Valo puuttuu', ST_StartPoint({line}) FROM service.walk"
        )
        key = db.connection().exec_driver_sql("SELECT key FROM service.observation").scalar_one()
    assert report(app, f"observation/{key}").status_code == 303
    client.sign_in("moderator")
    assert "Valo puuttuu" in client.get("/admin/?kind=observation").get_data(as_text=True)
    client.send("/admin/moderate", {"deed": f"hide observation:{key}"})
    assert app.test_client().get(f"/report/observation/{key}").status_code == 404
    assert "Valo puuttuu" in client.get("/admin/hidden").get_data(as_text=True)
    batch = client.get("/admin/deeds").get_data(as_text=True).split('name="batch" value="')[1].split('"')[0]
    client.send("/admin/undo", {"batch": batch})
    assert app.test_client().get(f"/report/observation/{key}").status_code == 200
