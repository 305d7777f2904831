"""Routes of photos: the pictures themselves. What their sender does stands in `own_routes`."""

from __future__ import annotations

import uuid

from flask import Response, make_response, request
from sqlalchemy import select

from service.i18n import gettext as _
from service.participation.photos import (  # noqa: F401  (importing registers routes, kinds and subjects)
    comments,
    moderation,
    own_routes,
)
from service.participation.photos.blueprint import blueprint
from service.participation.photos.errors import PhotoNotFound
from service.participation.photos.models import Photo, PhotoFile
from service.participation.photos.queries import public_bytes, public_photo
from service.participation.photos.subjects import photo_subject
from service.permissions import may
from service.web.context import actor, db_session, municipality, public_db
from service.web.routing import read

SIZES = ("full", "thumb")


@blueprint.get("/photos/<uuid:identifier>/<size>.jpg")
@read("public")
def picture(identifier: uuid.UUID, size: str) -> Response:
    """A photo's JPEG. What is not public is given to its sender and officials alone, and kept by nobody.

    A browser asks each time whether its copy still holds, so that what is hidden is gone at once.
    """
    if size not in SIZES:
        raise _missing()
    row = public_photo(public_db(), municipality().id, identifier)
    if row is None:
        return _not_public(identifier, size)
    response = Response(mimetype="image/jpeg")
    response.set_etag(f"{row.version}-{size}")
    if response.make_conditional(request).status_code != 304:
        data = public_bytes(public_db(), identifier, size)
        if data is None:
            raise _missing()
        response.set_data(data)
    return _as_picture(response, identifier, size)


def _not_public(identifier: uuid.UUID, size: str) -> Response:
    who, db = actor(), db_session()
    photo = db.scalar(select(Photo).where(Photo.id == identifier, Photo.municipality_id == who.municipality_id))
    if photo is None:
        raise _missing()
    subject = photo_subject(db, who, photo.subject_kind, photo.subject_id)
    if not may(who, "photo.see", subject):
        raise _missing()
    column = PhotoFile.full if size == "full" else PhotoFile.thumb
    response = make_response(db.scalars(select(column).where(PhotoFile.photo_id == photo.id)).one())
    response.mimetype = "image/jpeg"
    response.headers["Cache-Control"] = "no-store"
    return _as_picture(response, identifier, size)


def _as_picture(response: Response, identifier: uuid.UUID, size: str) -> Response:
    response.headers["Content-Disposition"] = f'inline; filename="photo-{identifier.hex[:8]}-{size}.jpg"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _missing() -> PhotoNotFound:
    return PhotoNotFound(_("There is no such photo here."))
