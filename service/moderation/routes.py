"""Routes of reports: a page that works without scripts, from which one comes back to what was reported."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request

from service.errors import FieldError, InvalidInput, NotFound
from service.i18n import gettext as _
from service.moderation.kinds import Target, kind_named
from service.moderation.operations import report_thing, reporter_hash
from service.moderation.rules import PER_HOUR
from service.moderation.schemas import ReportForm
from service.moderation.words import report_reasons
from service.web.context import db_session, municipality, public_db
from service.web.limits import client_hash, count_deed
from service.web.parse import parse_form
from service.web.routing import read, write
from service.web.visitors import visitor

blueprint = Blueprint("moderation", __name__)


@blueprint.get("/report/<kind>/<identifier>")
@read("report.send")
def report_page(kind: str, identifier: str) -> str:
    """The form: what is reported, and why."""
    return _page(_target(kind, identifier), {}, [])


@blueprint.post("/report/<kind>/<identifier>")
@write("report.send")
def send_report(kind: str, identifier: str) -> Response:
    """Take a report in, and come back to what it is about."""
    target, home = _target(kind, identifier), municipality()
    try:
        form = parse_form(ReportForm)
    except InvalidInput as error:
        db_session().rollback()
        return make_response(_page(target, dict(request.form), error.errors), 422)
    if form.website:  # a program filled the field that people do not see: nothing is kept, and it learns nothing
        return _thanks(target)
    count_deed("report", PER_HOUR, dt.timedelta(hours=1))
    is_new = report_thing(
        db_session(),
        home.id,
        target,
        reporter=reporter_hash(current_app.config["SETTINGS"].secret_key, target, visitor()),
        client=client_hash(),
        reason=form.reason,
        body=form.body,
        settings=home.settings,
    )
    if is_new:
        return _thanks(target)
    flash(_("You have reported this already. A moderator looks at it."), "info")
    return redirect(target.page, 303)  # type: ignore[return-value]


def _thanks(target: Target) -> Response:
    flash(_("Thank you. A moderator looks at it."), "success")
    return redirect(target.page, 303)  # type: ignore[return-value]


def _target(name: str, identifier: str) -> Target:
    kind = kind_named(name)
    found = kind.show(public_db(), municipality().id, identifier) if kind else None
    if found is None:
        raise NotFound(_("What you wanted to report is not here any more."))
    return found


def _page(target: Target, values: dict[str, Any], errors: list[FieldError]) -> str:
    return render_template(
        "moderation/report.html",
        target=target,
        reasons=report_reasons(target.kind),
        values=values,
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
    )
