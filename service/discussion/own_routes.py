"""One's own comment, known by its secret link or by what this browser remembers: corrected or taken back."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from flask import Response, current_app, flash, make_response, redirect, render_template, request

from service.discussion.blueprint import blueprint
from service.discussion.models import Comment
from service.discussion.operations import comment_for_moderation
from service.discussion.own_operations import edit_comment, withdraw_comment
from service.discussion.schemas import CommentText
from service.discussion.subjects import Subject, subject_of
from service.errors import FieldError, InvalidInput, NotFound, status_of
from service.i18n import gettext as _
from service.permissions import Actor, may
from service.web.context import actor, db_session, municipality
from service.web.parse import parse_form
from service.web.routing import read, write
from service.web.sessions import own_identifiers, own_token


@blueprint.get("/discussion/comments/<uuid:identifier>/edit")
@read("public")
def edit_own(identifier: uuid.UUID) -> Response:
    """The form with the text as it stands, and the secret link to come back by."""
    who, found, subject = _own(identifier)
    return _form(who, found, subject, found.body, None)


@blueprint.post("/discussion/comments/<uuid:identifier>/edit")
@write("comment.own")
def save_own(identifier: uuid.UUID) -> Response:
    """Store the corrected text, or show the form again with what was typed."""
    who, found, subject = _own(identifier)
    try:
        edit_comment(db_session(), who, found, parse_form(CommentText).body)
    except InvalidInput as error:
        db_session().rollback()
        return _form(who, found, subject, request.form.get("body", ""), error)
    if found.visibility == "pending":
        flash(_("Thank you. Somebody seems to be named, so a moderator looks at your comment first."), "info")
    else:
        flash(_("Your changes are saved."), "success")
    return redirect(f"{subject.page}#comment-{found.id}", 303)  # type: ignore[return-value]


@blueprint.post("/discussion/comments/<uuid:identifier>/withdraw")
@write("comment.own")
def withdraw_own(identifier: uuid.UUID) -> Response:
    """Take the comment back."""
    who, found, subject = _own(identifier)
    withdraw_comment(db_session(), who, found)
    flash(_("You took your comment back. It is no longer public."), "success")
    return redirect(f"{subject.page}#comments", 303)  # type: ignore[return-value]


@blueprint.app_context_processor
def _own_comments() -> dict[str, Any]:
    return {"own_comments": lambda: set(own_identifiers("comment"))}


def _own(identifier: uuid.UUID) -> tuple[Actor, Comment, Subject]:
    """Who asks, with the comment's secret, the comment and what it stands below.

    Raises NotFound when there is no such comment or it is another's: the two look alike.
    """
    who = actor()
    who = who if who.edit_token else replace(who, edit_token=own_token("comment", str(identifier)))
    found = comment_for_moderation(db_session(), municipality().id, identifier)
    if found is None or not may(who, "comment.own", found):
        raise NotFound(_("There is no such comment."))
    return who, found, subject_of(db_session(), municipality().id, found.subject_kind, found.subject_id)


def _form(who: Actor, found: Comment, subject: Subject, body: str, error: InvalidInput | None) -> Response:
    address = f"/discussion/comments/{found.id}/edit"
    base = str(current_app.config["SETTINGS"].public_url).rstrip("/")
    key = f"?key={who.edit_token}" if who.edit_token else ""
    errors = (error.errors or [FieldError("body", error.message)]) if error else []
    page = render_template(
        "discussion/edit.html",
        comment=found,
        subject=subject,
        body=body,
        key=key,
        own_url=base + address + key if key else "",
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
    )
    response = make_response(page, status_of(error) if error else 200)
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response
