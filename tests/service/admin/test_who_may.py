"""Who may moderate and who may read the log: every role against every page."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.conftest import Browser, TownDatabase
from tests.service.admin.conftest import Store

PAGES = ("/admin/", "/admin/hidden", "/admin/unanswered", "/admin/log")
MODERATES = {"moderator", "official", "administrator"}


@pytest.mark.parametrize("role", ["planner", "official", "moderator", "administrator"])
def test_each_role_opens_its_own_pages_alone(client: Browser, role: str) -> None:
    client.sign_in(role)
    for page in PAGES:
        allowed = role == "administrator" if page == "/admin/log" else role in MODERATES
        answer = client.get(page, headers={"Accept": "text/html"})
        assert answer.status_code == (200 if allowed else 403), (page, role)


def test_a_visitor_is_asked_to_sign_in(client: Browser) -> None:
    for page in PAGES:
        assert client.get(page).status_code == 401


@pytest.mark.parametrize("role", [None, "planner", "official", "moderator", "administrator"])
def test_only_moderating_roles_hide(client: Browser, store: Store, town: TownDatabase, role: str | None) -> None:
    pin = store("Penkki lehmuksen alle")
    if role:
        client.sign_in(role)
    answer = client.send("/admin/moderate", {"deed": f"hide pin:{pin.id}"})
    assert answer.status_code == (303 if role in MODERATES else 403 if role else 401)
    with town.session() as db:
        visibility = db.get(type(pin), pin.id).visibility  # type: ignore[union-attr]
    assert visibility == ("hidden" if role in MODERATES else "public")


def test_the_log_tab_is_for_administrators(client: Browser, app: Flask) -> None:
    client.sign_in("moderator")
    assert 'href="/admin/log"' not in client.get("/admin/").get_data(as_text=True)
    other = app.test_client()
    other.sign_in("administrator")  # type: ignore[attr-defined]
    assert 'href="/admin/log"' in other.get("/admin/").get_data(as_text=True)
