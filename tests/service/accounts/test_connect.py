"""Signing in at a provider that really runs: there and back, who it is, and everything that may be forged."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from service.accounts.connect.providers import Provider, provider_for, read_providers
from service.accounts.models import Person, ProviderIdentity, SignInAttempt, WebSession
from service.config import UnsafeSettings
from tests.conftest import Browser, TownDatabase
from tests.service.accounts.provider import SUBJECT, RunningProvider, path_of, query_of, running_provider

KNOWN = "planner@testila.example"
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def provider() -> Iterator[RunningProvider]:
    with running_provider() as running:
        yield running


@pytest.fixture
def settled(app: Flask, provider: RunningProvider, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Makes the provider the town's own, with more of its settings where given."""

    def settle(**more: Any) -> None:
        one = Provider(key="default", issuer=provider.issuer, client_id="aluekartta", client_secret="s", **more)
        monkeypatch.setitem(app.extensions, "sign_in_providers", {"default": one})
        monkeypatch.setitem(app.extensions, "connect_clients", {})

    settle()
    provider.tell(SUBJECT, name="Veera Väylä")
    return settle


def begun(client: Any, next_page: str = "/pins") -> str:
    answer = client.get("/sign-in/provider", query_string={"next": next_page}, headers=HTML)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["Location"])


def sign_in(client: Any, provider: RunningProvider, subject: str = SUBJECT, next_page: str = "/pins") -> Any:
    return client.get(path_of(provider.agree(begun(client, next_page), subject)), headers=HTML)


def people(town: TownDatabase) -> int:
    with town.session() as db:
        return int(db.scalar(select(func.count()).select_from(Person)) or 0)


def test_somebody_goes_there_and_comes_back_signed_in(
    client: Browser, provider: RunningProvider, settled: Any, town: TownDatabase
) -> None:
    assert 'href="/sign-in/provider?next=' in client.get("/sign-in", headers=HTML).text
    before = client.get_cookie("form")
    answer = sign_in(client, provider)
    assert answer.status_code == 303, answer.text
    assert answer.headers["Location"] == "/pins"
    assert "Veera Väylä" in client.get("/account", headers=HTML).text
    assert before is None or client.get_cookie("form").value != before.value  # type: ignore[union-attr]
    with town.session() as db:
        identity = db.scalars(select(ProviderIdentity)).one()
        session = db.scalars(select(WebSession)).one()
        person = db.get_one(Person, identity.person_id)
        assert (identity.issuer, identity.subject, identity.home_code) == (provider.issuer, SUBJECT, None)
        assert (person.email, person.roles, session.how) == (None, [], "provider")
        assert db.scalars(select(SignInAttempt)).all() == []


def test_the_request_carries_pkce_state_and_nonce(client: Browser, settled: Any, town: TownDatabase) -> None:
    asked = query_of(begun(client))
    assert asked["response_type"] == "code"
    assert asked["redirect_uri"] == "http://127.0.0.1:8000/sign-in/back"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["state"]) >= 30
    with town.session() as db:
        kept = db.scalars(select(SignInAttempt)).one()
        digest = hashlib.sha256(kept.code_verifier.encode()).digest()
        assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
        assert kept.nonce == asked["nonce"]
        assert kept.state_hash == hashlib.sha256(asked["state"].encode()).digest()


def test_who_comes_again_is_the_same_person(
    client: Browser, app: Flask, provider: RunningProvider, settled: Any, town: TownDatabase
) -> None:
    sign_in(client, provider)
    count = people(town)
    other: Any = app.test_client()
    provider.tell(SUBJECT, name="Another Name")
    assert sign_in(other, provider).status_code == 303
    assert people(town) == count
    assert "Veera Väylä" in other.get("/account", headers=HTML).text


@pytest.mark.parametrize(
    ("claims", "more", "is_planner"),
    [
        ({"email": KNOWN.upper(), "email_verified": True}, {}, True),
        ({"email": KNOWN, "email_verified": False}, {}, False),
        ({"email": KNOWN}, {}, False),
        ({"email": KNOWN, "email_verified": "true"}, {}, False),
        ({"email": KNOWN}, {"trusts_email": True}, True),
        ({"upn": KNOWN}, {"trusts_email": True, "email_claim": "upn"}, True),
    ],
)
def test_only_a_verified_address_opens_an_account_that_is_there(
    client: Browser, provider: RunningProvider, settled: Any, claims: dict[str, Any], more: Any, is_planner: bool
) -> None:
    settled(**more)
    provider.tell("someone", **claims)
    assert sign_in(client, provider, "someone").status_code == 303
    page = client.get("/account?lang=en", headers=HTML).text
    assert ("Testilä, planner" in page) == is_planner


def test_where_no_accounts_are_made_a_stranger_stays_out(
    client: Browser, provider: RunningProvider, settled: Any, town: TownDatabase
) -> None:
    settled(makes_accounts=False)
    count = people(town)
    answer = sign_in(client, provider)
    assert answer.status_code == 403
    assert people(town) == count
    assert client.get("/account").status_code == 401


def test_a_home_is_kept_only_where_the_claim_is_set(
    client: Browser, provider: RunningProvider, settled: Any, town: TownDatabase
) -> None:
    provider.tell(SUBJECT, name="Veera Väylä", municipality="491")
    for more, code in (({}, None), ({"municipality_claim": "municipality"}, "491"), ({}, None)):
        settled(**more)
        assert sign_in(client, provider).status_code == 303
        with town.session() as db:
            assert db.scalars(select(ProviderIdentity.home_code)).one() == code


@pytest.mark.parametrize("state", ["", "forged", "ä", "x" * 5000, "%00"])
def test_a_forged_state_is_refused_with_a_sentence(
    client: Browser, provider: RunningProvider, settled: Any, state: str
) -> None:
    back = query_of(provider.agree(begun(client)))
    answer = client.get(
        "/sign-in/back", query_string={"lang": "en", "code": back["code"], "state": state}, headers=HTML
    )
    assert answer.status_code == 400
    assert "does not belong to a sign-in that was begun in this browser" in answer.text
    assert client.get("/account").status_code == 401


def test_another_browsers_answer_is_refused(
    client: Browser, app: Flask, provider: RunningProvider, settled: Any
) -> None:
    back = provider.agree(begun(client))
    victim: Any = app.test_client()
    begun(victim)
    assert victim.get(path_of(back)).status_code == 400
    assert victim.get("/account").status_code == 401


def test_an_answer_is_good_once(client: Browser, app: Flask, provider: RunningProvider, settled: Any) -> None:
    address = begun(client)
    cookie = client.get_cookie("form")
    back = path_of(provider.agree(address))
    assert client.get(back).status_code == 303
    again: Any = app.test_client()
    again.set_cookie("form", cookie.value)  # type: ignore[union-attr]
    assert again.get(back).status_code == 400
    assert again.get("/account").status_code == 401


def test_a_code_used_before_is_refused(client: Browser, app: Flask, provider: RunningProvider, settled: Any) -> None:
    first = query_of(provider.agree(begun(client)))
    assert client.get("/sign-in/back", query_string=first).status_code == 303
    other: Any = app.test_client()
    state = query_of(begun(other))["state"]
    answer = other.get("/sign-in/back", query_string={"code": first["code"], "state": state})
    assert answer.status_code == 400
    assert other.get("/account").status_code == 401


def test_a_token_for_another_sign_in_is_refused(client: Browser, provider: RunningProvider, settled: Any) -> None:
    address = begun(client)
    nonce = query_of(address)["nonce"]
    back = provider.agree(address.replace(nonce, "n" * len(nonce)))
    assert client.get(path_of(back)).status_code == 400
    assert client.get("/account").status_code == 401


def test_a_token_for_another_client_is_refused(client: Browser, provider: RunningProvider, settled: Any) -> None:
    address = begun(client)
    back = provider.agree(address.replace("client_id=aluekartta", "client_id=another"))
    assert client.get(path_of(back)).status_code == 400


def test_a_sign_in_waits_a_quarter_of_an_hour_by_the_databases_clock(
    client: Browser, provider: RunningProvider, settled: Any, town: TownDatabase
) -> None:
    for minutes, status in ((14, 303), (16, 400)):
        back = provider.agree(begun(client))
        with town.database.session() as db:
            db.execute(
                text("UPDATE service.sign_in_attempt SET expires_at = expires_at - make_interval(mins => :minutes)"),
                {"minutes": minutes},
            )
        assert client.get(path_of(back)).status_code == status, minutes


def test_a_token_that_has_expired_is_refused(client: Browser, app: Flask, settled: Any, monkeypatch: Any) -> None:
    with running_provider(token_life_s=-3600) as stale:
        one = Provider(key="default", issuer=stale.issuer, client_id="aluekartta")
        monkeypatch.setitem(app.extensions, "sign_in_providers", {"default": one})
        assert client.get(path_of(stale.agree(begun(client)))).status_code == 400
        assert client.get("/account").status_code == 401


def test_a_level_of_identification_that_is_not_reached_is_refused(
    client: Browser, provider: RunningProvider, settled: Any
) -> None:
    settled(acr="http://ftn.ficora.fi/2017/loa2")
    address = begun(client)
    assert "loa2" in query_of(address)["acr_values"]
    assert client.get(path_of(provider.agree(address))).status_code == 400


def test_who_changes_their_mind_is_told_so(client: Browser, provider: RunningProvider, settled: Any) -> None:
    state = query_of(begun(client))["state"]
    answer = client.get(
        "/sign-in/back", query_string={"error": "access_denied", "state": state, "lang": "en"}, headers=HTML
    )
    assert answer.status_code == 400
    assert "you changed your mind" in answer.text


def test_a_provider_that_is_down_is_a_sentence(client: Browser, app: Flask, settled: Any, monkeypatch: Any) -> None:
    with running_provider() as short:
        one = Provider(key="default", issuer=short.issuer, client_id="aluekartta")
        monkeypatch.setitem(app.extensions, "sign_in_providers", {"default": one})
        back = short.agree(begun(client))
    for path in ("/sign-in/provider", path_of(back)):
        if path == "/sign-in/provider":
            app.extensions["connect_clients"], kept = {}, app.extensions["connect_clients"]
        answer = client.get(path + ("&" if "?" in path else "?") + "lang=en", headers=HTML)
        assert answer.status_code == 503, path
        assert "does not answer right now" in answer.text
        app.extensions["connect_clients"] = kept


@pytest.mark.parametrize(
    "wish", ["//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example", "/\r\nX: y"]
)
def test_no_wish_leads_to_another_host(client: Browser, provider: RunningProvider, settled: Any, wish: str) -> None:
    assert sign_in(client, provider, next_page=wish).headers["Location"] == "/"


def test_signing_out_signs_out_there_too(client: Browser, provider: RunningProvider, settled: Any) -> None:
    sign_in(client, provider)
    page = client.get("/account", headers=HTML)
    assert f"form-action 'self' {provider.issuer};" in page.headers["Content-Security-Policy"]
    answer = client.send("/sign-out", {})
    there = answer.headers["Location"]
    assert there.startswith(f"{provider.issuer}/oauth2/end_session?")
    assert query_of(there)["post_logout_redirect_uri"] == "http://127.0.0.1:8000/signed-out"
    back = client.get("/signed-out?state=whatever&more=1")
    assert (back.status_code, back.headers["Location"]) == (303, "/")
    assert query_of(there)["id_token_hint"].count(".") == 2
    assert client.get("/account").status_code == 401


def test_without_a_provider_there_is_no_button(client: Browser, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.extensions, "sign_in_providers", {})
    assert "/sign-in/provider" not in client.get("/sign-in", headers=HTML).text
    assert client.get("/sign-in/provider").status_code == 404
    assert client.get("/sign-in/back?state=x&code=y").status_code == 404


def test_a_municipality_may_have_a_provider_of_its_own(tmp_path: Any) -> None:
    file = tmp_path / "providers.toml"
    file.write_text(
        '[default]\nissuer = "https://a.example/"\nclient_id = "x"\n'
        '[kuopio]\nissuer = "https://b.example"\nclient_id = "y"\nnames = { fi = "Kuopio-tunnus" }\n'
    )
    found = read_providers(str(file))
    assert provider_for(found, "kuopio").issuer == "https://b.example"  # type: ignore[union-attr]
    assert provider_for(found, "lahti").issuer == "https://a.example"  # type: ignore[union-attr]
    assert provider_for(read_providers(""), "lahti") is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[default]\n", "issuer"),
        ('[default]\nissuer = "http://a.example"\nclient_id = "x"\n', "https"),
        ('[default]\nissuer = "https://a.example"\nclient_id = "x"\nscope = "profile"\n', "openid"),
        ('[default]\nissuer = "https://a.example"\nclient_id = "x"\nsecret = "y"\n', "secret"),
        ("issuer = ", "TOML"),
        ('issuer = "https://a.example"\n', "sections"),
        (None, "cannot be read"),
    ],
)
def test_a_file_that_describes_no_safe_provider_is_refused(tmp_path: Any, content: str | None, words: str) -> None:
    file = tmp_path / "providers.toml"
    if content is not None:
        file.write_text(content)
    with pytest.raises(UnsafeSettings, match=words):
        read_providers(str(file))
