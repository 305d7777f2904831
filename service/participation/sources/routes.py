"""Routes on which staff write down what was told at events, on paper and by phone, many in a row."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, make_response, redirect, request, url_for

from geo.errors import GeometryProblem
from service.errors import FieldError, InvalidInput, ServiceError, status_of
from service.i18n import gettext as _
from service.participation.pins.author import normal_reference
from service.participation.pins.errors import ContactDetailsInText, OutsideMunicipality
from service.participation.pins.form import submission_from_form
from service.participation.pins.operations import Submitted
from service.participation.pins.schemas import Submission
from service.participation.pins.sending import home_of
from service.participation.sources import rules  # noqa: F401  (registers the permission)
from service.participation.sources.blueprint import blueprint
from service.participation.sources.operations import enter_pin, source_of, take_entry_back
from service.participation.sources.page import entry_page
from service.participation.sources.schemas import EntryForm, EntryQuery
from service.web.context import actor, db_session, municipality, public_db
from service.web.geometry_words import geometry_sentence
from service.web.parse import parse_form, parse_query
from service.web.routing import read, write


@blueprint.get("/desk/entry")
@read("pin.enter")
def entry() -> str:
    """The form, with what the last entry left in it."""
    query = parse_query(EntryQuery)
    return entry_page({name: value for name, value in query.model_dump().items() if value is not None}, [])


@blueprint.post("/desk/entry")
@write("pin.enter")
def enter() -> Response:
    """Store one thing that was told, and give the form again for the next one."""
    try:
        form = parse_form(EntryForm)
        sent = _submission(form)
        source = source_of(
            db_session(),
            actor(),
            number=form.source,
            kind=form.source_kind,
            name=form.source_name,
            held_on=form.source_date,
        )
        submitted = enter_pin(
            db_session(), actor(), home_of(municipality()), sent, source, language=_language(form.said_language)
        )
    except (InvalidInput, GeometryProblem) as error:
        db_session().rollback()
        return _again(error)
    flash(_stored(submitted), "success")
    kept = {"source": source.id, "theme": form.theme, "where": form.where, "said_language": form.said_language}
    return make_response(redirect(url_for("sources.entry", **kept), 303))


@blueprint.post("/desk/entry/<reference>/take-back")
@write("pin.enter")
def take_back(reference: str) -> Response:
    """Take out of sight what was written down by mistake."""
    pin = take_entry_back(db_session(), actor(), normal_reference(reference))
    if pin is None:
        flash(_("It was answered or taken back already, so nothing was changed."), "warning")
    else:
        flash(_("%(reference)s was taken back.", reference=pin.reference), "success")
    source = request.form.get("source", "")
    return make_response(redirect(url_for("sources.entry", source=source if source.isdecimal() else None), 303))


def _submission(form: EntryForm) -> Submission:
    sent = submission_from_form(public_db(), municipality().id, form.as_pin_form())
    if form.is_on_map and sent.method == "coordinates":
        return sent.model_copy(update={"method": "crosshair"})
    return sent


def _language(said: str) -> str:
    """The language in which it was told; the municipality's first one for a language that is not spoken here."""
    offered = municipality().languages
    return said if said in offered else offered[0]


def _stored(submitted: Submitted) -> str:
    pin = submitted.pin
    if pin.visibility == "public":
        return _("Stored as %(reference)s. Write the next one.", reference=pin.reference)
    return _(
        "Stored as %(reference)s. It is not public yet: a moderator looks at it first. Write the next one.",
        reference=pin.reference,
    )


def _again(error: ServiceError | GeometryProblem) -> Response:
    """The form as it was sent, with what is wrong."""
    if isinstance(error, ServiceError):
        errors, status = error.errors or [FieldError("", error.message)], status_of(error)
    else:
        errors, status = [FieldError("lat", geometry_sentence(error))], 422
    values: dict[str, Any] = {name: request.form[name] for name in request.form}
    page = entry_page(
        values,
        errors,
        asks_contact=isinstance(error, ContactDetailsInText),
        is_outside=isinstance(error, OutsideMunicipality),
    )
    return make_response(page, status)
