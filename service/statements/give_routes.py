"""Giving a statement: a form that needs no scripts, its preview, and drafts."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Response, current_app, flash, make_response, redirect, render_template, request, url_for

from service.errors import InvalidInput, TooMany, status_of
from service.i18n import gettext as _
from service.i18n import language
from service.jobs import defer
from service.notices.following import Wish, ask_to_follow
from service.participation.pins.opened import seconds_since
from service.statements.blueprint import blueprint
from service.statements.operations import Given, give_statement
from service.statements.page import form_context, proposal_of, typed_values
from service.statements.schemas import StatementForm
from service.statements.targets import Target, part_label, target_of
from service.statements.text_check import check_words
from service.statements.window import require_open
from service.web.context import actor, db_session, municipality, public_db
from service.web.limits import count_deed
from service.web.parse import parse_form
from service.web.routing import read, write
from service.web.sessions import remember_own

HOUR = dt.timedelta(hours=1)
#: What an address may fill in before the form is opened.
PREFILLED = ("about", "part", "paragraph", "effect", "lon", "lat")


@blueprint.get("/proposals/<slug>/statements/new")
@read("public")
def new_statement(slug: str) -> str:
    """The form. The address may say what the statement is about: ``?paragraph=3``, ``?part=plan-1-VP``,
    ``?effect=`` with the key of an assessed row."""
    view, row = proposal_of(slug)
    values: dict[str, Any] = {name: request.args[name] for name in PREFILLED if name in request.args}
    for name in ("paragraph", "part", "effect"):
        if name in values and "about" not in values:
            values["about"] = name
    return render_template("statements/new.html", **form_context(view, row, values))


@blueprint.post("/proposals/<slug>/statements/new")
@write("statement.give")
def send_statement(slug: str) -> Response:
    """Take a statement in; what is wrong is said beside what was typed."""
    return _take(slug, is_draft=False)


@blueprint.post("/proposals/<slug>/statements/draft")
@write("statement.give")
def keep_draft(slug: str) -> Response:
    """Keep a draft that its giver alone sees, also before and after the time for statements."""
    return _take(slug, is_draft=True)


@blueprint.post("/proposals/<slug>/statements/preview")
@write("statement.give", keyed=False)
def preview_statement(slug: str) -> Response:
    """The form again with what everybody would read. Nothing is kept."""
    view, row = proposal_of(slug)
    try:
        form = parse_form(StatementForm)
        target = target_of(public_db(), municipality().id, view, form)
        check_words(form)
        require_open(db_session(), row)
    except InvalidInput as error:
        return make_response(
            render_template("statements/new.html", **form_context(view, row, typed_values(), error)), 422
        )
    context = form_context(view, row, typed_values())
    return make_response(render_template("statements/new.html", **context, preview=preview_of(form, target)))


def preview_of(form: StatementForm, target: Target) -> dict[str, Any]:
    """What everybody would read of a form."""
    return {
        "title": form.title,
        "body": form.text,
        "author_name": form.author_name if form.is_name_public else "",
        "on_behalf": form.on_behalf,
        "about": target.about,
        "label": part_label(target.part),
        "quote": target.quote,
        "sends_mail": bool(form.email),
    }


def note_address(given: Given, form: StatementForm) -> bool:
    """Ask the address that was given whether it wants the response; True when a letter goes out."""
    if not form.email or not current_app.config["SETTINGS"].mail_server:
        return False
    wish = Wish(
        given.statement.municipality_id,
        "statement",
        str(given.statement.id),
        form.email,
        language(),
        "at_once",
        "author",
    )
    noted = ask_to_follow(db_session(), wish)
    defer(db_session(), "send_follow_confirmation", "mail", follow=str(noted))
    return True


def _take(slug: str, *, is_draft: bool) -> Response:
    view, row = proposal_of(slug)
    home, settings = municipality(), current_app.config["SETTINGS"]
    try:
        form = parse_form(StatementForm)
        target = target_of(public_db(), home.id, view, form)
        count_deed("statement", settings.pins_per_hour, HOUR)
        given = give_statement(
            db_session(),
            actor(),
            row,
            home.reference_prefix,
            form,
            target,
            language=language(),
            seconds_open=seconds_since(form.opened),
            is_draft=is_draft,
        )
    except (InvalidInput, TooMany) as error:
        db_session().rollback()
        shown = error if isinstance(error, InvalidInput) else InvalidInput(error.message)
        page = render_template("statements/new.html", **form_context(*proposal_of(slug), typed_values(), shown))
        return make_response(page, status_of(error))
    remember_own("statement", given.statement.reference, given.token)
    is_mailed = note_address(given, form)
    _thank(given, is_mailed)
    page = url_for("statements.show_statement", slug=slug, reference=given.statement.reference)
    return redirect(page, 303)  # type: ignore[return-value]


def _thank(given: Given, is_mailed: bool) -> None:
    if given.statement.visibility == "draft":
        flash(_("The draft is kept. Only you see it: in this browser, or with your own link below."), "success")
        return
    if given.statement.visibility == "pending":
        flash(
            _("Thank you, your statement has arrived. Somebody reads it first; it becomes public after that."),
            "success",
        )
    else:
        flash(_("Thank you, your statement has arrived and is public."), "success")
    if is_mailed:
        flash(_("Open the link in the e-mail that we sent, so that we may send the response to you."), "info")
