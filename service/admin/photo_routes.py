"""Routes of a photo as a moderator sees it: in full, and with parts of it covered."""

from __future__ import annotations

import base64
import uuid

from flask import Response, flash, make_response, redirect, render_template, request

from service.admin import words
from service.admin.blueprint import blueprint
from service.admin.rectangles import ROWS, rectangles_from
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.photos.errors import PhotoNotFound
from service.participation.photos.isolated import cover
from service.participation.photos.models import Photo, PhotoFile
from service.participation.photos.moderation import redact_photo
from service.participation.photos.operations import photo_for_change
from service.participation.photos.subjects import photo_subject
from service.web.context import actor, db_session
from service.web.routing import read, write


@blueprint.get("/photos/<uuid:identifier>")
@read("photo.moderate")
def photo(identifier: uuid.UUID) -> str:
    """A photo in full, whatever its visibility, with the form to cover parts of it."""
    return _page(_photo(identifier), [])


@blueprint.post("/photos/<uuid:identifier>/preview")
@write("photo.moderate", keyed=False)
def preview_cover(identifier: uuid.UUID) -> Response:
    """How the photo would look; nothing is kept."""
    found = _photo(identifier)
    try:
        boxes = rectangles_from(request.form, found.width, found.height)
    except InvalidInput as error:
        return make_response(_page(found, error.errors), 422)
    covered = cover(db_session().get_one(PhotoFile, found.id).full, boxes)
    address = "data:image/jpeg;base64," + base64.b64encode(covered.full).decode()
    return make_response(_page(found, [], address))


@blueprint.post("/photos/<uuid:identifier>")
@write("photo.moderate")
def cover_photo(identifier: uuid.UUID) -> Response:
    """Burn rectangles into the photo for good."""
    found = _photo(identifier)
    try:
        boxes = rectangles_from(request.form, found.width, found.height)
    except InvalidInput as error:
        db_session().rollback()
        return make_response(_page(_photo(identifier), error.errors), 422)
    redact_photo(db_session(), actor(), found, boxes)
    flash(_("The parts are covered, and the photo as it was is gone."), "success")
    return redirect(f"/admin/photos/{identifier}", 303)  # type: ignore[return-value]


def _photo(identifier: uuid.UUID) -> Photo:
    found = photo_for_change(db_session(), actor().municipality_id, identifier)
    if found is None:
        raise PhotoNotFound(_("There is no such photo here."))
    return found


def _page(found: Photo, errors: list[FieldError], preview: str = "") -> str:
    subject = photo_subject(db_session(), actor(), found.subject_kind, found.subject_id)
    return render_template(
        "admin/photo.html",
        photo=found,
        page=subject.page,
        rows=ROWS,
        values=dict(request.form),
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
        preview=preview,
        reasons=words.reason_choices(),
    )
