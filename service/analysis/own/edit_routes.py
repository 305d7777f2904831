"""Saying anew what one of the municipality's own indicators is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, make_response, redirect, render_template, url_for

from layers.indicators.catalogue import DOMAINS
from layers.indicators.models import OwnIndicator
from layers.indicators.own_store import own_indicator
from service.analysis.blueprint import blueprint
from service.analysis.catalogue.words import DOMAIN_WORDS
from service.analysis.own import rules  # noqa: F401  (registers the permission)
from service.analysis.own.errors import NoSuchIndicator
from service.analysis.own.operations import describe
from service.analysis.own.schemas import LANGUAGES as TEXTS
from service.analysis.own.schemas import MeaningForm
from service.errors import FieldError, InvalidInput
from service.i18n import LANGUAGES, named
from service.i18n import gettext as _
from service.web.context import actor, db_session, municipality
from service.web.parse import parse_form
from service.web.routing import read, write


@blueprint.get("/desk/indicators/own/<key>")
@read("indicator.import")
def edit_indicator(key: str) -> str:
    """The form with what the indicator is now."""
    row = _row(key)
    values: dict[str, Any] = {
        "domain": row.domain,
        "direction": "more" if row.more_is_need else "less",
        "unit": row.unit,
        "minimum_base": row.minimum_base,
        "treatment": row.treatment,
    }
    for what, texts in (("name", row.names), ("meaning", row.meaning), ("of", row.of_whom)):
        values.update({f"{what}_{code}": texts.get(code, "") for code in TEXTS})
    return _page(row, values)


@blueprint.post("/desk/indicators/own/<key>")
@write("indicator.import")
def save_indicator(key: str) -> Any:
    """Keep what the form says."""
    row = _row(key)
    form = parse_form(MeaningForm)
    try:
        describe(db_session(), actor(), row, form.model_dump())
    except InvalidInput as error:
        return make_response(_page(row, form.model_dump(), error.errors), 422)
    flash(_("The indicator is saved."), "success")
    return redirect(url_for("analysis.show_indicator", key=key), 303)


def _row(key: str) -> OwnIndicator:
    row = own_indicator(db_session(), municipality().id, key)
    if row is None:
        raise NoSuchIndicator(_("There is no such indicator, or its figures were taken back."))
    return row


def _page(row: OwnIndicator, values: Mapping[str, Any], errors: Sequence[FieldError] = ()) -> str:
    return render_template(
        "analysis/own/edit.html",
        title=named(row.names),
        key=row.key,
        kind=row.kind,
        values=values,
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
        name_languages=[(code, name) for code, name in LANGUAGES.items() if code in municipality().languages],
        domains=[(domain, _(DOMAIN_WORDS[domain])) for domain in DOMAINS],
    )
