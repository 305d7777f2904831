"""Pages of administrators: the keys of other services, a form to give one, and taking one back."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, request, session, url_for

from service.errors import InvalidInput
from service.i18n import gettext as _
from service.machines import rules, tokens  # noqa: F401  (they register the permission and how tokens are known)
from service.machines.blueprint import blueprint
from service.machines.operations import end_key, make_key
from service.machines.queries import keys_listed
from service.machines.schemas import PER_HOUR, KeyForm
from service.machines.scopes import REPORTS, SCOPES
from service.web.context import actor, base_url, db_session, municipality
from service.web.parse import parse_form
from service.web.routing import read, write

#: Where the browser holds a new secret until the page has shown it.
SHOWN_ONCE = "new_machine_key"


@blueprint.get("/admin/machines")
@read("machine.manage")
def keys() -> str:
    """Who has a key, and once after giving one its secret."""
    return _page()


@blueprint.post("/admin/machines")
@write("machine.manage")
def give_key() -> Response:
    """Give a key. Its secret waits in this browser's cookie alone: the stored answer to the form must not hold it."""
    try:
        form = parse_form(KeyForm)
    except InvalidInput as error:
        return make_response(_page(error), 422)
    _key, secret = make_key(
        db_session(), actor(), name=form.name, per_hour=form.per_hour, scopes=form.scopes, expires_at=form.expires_at
    )
    session[SHOWN_ONCE] = [form.name, secret]
    return redirect(url_for("machines.keys"), 303)  # type: ignore[return-value]


@blueprint.post("/admin/machines/<int:key_id>/end")
@write("machine.manage")
def take_key_back(key_id: int) -> Response:
    """Take a key back for good."""
    key = end_key(db_session(), actor(), key_id)
    flash(_("The key of %(name)s does not work any more.", name=key.name), "success")
    return redirect(url_for("machines.keys"), 303)  # type: ignore[return-value]


def _page(error: InvalidInput | None = None) -> str:
    errors = error.errors if error else []
    return render_template(
        "machines/keys.html",
        keys=keys_listed(db_session(), municipality().id),
        new=session.pop(SHOWN_ONCE, None) if error is None else None,
        values=dict(request.form) if error else {"per_hour": PER_HOUR},
        scopes=SCOPES,
        chosen=request.form.getlist("scopes") if error else [REPORTS],
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
        address=f"{base_url()}/open311/v2",
    )
