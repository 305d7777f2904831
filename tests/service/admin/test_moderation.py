"""Publishing and hiding: what leaves which output, what the log keeps, and what cannot be done."""

from __future__ import annotations

import re
import threading
import uuid
from typing import Any

import pytest
from flask import Flask
from geoalchemy2.shape import from_shape
from sqlalchemy import select, text

from geo.crs import METRIC
from service.admin.queue import KINDS, REASONS
from service.discussion.models import Comment
from service.maps.tiles import TileApp
from service.participation.pins.models import Pin
from service.proposals.models import Proposal
from service.proposals.operations import coverage_now
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.factories.world import SRID, square
from tests.service.admin.conftest import Store

CANARY = "'\"><svg onload=alert(1)>"


def visibility(town: TownDatabase, pin: Pin) -> str:
    with town.session() as db:
        return str(db.scalar(select(Pin.visibility).where(Pin.id == pin.id)))


def hide(client: Browser, pin: Pin, **more: Any) -> Any:
    return client.send("/admin/moderate", {"deed": f"hide pin:{pin.id}", **more})


def pin_tile_bytes(app: Flask) -> bytes:
    """The bytes of the tiles that hold the town's middle, at a zoom that draws clusters and one that draws pins."""
    tiles = TileApp(app.extensions["database"])
    middle = square("05").centroid
    found = b""
    for zoom in (8, 13):
        side = METRIC.matrix.resolution(zoom) * METRIC.matrix.tile_size
        x = int((middle.x - METRIC.matrix.minx) // side)
        y = int((METRIC.matrix.maxy - middle.y) // side)
        path = f"/tiles/{METRIC.matrix.name}/pins/{zoom}/{x}/{y}.mvt"
        environ = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": ""}
        found += b"".join(tiles(environ, lambda status, headers, exc=None: lambda data: None))
    return found


def test_a_hidden_idea_leaves_every_output_at_once(client: Browser, app: Flask, store: Store) -> None:
    pin = store("Penkki lehmuksen alle")
    assert len(pin_tile_bytes(app)) > 0
    client.sign_in("moderator")
    assert hide(client, pin, reason="spam").status_code == 303
    visitor = app.test_client()
    page = visitor.get(f"/pins/{pin.reference}", headers={"Accept": "text/html"})
    assert page.status_code in (404, 410)
    assert pin.reference in page.get_data(as_text=True)
    assert "lehmuksen" not in page.get_data(as_text=True)
    assert visitor.get(f"/api/pins/{pin.reference}").status_code in (404, 410)
    assert visitor.get("/api/pins").get_json()["features"] == []
    assert "lehmuksen" not in visitor.get("/pins").get_data(as_text=True)
    assert "lehmuksen" not in visitor.get("/").get_data(as_text=True)
    assert visitor.get("/ogc/collections/pins/items?f=json").get_json()["features"] == []
    assert pin_tile_bytes(app) == b""


def test_one_click_publishes_what_waits(client: Browser, app: Flask, store: Store, town: TownDatabase) -> None:
    pin = store("Uimaranta takaisin", "pending")
    client.sign_in("moderator")
    page = client.get("/admin/").get_data(as_text=True)
    assert "Uimaranta takaisin" in page
    button = re.search(r'name="deed" value="(publish pin:[^"]+)"', page)
    assert button
    assert client.send("/admin/moderate", {"deed": button[1]}).status_code == 303
    assert visibility(town, pin) == "public"
    assert "Uimaranta takaisin" in app.test_client().get("/pins").get_data(as_text=True)


def test_hiding_can_be_undone_and_both_are_logged(client: Browser, store: Store, town: TownDatabase) -> None:
    pin = store("Valaistus polulle")
    client.sign_in("moderator")
    hide(client, pin, reason="personal_data", note="puhelinnumero")
    page = client.get("/admin/hidden?lang=fi").get_data(as_text=True)
    assert "Valaistus polulle" in page
    assert "puhelinnumero" in page
    assert "Moderator" in page
    client.send("/admin/moderate", {"deed": f"publish pin:{pin.id}", "back": "hidden"})
    assert visibility(town, pin) == "public"
    with town.session() as db:
        entries = db.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(e.action, e.detail["visibility"]) for e in entries] == [
        ("pin.hidden", ["public", "hidden"]),
        ("pin.published", ["hidden", "public"]),
    ]
    assert entries[0].detail["reason"] == "personal_data: puhelinnumero"
    assert entries[0].actor_id is not None


def test_ticked_boxes_are_moderated_together(client: Browser, store: Store, town: TownDatabase) -> None:
    pins = [store(f"Ehdotus numero {n}", "pending") for n in range(3)]
    client.sign_in("official")
    ticked = [f"pin:{pin.id}" for pin in pins[:2]]
    assert client.send("/admin/moderate", {"deed": "hide", "item": ticked}).status_code == 303
    assert [visibility(town, pin) for pin in pins] == ["hidden", "hidden", "pending"]
    assert client.send("/admin/moderate", {"deed": "publish", "item": ticked}).status_code == 303
    assert [visibility(town, pin) for pin in pins] == ["public", "public", "pending"]


def test_nothing_ticked_is_answered_with_a_sentence(client: Browser) -> None:
    client.sign_in("moderator")
    client.send("/admin/moderate", {"deed": "hide"})
    assert "Valitse ensin" in client.get("/admin/?lang=fi").get_data(as_text=True)


@pytest.mark.parametrize(
    "form",
    [
        {"deed": "erase"},
        {"deed": "hide", "reason": "because"},
        {"deed": "hide", "back": "//elsewhere.example"},
        {"deed": "hide", "unknown": "1"},
        {},
    ],
)
def test_a_form_that_makes_no_sense_is_refused(client: Browser, form: dict[str, str]) -> None:
    client.sign_in("moderator")
    assert client.send("/admin/moderate", form).status_code == 422


def test_items_that_are_none_change_nothing(client: Browser, store: Store, town: TownDatabase) -> None:
    pin = store("Ehdotus")
    client.sign_in("moderator")
    items = [f"pin:{uuid.uuid4()}", "pin:'; DROP TABLE service.pin", "person:1", f"comment:{pin.id}"]
    assert client.send("/admin/moderate", {"deed": "hide", "item": items}).status_code == 303
    assert visibility(town, pin) == "public"


def test_what_its_author_took_back_stays_taken_back(client: Browser, store: Store, town: TownDatabase) -> None:
    pin = store("Perun tämän", "withdrawn")
    client.sign_in("administrator")
    client.send("/admin/moderate", {"deed": f"publish pin:{pin.id}"})
    assert visibility(town, pin) == "withdrawn"


def test_another_municipality_is_out_of_reach(client: Browser, store: Store, town: TownDatabase) -> None:
    pin = store("Naapurikaupungin asia", "pending")
    with town.database.session() as db:
        db.execute(
            text(
                "INSERT INTO boundaries.municipality "
                "(slug, code, names, languages, reference_prefix, centre, zoom, geom) "
                "SELECT 'naapuri', '996', names, languages, 'NAA', centre, zoom, geom FROM boundaries.municipality"
            )
        )
        db.execute(
            text(
                "UPDATE service.pin SET municipality_id = "
                "(SELECT id FROM boundaries.municipality WHERE slug = 'naapuri')"
            )
        )
    client.sign_in("administrator")
    assert "Naapurikaupungin" not in client.get("/admin/").get_data(as_text=True)
    client.send("/admin/moderate", {"deed": f"publish pin:{pin.id}"})
    assert visibility(town, pin) == "pending"


def test_two_moderators_at_once_leave_one_entry(app: Flask, store: Store, town: TownDatabase) -> None:
    pin = store("Sama ehdotus")
    browsers = [app.test_client() for _ in range(4)]
    for browser in browsers:
        browser.sign_in("moderator")  # type: ignore[attr-defined]
    threads = [threading.Thread(target=hide, args=(browser, pin)) for browser in browsers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with town.session() as db:
        assert len(db.scalars(select(AuditEntry)).all()) == 1


def comment_on_proposal(client: Browser, town: TownDatabase, body: str) -> None:
    with town.database.session() as db:
        shape = from_shape(square("05"), SRID)
        covers = coverage_now(db, 1, square("05"))
        db.add(Proposal(municipality_id=1, slug="puisto", title="Puisto", state="open", geom=shape, coverage=covers))
    answer = client.send("/discussion/proposal/puisto/comments", {"body": body, "author_name": "Naapuri"})
    assert answer.status_code == 303


def test_a_comment_is_hidden_and_shown_again(client: Browser, town: TownDatabase) -> None:
    comment_on_proposal(client, town, "Tyhmä ehdotus " + CANARY)
    with town.session() as db:
        comment = db.scalars(select(Comment)).one()
    client.sign_in("moderator")
    client.send(f"/discussion/comments/{comment.id}/hide", {"reason": "rules"})
    page = client.get("/admin/hidden").get_data(as_text=True)
    assert "Tyhmä ehdotus" in page
    assert "<svg onload" not in page
    assert "Tyhmä" not in client.get("/proposals/puisto").get_data(as_text=True)
    client.send("/admin/moderate", {"deed": f"publish comment:{comment.id}", "back": "hidden"})
    assert "Tyhmä" in client.get("/proposals/puisto").get_data(as_text=True)


def test_counts_of_comments_follow_what_is_shown(client: Browser, store: Store, town: TownDatabase) -> None:
    pin = store("Penkki")
    client.send(f"/discussion/pin/{pin.id}/comments", {"body": "Kannatan", "author_name": ""})
    with town.session() as db:
        comment = db.scalars(select(Comment)).one()
    client.sign_in("moderator")
    for deed, expected in (("hide", 0), ("hide", 0), ("publish", 1), ("publish", 1)):
        client.send("/admin/moderate", {"deed": f"{deed} comment:{comment.id}"})
        with town.session() as db:
            assert db.scalar(select(Pin.comment_count).where(Pin.id == pin.id)) == expected


def test_a_comment_below_a_hidden_idea_can_be_moderated(client: Browser, store: Store, town: TownDatabase) -> None:
    pin = store("Penkki")
    client.send(f"/discussion/pin/{pin.id}/comments", {"body": "Kannatan", "author_name": ""})
    with town.session() as db:
        comment = db.scalars(select(Comment)).one()
    client.sign_in("moderator")
    hide(client, pin)
    assert client.send("/admin/moderate", {"deed": f"hide comment:{comment.id}"}).status_code == 303
    with town.session() as db:
        assert db.get(Comment, comment.id).visibility == "hidden"  # type: ignore[union-attr]


def test_the_button_stands_on_the_page_of_the_idea(client: Browser, app: Flask, store: Store) -> None:
    pin = store("Penkki")
    client.sign_in("moderator")
    assert f"hide pin:{pin.id}" in client.get(f"/pins/{pin.reference}").get_data(as_text=True)
    assert "hide pin:" not in app.test_client().get(f"/pins/{pin.reference}").get_data(as_text=True)


def test_texts_of_the_queue_are_escaped(client: Browser, store: Store) -> None:
    store("Hei " + CANARY, "pending")
    client.sign_in("moderator")
    page = client.get("/admin/").get_data(as_text=True)
    assert "Hei" in page
    assert "<svg onload" not in page


def test_each_choice_of_the_filter_can_be_chosen(client: Browser, town: TownDatabase) -> None:
    client.sign_in("moderator")
    for choice in [*(f"kind={one}" for one in KINDS), *(f"why={one}" for one in REASONS)]:
        assert client.get(f"/admin/?{choice}").status_code == 200, choice
