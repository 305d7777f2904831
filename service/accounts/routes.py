"""Signing in and out."""

from __future__ import annotations

import datetime as dt

from flask import Response, current_app, flash, redirect, render_template, request

from service.accounts import rules, sessions_routes  # noqa: F401  (importing registers permissions and routes)
from service.accounts.access import accesses_of
from service.accounts.blueprint import blueprint
from service.accounts.connect.client import logout_address
from service.accounts.connect.routes import own_provider
from service.accounts.next_page import safe_next
from service.accounts.operations import use_sign_in_link
from service.accounts.queries import demo_people, person_by_email
from service.accounts.words import role_names
from service.errors import NotFound
from service.i18n import gettext as _
from service.i18n import language
from service.jobs import defer
from service.web.context import actor, base_url, db_session, municipality
from service.web.limits import count_deed
from service.web.plain_text import clean_line
from service.web.routing import read, write
from service.web.sessions import begin_session, end_session, set_sign_in_cookie

LONGEST_EMAIL = 254


@blueprint.get("/sign-in")
@read("public")
def sign_in() -> str:
    """The page with the ways to sign in."""
    settings = current_app.config["SETTINGS"]
    people = demo_people(db_session(), municipality().id) if settings.demo_sign_in else []
    return render_template(
        "accounts/sign_in.html",
        people=people,
        next=safe_next(),
        has_mail=bool(settings.mail_server),
        provider=own_provider(),
    )


@blueprint.post("/sign-in/demo")
@write("public")
def sign_in_as_demo_person() -> Response:
    """Sign in as one of the demo's people: only where the setting allows it, on this machine alone."""
    if not current_app.config["SETTINGS"].demo_sign_in:
        raise NotFound(_("There is nothing at this address."))
    person = person_by_email(db_session(), request.form.get("email", ""))
    if person is None or not person.is_demo:
        raise NotFound(_("There is no such demo account."))
    token = begin_session(db_session(), person, how="demo")
    return set_sign_in_cookie(redirect(safe_next(), 303), token)  # type: ignore[arg-type]


@blueprint.post("/sign-in/link")
@write("public")
def send_sign_in_link() -> Response:
    """Send a one-use link. The answer is the same for an address that nobody has."""
    settings = current_app.config["SETTINGS"]
    email = str(clean_line(request.form.get("email", "")))
    hour = dt.timedelta(hours=1)
    count_deed("sign_in_link", settings.sign_in_links_per_hour, hour)
    # Counted for every address alike, so that the refusal does not tell who has an account.
    count_deed("sign_in_mail", settings.sign_in_links_per_hour, hour, who=f"mail:{email.lower()}")
    if settings.mail_server and "@" in email and len(email) <= LONGEST_EMAIL:
        # Whether anybody has this address is the worker's to find out: the same is done here for all.
        place = municipality().name()
        defer(db_session(), "send_sign_in_link", "mail", email=email, place=place, language=language())
    flash(_("If the address has an account, a sign-in link is on its way to it."), "success")
    return redirect("/sign-in", 303)  # type: ignore[return-value]


@blueprint.get("/sign-in/link/<token>")
@read("public")
def confirm_sign_in(token: str) -> str:
    """A page with one button: mail programs open links by themselves, and would use them up."""
    return render_template("accounts/confirm_sign_in.html", token=token)


@blueprint.post("/sign-in/link/<token>")
@write("public")
def use_link(token: str) -> Response:
    """Use the link up and sign in."""
    person = use_sign_in_link(db_session(), token)
    session_token = begin_session(db_session(), person, how="link")
    return set_sign_in_cookie(redirect("/account", 303), session_token)  # type: ignore[arg-type]


@blueprint.get("/account")
@read("account.own")
def account() -> str:
    """The signed-in person's own page."""
    who = actor()
    assert who.person_id is not None  # noqa: S101 (the permission says so)
    return render_template(
        "accounts/account.html",
        roles=sorted(who.roles),
        role_names=role_names(),
        title=who.title,
        accesses=accesses_of(db_session(), who.person_id),
    )


@blueprint.post("/sign-out")
@write("account.own", keyed=False)
def sign_out() -> Response:
    """End this browser's session, here and at the provider where they signed in.

    A provider sends them back to an address of its own, because it adds words of its own to it.
    """
    kept, provider = end_session(db_session()), own_provider()
    there = None
    if provider is not None and kept.get("provider") == provider.key:
        there = logout_address(provider, str(kept["id_token"]), f"{base_url()}/signed-out")
    return set_sign_in_cookie(redirect(there or "/", 303), None)  # type: ignore[arg-type]


@blueprint.get("/signed-out")
@read("public")
def signed_out() -> Response:
    """Where a provider sends people back to, whatever it adds to the address."""
    flash(_("You are signed out."), "success")
    return redirect("/", 303)  # type: ignore[return-value]
