"""Routes of administration: what waits, what was hidden, what nobody has answered, and the log."""

from __future__ import annotations

import uuid

from flask import Response, flash, redirect, render_template, url_for

from service.admin import (  # noqa: F401  (importing registers routes and permissions)
    people_routes,
    photo_routes,
    places_routes,
    rules,
    words,
)
from service.admin.blueprint import blueprint
from service.admin.deeds import moderate, newest_deeds, undo
from service.admin.queries import (
    MOST,
    PATTERN,
    Counts,
    accesses,
    counts,
    log_kinds,
    log_newest,
    oldest_unanswered,
    patterns,
)
from service.admin.queue import KINDS, REASONS, queue_items
from service.admin.schemas import LogQuery, ModerationForm, QueueQuery, UndoForm
from service.audit import first_broken_entry
from service.i18n import gettext as _
from service.i18n import ngettext
from service.moderation.words import report_reason_words
from service.web.context import actor, db_session, municipality
from service.web.parse import parse_form, parse_query
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


@blueprint.get("/deeds")
@read("admin.moderate")
def deeds() -> str:
    """The newest acts of moderation, each with a way to take it back."""
    return render_template(
        "admin/deeds.html",
        deeds=newest_deeds(db_session(), municipality().id),
        counts=_counts(),
        action_words=words.action_words,
        reason_words=words.reason_words,
    )


@blueprint.get("/patterns")
@read("admin.moderate")
def repeated() -> str:
    """Senders who sent much in a short time, with all of it, so that it can be hidden together."""
    found = patterns(db_session(), municipality().id)
    return render_template(
        "admin/patterns.html", senders=found, counts=_counts(), least=PATTERN, reasons=words.reason_choices()
    )


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
    query = parse_query(LogQuery)
    entries = log_newest(db_session(), municipality().id, kind=query.kind, before=query.before)
    return render_template(
        "admin/log.html",
        entries=entries,
        kind=query.kind,
        kinds=[(kind, words.kind_words(kind)) for kind in log_kinds(db_session(), municipality().id)],
        older=entries[-1].id if len(entries) == MOST else None,
        is_newest=query.before is None,
        accesses=accesses(db_session(), municipality().id),
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
    items, batch, done = form.items(), uuid.uuid4().hex, 0
    if not items:
        flash(_("Tick what you want to hide or publish first."), "warning")
    else:
        who, reason = actor(), form.reason_for_log
        done = moderate(db_session(), who, items, is_hiding=form.is_hiding, reason=reason, batch=batch)
        flash(_done(form.is_hiding, done), "success")
    back = "admin.repeated" if form.back == "patterns" else f"admin.{form.back}"
    address = url_for(back, done=batch) if done and form.back != "patterns" else url_for(back)
    return redirect(address, 303)  # type: ignore[return-value]


@blueprint.post("/undo")
@write("admin.moderate")
def undo_deed() -> Response:
    """Take one act of moderation back."""
    done = undo(db_session(), actor(), parse_form(UndoForm).batch)
    if done:
        flash(ngettext("One item is as it was before.", "%(n)s items are as they were before.", done), "success")
    else:
        flash(_("Nothing changed: somebody had done it already."), "info")
    return redirect(url_for("admin.deeds"), 303)  # type: ignore[return-value]


def _moderation_page(page: str, visibility: str) -> str:
    query = parse_query(QueueQuery)
    items = queue_items(db_session(), municipality().id, visibility, kind=query.kind, why=query.why, words=query.q)
    return render_template(
        "admin/moderation.html",
        page_key=page,
        items=items,
        query=query,
        kinds=KINDS,
        whys=REASONS,
        counts=_counts(),
        most=MOST,
        reasons=words.reason_choices(),
        reason_words=words.reason_words,
        report_reason_words=report_reason_words,
    )


def _counts() -> Counts:
    return counts(db_session(), municipality().id)


def _done(is_hiding: bool, count: int) -> str:
    if not count:
        return _("Nothing changed: somebody had done it already.")
    if is_hiding:
        return ngettext("One item is hidden now.", "%(n)s items are hidden now.", count)
    return ngettext("One item is public now.", "%(n)s items are public now.", count)
