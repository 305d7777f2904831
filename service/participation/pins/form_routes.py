"""Routes of the form that needs neither a map nor scripts."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from geo.errors import GeometryProblem
from service.errors import FieldError, InvalidInput, ServiceError, TooMany, status_of
from service.i18n import gettext as _
from service.participation.campaigns.errors import CampaignNotFound
from service.participation.campaigns.queries import campaigns_of, chosen_campaign
from service.participation.photos.rules import FORM_BYTES
from service.participation.photos.sending import keep_photos, photos_of_form
from service.participation.pins.author import author_token
from service.participation.pins.blueprint import blueprint
from service.participation.pins.errors import ContactDetailsInText, OutsideMunicipality
from service.participation.pins.form import PinForm, submission_from_form
from service.participation.pins.opened import opened_token
from service.participation.pins.photos import subject_of_pin
from service.participation.pins.places import place_choices
from service.participation.pins.queries import themes, themes_offered
from service.participation.pins.sending import place_notice, receive, tell_author
from service.web.context import db_session, municipality, public_db
from service.web.geometry_words import geometry_sentence
from service.web.parse import parse_form
from service.web.routing import read, write

#: Where an error of the operation stands in the form.
FIELDS = {"lonlat": "lat", "shape": "shape_text", "area": "place", "is_solution": "asked"}


@blueprint.get("/pins/new")
@read("public")
def new_pin() -> str:
    """The form. The address may name a campaign, and an area, a point, a theme or a kind to begin with."""
    wanted = ("lon", "lat", "theme", "campaign", "kind")
    values = {name: request.args[name] for name in wanted if name in request.args}
    if "area" in request.args:
        values |= {"where": "list", "place": f"area:{request.args['area']}"}
    elif {"lon", "lat"} <= values.keys():
        values["where"] = "coordinates"
    return _form_page(values, [])


@blueprint.post("/pins/new")
@write("pin.submit", body_limit=FORM_BYTES)
def create_pin() -> Response:
    """Take the form in; when something is wrong, show it again with everything that was typed.

    An idea is not refused for its photos: what is wrong with one is said on the receipt, where it can be replaced.
    """
    try:
        sent = submission_from_form(public_db(), municipality().id, parse_form(PinForm))
        photos = photos_of_form()  # before the pin takes its number, for which others wait
        submitted = receive(sent)
        problems = keep_photos(subject_of_pin(submitted.pin, author_token(submitted.token)), photos)
    except (InvalidInput, GeometryProblem, TooMany) as error:
        db_session().rollback()
        return _form_again(error)
    tell_author(submitted)
    for problem in problems:
        flash(problem, "warning")
    if submitted.location.moved_m is not None:
        flash(place_notice(submitted), "info")
    address = url_for("pins.receipt", reference=submitted.pin.reference, key=submitted.token)
    return make_response(redirect(address, 303))


def _form_again(error: ServiceError | GeometryProblem) -> Response:
    if isinstance(error, ServiceError):
        errors, status = error.errors or [FieldError("", error.message)], status_of(error)
    else:
        where = "shape_text" if request.form.get("where") == "shape" else "lat"
        errors, status = [FieldError(where, geometry_sentence(error))], 422
    values = {name: request.form[name] for name in request.form}
    page = _form_page(
        values,
        errors,
        asks_contact=isinstance(error, ContactDetailsInText),
        is_outside=isinstance(error, OutsideMunicipality),
    )
    response = make_response(page, status)
    if isinstance(error, TooMany):
        response.headers["Retry-After"] = str(error.retry_after_s)
    return response


def _form_page(
    values: dict[str, str], errors: list[FieldError], *, asks_contact: bool = False, is_outside: bool = False
) -> str:
    home, connection = municipality(), public_db()
    campaign = chosen_campaign(campaigns_of(connection, home.id), values.get("campaign"))
    if campaign is None:
        raise CampaignNotFound(_("There is no campaign “%(name)s” here.", name=values.get("campaign", "")[:60]))
    shown = [FieldError(FIELDS.get(one.where, one.where), one.message) for one in errors]
    return render_template(
        "pins/new.html",
        values=values,
        errors=shown,
        error_of={one.where: one.message for one in reversed(shown)},
        is_outside=is_outside,
        asks_contact=asks_contact or bool(values.get("confirm_contact")),
        campaign=campaign,
        themes=themes_offered(themes(connection, home.id), campaign),
        place_options=place_choices(connection, home.id),
        opened=values.get("opened") or opened_token(),
    )
