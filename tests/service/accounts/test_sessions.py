"""Sessions: new at signing in, gone for good at signing out, in cookies that stay where they belong."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text

from service.accounts.models import WebSession
from service.app import create_app
from service.web.devices import device_name
from service.web.sessions import token_hash
from tests.conftest import Browser, TownDatabase


def cookies_set(answer: Any) -> dict[str, str]:
    """The Set-Cookie lines of an answer by the cookie's name."""
    return {line.partition("=")[0]: line for line in answer.headers.getlist("Set-Cookie")}


def sign_in(client: Browser, next_page: str = "/") -> Any:
    return client.send("/sign-in/demo", {"email": "planner@testila.example", "next": next_page})


@pytest.fixture
def secure_app(town: TownDatabase) -> Iterator[Flask]:
    """The application as it runs behind TLS."""
    settings = replace(town.settings, public_url="https://127.0.0.1", demo_sign_in=True)
    app = create_app(settings)
    app.test_client_class = Browser
    yield app
    app.extensions["database"].close()


def test_signing_in_changes_the_csrf_secret_and_the_session(client: Browser, app: Flask) -> None:
    before_token, before_cookie = client.token(), client.get_cookie("form")
    sign_in(client)
    after = client.token()
    assert before_cookie is not None
    assert client.get_cookie("form").value != before_cookie.value  # type: ignore[union-attr]
    fixed: Any = app.test_client()
    fixed.set_cookie("sign-in", client.get_cookie("sign-in").value)  # type: ignore[union-attr]
    fixed.set_cookie("form", client.get_cookie("form").value)  # type: ignore[union-attr]
    form = {"idempotency_key": "k" * 20, "body": "x"}
    assert fixed.post("/sign-out", data={**form, "csrf_token": before_token}).status_code == 403
    assert fixed.post("/sign-out", data={**form, "csrf_token": after}).status_code == 303


def test_every_sign_in_has_a_token_of_its_own(client: Browser, town: TownDatabase) -> None:
    sign_in(client)
    first = client.get_cookie("sign-in").value  # type: ignore[union-attr]
    sign_in(client)
    second = client.get_cookie("sign-in").value  # type: ignore[union-attr]
    assert first != second
    assert len(second) >= 43
    with town.session() as db:
        stored = db.scalars(select(WebSession.token_hash)).all()
    assert token_hash(second) in stored
    assert second.encode() not in stored


def test_a_token_chosen_by_somebody_else_is_not_taken_over(client: Browser) -> None:
    client.set_cookie("sign-in", "chosen-by-somebody-else-0123456789abcdefghi")
    sign_in(client)
    assert client.get_cookie("sign-in").value != "chosen-by-somebody-else-0123456789abcdefghi"  # type: ignore[union-attr]


def test_a_copied_cookie_is_worth_nothing_after_signing_out(client: Browser, app: Flask) -> None:
    sign_in(client)
    copied = client.get_cookie("sign-in").value  # type: ignore[union-attr]
    assert client.send("/sign-out", {}).status_code == 303
    assert client.get_cookie("sign-in") is None
    thief: Any = app.test_client()
    thief.set_cookie("sign-in", copied)
    assert thief.get("/account").status_code == 401


def test_a_session_ends_by_itself(client: Browser, town: TownDatabase) -> None:
    sign_in(client)
    with town.database.session() as db:
        db.execute(text("UPDATE service.web_session SET expires_at = now() - interval '1 second'"))
    assert client.get("/account").status_code == 401


def test_a_session_is_kept_as_long_as_the_setting_says(client: Browser, town: TownDatabase) -> None:
    answer = sign_in(client)
    hours = town.settings.session_hours
    with town.session() as db:
        expires_at, now = db.execute(select(WebSession.expires_at, text("now()"))).one()
    assert abs(expires_at - now - dt.timedelta(hours=hours)) < dt.timedelta(minutes=1)
    assert f"Max-Age={hours * 3600}" in cookies_set(answer)["sign-in"]


def test_taking_an_account_away_ends_its_sessions(client: Browser, town: TownDatabase) -> None:
    sign_in(client)
    with town.database.session() as db:
        db.execute(text("DELETE FROM service.role_grant"))
        db.execute(text("DELETE FROM service.person WHERE email = 'planner@testila.example'"))
    assert client.get("/account").status_code == 401


@pytest.mark.parametrize(
    "wish",
    [
        "//elsewhere.example",
        "/\\elsewhere.example",
        "\\\\elsewhere.example",
        "https://elsewhere.example/",
        "https:elsewhere.example",
        "HTTPS:/elsewhere.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:x=1\r\nX: y",
        "/\n/elsewhere.example",
        "/\t/elsewhere.example",
        "\t//elsewhere.example",
        " //elsewhere.example",
        "///elsewhere.example",
        "/@elsewhere.example\\..",
        "elsewhere.example",
        "",
    ],
)
def test_no_wish_leads_to_another_host(client: Browser, wish: str) -> None:
    answer = sign_in(client, wish)
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("wish", ["/proposals/new", "/pins?state=received&q=a%20b", "/areas/01#map"])
def test_a_page_of_the_service_is_come_back_to(client: Browser, wish: str) -> None:
    assert sign_in(client, wish).headers["Location"] == wish


def test_cookies_over_plain_http(client: Browser) -> None:
    answer = sign_in(client)
    for name in ("sign-in", "form"):
        line = cookies_set(answer)[name]
        assert "HttpOnly" in line
        assert "SameSite=Lax" in line
        assert "Path=/" in line
        assert "Domain" not in line
        assert "Secure" not in line


def test_cookies_over_tls_are_bound_to_the_host(secure_app: Flask) -> None:
    client: Any = secure_app.test_client()
    page = client.get("/about?lang=sv", base_url="https://127.0.0.1", headers={"Accept": "text/html"})
    token = page.text.partition('name="csrf-token" content="')[2].partition('"')[0]
    answer = client.post(
        "/sign-in/demo",
        base_url="https://127.0.0.1",
        headers={"Referer": "https://127.0.0.1/sign-in"},
        data={"csrf_token": token, "idempotency_key": "k" * 20, "email": "planner@testila.example"},
    )
    assert answer.status_code == 303
    lines = {**cookies_set(page), **cookies_set(answer)}
    assert set(lines) == {"__Host-sign-in", "__Host-form", "lang"}
    for line in lines.values():
        assert "Secure" in line
        assert "HttpOnly" in line
        assert "SameSite=Lax" in line
        assert "Domain" not in line
    for name in ("__Host-sign-in", "__Host-form"):
        assert "Path=/" in lines[name]
    assert page.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_what_is_read_signed_in_is_never_stored_by_a_cache(client: Browser) -> None:
    public = client.get("/about")
    assert "Cookie" in public.headers["Vary"]
    assert "public" not in public.headers["Cache-Control"]
    client.sign_in("official")
    for path in ("/", "/pins", "/about", "/account", "/api/pins", "/admin/", "/nothing-here"):
        answer = client.get(path)
        assert answer.headers["Cache-Control"] == "no-store", path
        assert "Cookie" in answer.headers["Vary"], path


def test_the_demo_sign_in_opens_no_real_account(client: Browser, app: Flask, town: TownDatabase) -> None:
    with town.database.session() as db:
        db.execute(text("UPDATE service.person SET is_demo = false WHERE email = 'planner@testila.example'"))
    assert sign_in(client).status_code == 404
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], demo_sign_in=False)
    assert client.send("/sign-in/demo", {"email": "official@testila.example"}).status_code == 404


def second_browser(app: Flask, role: str = "planner", **headers: str) -> Any:
    other: Any = app.test_client()
    token = other.token()
    form = {"csrf_token": token, "idempotency_key": os.urandom(16).hex(), "email": f"{role}@testila.example"}
    assert other.post("/sign-in/demo", data=form, headers=headers).status_code == 303
    return other


def test_signing_in_again_closes_the_sign_in_before(client: Browser, app: Flask) -> None:
    sign_in(client)
    first = client.get_cookie("sign-in").value  # type: ignore[union-attr]
    sign_in(client)
    thief: Any = app.test_client()
    thief.set_cookie("sign-in", first)
    assert thief.get("/account").status_code == 401


def test_a_person_sees_their_devices_and_signs_out_there(client: Browser, app: Flask, town: TownDatabase) -> None:
    sign_in(client)
    firefox = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
    other = second_browser(app, **{"User-Agent": firefox})
    page = client.get("/account/sessions", headers={"Accept": "text/html"}).text
    assert "Firefox, Android" in page
    assert page.count('/close"') == 1
    with town.session() as db:
        there = db.scalars(select(WebSession.id).where(WebSession.device == "Firefox, Android")).one()
    assert client.send(f"/account/sessions/{there}/close", {}).status_code == 303
    assert other.get("/account").status_code == 401
    assert client.get("/account").status_code == 200


def test_signing_out_everywhere_else_leaves_this_browser(client: Browser, app: Flask) -> None:
    sign_in(client)
    others = [second_browser(app) for _ in range(2)]
    assert client.send("/account/sessions/close-others", {}).status_code == 303
    assert [other.get("/account").status_code for other in others] == [401, 401]
    assert client.get("/account").status_code == 200


def test_nobody_closes_another_persons_sign_in(client: Browser, app: Flask, town: TownDatabase) -> None:
    other = second_browser(app, "official")
    with town.session() as db:
        there = db.scalars(select(WebSession.id)).one()
    sign_in(client)
    assert client.send(f"/account/sessions/{there}/close", {}).status_code == 303
    assert client.send("/account/sessions/close-others", {}).status_code == 303
    assert other.get("/account").status_code == 200


def test_the_last_use_is_noted_every_ten_minutes(client: Browser, town: TownDatabase) -> None:
    sign_in(client)

    def minutes_ago() -> float:
        with town.session() as db:
            return float(
                db.execute(
                    text("SELECT extract(epoch FROM now() - last_used_at) / 60 FROM service.web_session")
                ).scalar_one()
            )

    for age, is_noted in ((9, False), (11, True)):
        with town.database.session() as db:
            db.execute(
                text("UPDATE service.web_session SET last_used_at = now() - make_interval(mins => :age)"), {"age": age}
            )
        client.get("/account")
        assert (minutes_ago() < 1) == is_noted


def test_a_sign_in_is_good_in_its_own_municipality_alone(client: Browser, app: Flask, town: TownDatabase) -> None:
    with town.database.session() as db:
        db.execute(
            text(
                "INSERT INTO boundaries.municipality (slug, code, names, languages, reference_prefix, centre, "
                "zoom, geom, settings) SELECT 'naapuri', '998', names, languages, 'NAA', centre, zoom, geom, "
                '\'{"hosts": ["naapuri.example"]}\' FROM boundaries.municipality'
            )
        )
    app.extensions.pop("municipalities", None)
    sign_in(client)
    here = client.get_cookie("sign-in").value  # type: ignore[union-attr]
    stranger: Any = app.test_client()
    stranger.set_cookie("sign-in", here, domain="naapuri.example")
    assert stranger.get("/account", base_url="http://naapuri.example").status_code == 401
    assert client.get("/account").status_code == 200


def test_no_form_leads_elsewhere_for_who_signed_in_here(client: Browser) -> None:
    sign_in(client)
    assert "form-action 'self';" in client.get("/account").headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Safari/604.1",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537 Chrome/140.0 Safari/537.36", "Chrome, Linux"),
        ("<script>alert(1)</script>", ""),
        ("", ""),
    ],
)
def test_devices_are_named_without_a_fingerprint(said: str, name: str) -> None:
    assert device_name(said) == name
