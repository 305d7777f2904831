"""Routes of discussions: forms that work without JavaScript and come back to the page they were on."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid

from flask import Response, current_app, flash, jsonify, redirect, request, session

from service.discussion import moderation, own_routes  # noqa: F401  (what moderates comments; routes)
from service.discussion.blueprint import blueprint
from service.discussion.operations import (
    add_comment,
    comment_for_moderation,
    give_support,
    hide_comment,
    supporter_hash,
    take_support_back,
)
from service.discussion.queries import support_count
from service.discussion.schemas import CommentForm, SupportForm
from service.discussion.subjects import Subject, subject_of
from service.discussion.text_check import check_comment
from service.errors import InvalidInput, NotAllowed, NotFound
from service.i18n import gettext as _
from service.i18n import language
from service.permissions import require
from service.web.context import actor, db_session, municipality
from service.web.limits import count_deed
from service.web.parse import parse_form, parse_json
from service.web.routing import write
from service.web.sessions import remember_own, token_hash
from service.web.visitors import visitor

HOUR = dt.timedelta(hours=1)


@blueprint.post("/discussion/<kind>/<identifier>/comments")
@write("comment.add")
def comment(kind: str, identifier: str) -> Response:
    """Add a comment and come back to it."""
    subject = _subject(kind, identifier)
    if not subject.is_open:
        _keep_typed(subject)
        raise NotAllowed(
            _("Comments are not taken here any more. What you wrote is kept: go back to the page and copy it.")
        )
    require(actor(), "comment.add", subject)
    try:
        form = parse_form(CommentForm)
        check_comment(actor(), form.body)
    except InvalidInput as error:
        return _back_with(subject, error)
    if form.website:  # a program filled the field that people do not see: nothing is kept, and it learns nothing
        return _back(subject, "comments")
    count_deed("comment", current_app.config["SETTINGS"].comments_per_hour, HOUR)
    token = secrets.token_urlsafe(24)
    added = add_comment(
        db_session(),
        actor(),
        subject,
        body=form.body,
        language=language(),
        author_name=form.author_name,
        parent_id=form.parent,
        board_area_id=form.board or None,
        edit_token_hash=token_hash(token),
    )
    remember_own("comment", str(added.id), token)
    if added.visibility == "pending":
        flash(_("Thank you. Somebody seems to be named, so a moderator looks at your comment first."), "info")
        return _back(subject, "comments")
    flash(_("Thank you, your comment is on the page."), "success")
    return _back(subject, f"comment-{added.id}")


@blueprint.post("/discussion/comments/<uuid:identifier>/hide")
@write("comment.moderate")
def hide(identifier: uuid.UUID) -> Response:
    """Hide a comment, with a reason for the log."""
    found = comment_for_moderation(db_session(), municipality().id, identifier)
    if found is None:
        raise NotFound(_("There is no such comment."))
    require(actor(), "comment.moderate", found)
    subject = _subject(found.subject_kind, found.subject_id)
    hide_comment(db_session(), actor(), found, request.form.get("reason", "")[:500], batch=uuid.uuid4().hex)
    flash(_("The comment is hidden."), "success")
    return _back(subject, "comments")


@blueprint.post("/discussion/<kind>/<identifier>/support")
@write("support.give")
def support(kind: str, identifier: str) -> Response:
    """Support a subject, or take the support back; what is so already stays so."""
    subject = _subject(kind, identifier)
    require(actor(), "support.give", subject)
    sent = parse_json(SupportForm) if request.is_json else parse_form(SupportForm)
    supports = sent.wanted == "yes"
    count_deed("support", 200, HOUR)
    who = supporter_hash(current_app.config["SETTINGS"].secret_key, subject, visitor())
    change = give_support if supports else take_support_back
    change(db_session(), subject, who)
    if request.accept_mimetypes.best == "application/json":
        count = support_count(db_session(), subject.kind, subject.id)
        return jsonify({"supports": supports, "count": count})
    flash(_("You support this now.") if supports else _("You do not support this any more."), "success")
    return _back(subject, "support")


def _subject(kind: str, identifier: str) -> Subject:
    return subject_of(db_session(), municipality().id, kind, identifier)


def _back(subject: Subject, anchor: str) -> Response:
    return redirect(f"{subject.page}#{anchor}", 303)  # type: ignore[return-value]


def _back_with(subject: Subject, error: InvalidInput) -> Response:
    """Back to the page with what was typed kept in the session, and the sentence above the form."""
    db_session().rollback()
    _keep_typed(subject, error)
    return _back(subject, "add-comment")


def _keep_typed(subject: Subject, error: InvalidInput | None = None) -> None:
    """Keep what was typed in the session, for the page that the discussion is on."""
    session["unsent_comment"] = {
        "kind": subject.kind,
        "id": subject.id,
        "body": request.form.get("body", "")[:3500],
        "author_name": request.form.get("author_name", "")[:100],
        "errors": {e.where: e.message for e in error.errors} if error else {},
    }
