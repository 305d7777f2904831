"""Routes of administration: what waits, what was hidden, what nobody has answered, and the log."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template, url_for

from service.admin import (  # noqa: F401  (importing registers routes and permissions)
    people_routes,
    places_routes,
    rules,
    words,
)
from service.admin.blueprint import blueprint
from service.admin.operations import moderate
from service.admin.queries import MOST, Counts, counts, log_newest, moderated, oldest_unanswered
from service.admin.schemas import ModerationForm
from service.audit import first_broken_entry
from service.i18n import gettext as _
from service.i18n import ngettext
from service.web.context import actor, db_session, municipality
from service.web.parse import parse_form
from service.web.routing import read, write

#: How many of the newest entries are checked for the page; `verify-log` checks them all.
CHECKED = 1000


@blueprint.get("/")
@read("admin.moderate")
def queue() -> str:
    """What waits for a moderator."""
    return _moderation_page("queue", "pending")


@blueprint.get("/hidden")
@read("admin.moderate")
def hidden() -> str:
    """What was hidden, with who, when and why, and a way back."""
    return _moderation_page("hidden", "hidden")


@blueprint.get("/unanswered")
@read("admin.moderate")
def unanswered() -> str:
    """Ideas that have waited longest for an answer."""
    pins = oldest_unanswered(db_session(), municipality().id)
    return render_template("admin/unanswered.html", pins=pins, counts=_counts(), most=MOST)


@blueprint.get("/log")
@read("admin.log")
def log() -> str:
    """The newest official acts, and whether the chain of the log holds."""
    return render_template(
        "admin/log.html",
        entries=log_newest(db_session(), municipality().id),
        broken=first_broken_entry(db_session(), newest=CHECKED),
        checked=CHECKED,
        counts=_counts(),
        most=MOST,
        action_words=words.action_words,
        change_words=words.change_words,
    )


@blueprint.post("/moderate")
@write("admin.moderate")
def moderate_items() -> Response:
    """Hide or publish one item by its own button, or all that are ticked."""
    form = parse_form(ModerationForm)
    items = form.items()
    if not items:
        flash(_("Tick what you want to hide or publish first."), "warning")
    else:
        done = moderate(db_session(), actor(), items, is_hiding=form.is_hiding, reason=form.reason_for_log)
        flash(_done(form.is_hiding, done), "success")
    return redirect(url_for(f"admin.{form.back}"), 303)  # type: ignore[return-value]


def _moderation_page(page: str, visibility: str) -> str:
    return render_template(
        "admin/moderation.html",
        page_key=page,
        found=moderated(db_session(), municipality().id, visibility),
        counts=_counts(),
        most=MOST,
        reasons=words.reason_choices(),
        reason_words=words.reason_words,
    )


def _counts() -> Counts:
    return counts(db_session(), municipality().id)


def _done(is_hiding: bool, count: int) -> str:
    if not count:
        return _("Nothing changed: somebody had done it already.")
    if is_hiding:
        return ngettext("One item is hidden now.", "%(n)s items are hidden now.", count)
    return ngettext("One item is public now.", "%(n)s items are public now.", count)
