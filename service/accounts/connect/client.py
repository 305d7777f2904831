"""Talking to a provider: Authlib does code, PKCE and the token's checks; here are the errors and what we demand."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from flask import current_app
from joserfc.errors import JoseError

from service.accounts.connect.providers import Provider
from service.errors import ProviderDown, SignInFailed
from service.i18n import gettext as _
from service.web.plain_text import clean_line

log = structlog.get_logger("aluekartta.connect")
#: How long a provider's description of itself is kept, and how long it may take to answer, in seconds.
METADATA_LIFE_S = 600
TIMEOUT_S = 8
#: How far the provider's clock may be off, in seconds.
LEEWAY_S = 60
#: Signatures that only the provider can make; one made with our own secret or with none is refused.
ALGORITHMS = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})
LONGEST = 200


@dataclass(frozen=True)
class Begun:
    """A sign-in on its way: where to send the browser, and what must come back."""

    url: str
    state: str
    nonce: str
    code_verifier: str


@dataclass(frozen=True)
class Claims:
    """What a provider says of somebody. `email` only when it is verified; `home_code` only when it is asked for."""

    issuer: str
    subject: str
    name: str
    email: str | None
    home_code: str | None
    id_token: str
    logout_url: str | None


def begin(provider: Provider, callback: str, language: str) -> Begun:
    """Make the address at which somebody signs in. Raises ProviderDown."""
    more = {"acr_values": provider.acr} if provider.acr else {}
    try:
        made = _described(provider).create_authorization_url(callback, ui_locales=language, **more)
    except (requests.RequestException, ValueError, RuntimeError) as error:
        raise _down(provider, error) from None
    return Begun(made["url"], made["state"], made["nonce"], made["code_verifier"])


def finish(provider: Provider, callback: str, code: str, begun_nonce: str, verifier: str) -> Claims:
    """Change a code for what the provider says of its owner.

    Raises ProviderDown when it does not answer, SignInFailed when the code or the token is refused: used before,
    too old, for another client, signed by somebody else, or for another sign-in than the one that was begun.
    """
    try:
        client = _described(provider)
        token = client.fetch_access_token(redirect_uri=callback, code=code, code_verifier=verifier)
        demands = {
            "iss": {"essential": True, "values": [provider.issuer]},
            "aud": {"essential": True, "values": [provider.client_id]},
            "exp": {"essential": True},
            "sub": {"essential": True},
            **({"acr": {"essential": True, "value": provider.acr}} if provider.acr else {}),
        }
        said = client.parse_id_token(token, nonce=begun_nonce, claims_options=demands, leeway=LEEWAY_S)
        if said is None:
            raise SignInFailed(_("The sign-in service gave no proof of who you are. Try again."))
        claims = {**_more_claims(client, token, str(said["sub"])), **said}
    except (AuthlibBaseError, JoseError) as error:
        log.warning("sign_in_refused", provider=provider.key, error=type(error).__name__)
        raise SignInFailed(_("This sign-in was used already, is too old or is not yours. Begin again.")) from None
    except (requests.RequestException, ValueError, RuntimeError) as error:
        raise _down(provider, error) from None
    return _read(provider, claims, str(token["id_token"]), client.server_metadata.get("end_session_endpoint"))


def logout_address(provider: Provider, id_token: str, back: str) -> str | None:
    """Where a browser is sent to sign out at the provider too; None when the provider offers nothing or is down."""
    try:
        return str(_described(provider).create_logout_url(back, id_token, client_id=provider.client_id)["url"])
    except (requests.RequestException, ValueError, RuntimeError, ProviderDown):
        return None


def _described(provider: Provider) -> FlaskOAuth2App:
    """The client with the provider's description of itself, asked for again after ten minutes."""
    kept = current_app.extensions.setdefault("connect_clients", {})
    client, until = kept.get(provider.model_dump_json(), (None, 0.0))
    if client is None or time.monotonic() > until:
        more = {"token_endpoint_auth_method": provider.auth_method} if provider.auth_method else {}
        client = FlaskOAuth2App(
            FlaskIntegration("connect"),
            name="connect",
            client_id=provider.client_id,
            client_secret=provider.client_secret or None,
            server_metadata_url=provider.metadata_url,
            client_kwargs={
                "scope": provider.scope,
                "code_challenge_method": "S256",
                "default_timeout": TIMEOUT_S,
                **more,
            },
        )
        described = client.load_server_metadata()
        if str(described.get("issuer", "")).rstrip("/") != provider.issuer:
            raise ValueError("the provider gives itself another name")
        said = described.get("id_token_signing_alg_values_supported") or ["RS256"]
        described["id_token_signing_alg_values_supported"] = [one for one in said if one in ALGORITHMS]
        kept[provider.model_dump_json()] = (client, time.monotonic() + METADATA_LIFE_S)
    return client


def _more_claims(client: FlaskOAuth2App, token: dict[str, Any], subject: str) -> dict[str, Any]:
    """Claims that the provider tells at its own address only; an answer about somebody else is dropped."""
    if not client.server_metadata.get("userinfo_endpoint") or "access_token" not in token:
        return {}
    more = dict(client.userinfo(token=token))
    return more if more.get("sub") == subject else {}


def _read(provider: Provider, claims: dict[str, Any], id_token: str, logout_url: Any) -> Claims:
    subject = claims.get(provider.subject_claim)
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST * 2:
        raise SignInFailed(_("The sign-in service gave no proof of who you are. Try again."))
    name = _line(claims.get(provider.name_claim))
    if not name:
        name = " ".join(part for part in (_line(claims.get("given_name")), _line(claims.get("family_name"))) if part)
    email = _line(claims.get(provider.email_claim))
    is_verified = claims.get("email_verified") is True or provider.trusts_email
    home = _line(claims.get(provider.municipality_claim)) if provider.municipality_claim else ""
    return Claims(
        issuer=provider.issuer,
        subject=subject,
        name=name,
        email=email if is_verified and "@" in email else None,
        home_code=home or None,
        id_token=id_token,
        logout_url=str(logout_url) if logout_url and urlsplit(str(logout_url)).scheme in ("https", "http") else None,
    )


def _line(value: object) -> str:
    return str(clean_line(value))[:LONGEST] if isinstance(value, str) else ""


def _down(provider: Provider, error: Exception) -> ProviderDown:
    log.error("provider_down", provider=provider.key, error=type(error).__name__)
    return ProviderDown(_("The sign-in service does not answer right now. Try again in a moment."))
