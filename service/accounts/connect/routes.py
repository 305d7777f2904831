"""Routes of signing in at a provider: there, and back."""

from __future__ import annotations

import datetime as dt
import hmac

from flask import Response, current_app, redirect, request, session

from service.accounts.blueprint import blueprint
from service.accounts.connect.client import Claims, begin, finish
from service.accounts.connect.operations import keep_attempt, person_behind, take_attempt
from service.accounts.connect.providers import Provider, provider_for
from service.accounts.next_page import safe_next
from service.errors import NotFound, SignInFailed
from service.i18n import gettext as _
from service.i18n import language
from service.web.context import base_url, db_session, municipality
from service.web.limits import count_deed
from service.web.routing import write
from service.web.sessions import begin_session, set_sign_in_cookie

#: Sign-ins that one client may begin in an hour; a town hall's people share an address.
ATTEMPTS_PER_HOUR = 300
STATE = "sign_in_state"


def own_provider() -> Provider | None:
    """The provider of the request's municipality, if there is one."""
    return provider_for(current_app.extensions["sign_in_providers"], municipality().slug)


@blueprint.get("/sign-in/provider")
@write("public", keyed=False)
def go_to_provider() -> Response:
    """Send the browser to the provider. A link, not a form: a form may not lead to another host."""
    provider = _provider()
    count_deed("sign_in_attempt", ATTEMPTS_PER_HOUR, dt.timedelta(hours=1))
    begun = begin(provider, _callback(), language())
    keep_attempt(db_session(), municipality().id, begun, safe_next())
    session[STATE] = begun.state  # ties the answer to the browser that asked
    return redirect(begun.url, 303)  # type: ignore[return-value]


@blueprint.get("/sign-in/back")
@write("public", keyed=False)
def come_back() -> Response:
    """Take the provider's answer, and sign in."""
    provider = _provider()
    state = request.args.get("state", "")
    expected = session.pop(STATE, "")
    if not expected or not hmac.compare_digest(state.encode(), expected.encode()):
        raise SignInFailed(_("This answer does not belong to a sign-in that was begun in this browser. Begin again."))
    attempt = take_attempt(db_session(), municipality().id, state)
    db_session().commit()  # used up, whatever comes of it
    if attempt is None:
        raise SignInFailed(_("This sign-in was used already, is too old or is not yours. Begin again."))
    if request.args.get("error"):
        raise SignInFailed(_("The sign-in service did not let you in, or you changed your mind. Begin again."))
    claims = finish(provider, _callback(), request.args.get("code", ""), attempt.nonce, attempt.code_verifier)
    person = person_behind(db_session(), municipality().id, provider, claims)
    token = begin_session(db_session(), person, how="provider", data=_kept(provider, claims))
    return set_sign_in_cookie(redirect(attempt.next, 303), token)  # type: ignore[arg-type]


def _kept(provider: Provider, claims: Claims) -> dict[str, str]:
    """What signing out at the provider needs; nothing where it offers no such thing."""
    if claims.logout_url is None:
        return {}
    return {"provider": provider.key, "id_token": claims.id_token, "logout_url": claims.logout_url}


def _provider() -> Provider:
    found = own_provider()
    if found is None:
        raise NotFound(_("There is nothing at this address."))
    return found


def _callback() -> str:
    return f"{base_url()}/sign-in/back"
