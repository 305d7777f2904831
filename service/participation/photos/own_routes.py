"""What the sender of something does with its photos: adds one, says what is in it, takes it away."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, request

from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.photos.blueprint import blueprint
from service.participation.photos.errors import NotYourPhoto, PhotoNotFound
from service.participation.photos.models import Photo
from service.participation.photos.operations import add_photo, describe_photo, photo_for_change, remove_photo
from service.participation.photos.queries import photos_not_public
from service.participation.photos.rules import ONE_BYTES
from service.participation.photos.schemas import AltForm, PhotoForm
from service.participation.photos.sending import count_photo, required_upload
from service.participation.photos.subjects import PhotoSubject, photo_subject
from service.permissions import may
from service.web.context import actor, db_session
from service.web.parse import parse_form
from service.web.routing import read, write


@blueprint.get("/photos/of/<kind>/<uuid:subject_id>")
@read("public")
def own_photos(kind: str, subject_id: uuid.UUID) -> str:
    """The photos of one's own pin, observation or comment, with what can be done to them."""
    return _page(_own(kind, subject_id), {}, [])


@blueprint.post("/photos/of/<kind>/<uuid:subject_id>")
@write("photo.add", body_limit=ONE_BYTES)
def add(kind: str, subject_id: uuid.UUID) -> Response:
    """Add a photo to one's own thing, and come back to where it is."""
    subject = _own(kind, subject_id)
    count_photo()
    try:
        form = parse_form(PhotoForm)
        stored = add_photo(
            db_session(), actor(), subject, required_upload("photo"), alt=form.alt, client_id=form.client_id
        )
    except InvalidInput as error:
        db_session().rollback()
        errors = error.errors or [FieldError("", error.message)]
        return make_response(_page(subject, dict(request.form), errors), 422)
    if stored.visibility == "pending":
        flash(_("The photo is here. A moderator looks at it before others see it."), "info")
    else:
        flash(_("The photo is here."), "success")
    return _back(subject)


@blueprint.post("/photos/<uuid:identifier>/describe")
@write("photo.own")
def describe(identifier: uuid.UUID) -> Response:
    """Say what is in one's own photo."""
    photo, subject = _photo(identifier)
    try:
        describe_photo(db_session(), actor(), subject, photo, parse_form(AltForm).alt)
    except InvalidInput as error:
        db_session().rollback()
        errors = [FieldError(f"alt-{identifier}", one.message) for one in error.errors]
        values = {f"alt-{identifier}": request.form.get("alt", "")}
        return make_response(_page(subject, values, errors), 422)
    flash(_("Thank you: those who cannot see the photo now know what is in it."), "success")
    return _back(subject)


@blueprint.post("/photos/<uuid:identifier>/remove")
@write("photo.own")
def remove(identifier: uuid.UUID) -> Response:
    """Take one's own photo away for good."""
    photo, subject = _photo(identifier)
    remove_photo(db_session(), actor(), subject, photo)
    flash(_("The photo is gone."), "success")
    return _back(subject)


def _own(kind: str, subject_id: uuid.UUID) -> PhotoSubject:
    subject = photo_subject(db_session(), actor(), kind, subject_id)
    if not may(actor(), "photo.own", subject):
        raise NotYourPhoto(_("Only the one who sent this can change its photos. Open the link that you got."))
    return subject


def _photo(identifier: uuid.UUID) -> tuple[Photo, PhotoSubject]:
    photo = photo_for_change(db_session(), actor().municipality_id, identifier)
    if photo is None:
        raise PhotoNotFound(_("There is no such photo here."))
    return photo, _own(photo.subject_kind, photo.subject_id)


def _page(subject: PhotoSubject, values: dict[str, str], errors: list[FieldError]) -> str:
    context: dict[str, Any] = {
        "subject": subject,
        "photos": photos_not_public(db_session(), subject.kind, [subject.id])[subject.id],
        "values": values,
        "errors": errors,
        "error_of": {one.where: one.message for one in reversed(errors)},
    }
    return render_template("photos/page.html", **context)


def _back(subject: PhotoSubject) -> Response:
    page = subject.page if "#" in subject.page else f"{subject.page}#photos"
    return redirect(page, 303)  # type: ignore[return-value]
