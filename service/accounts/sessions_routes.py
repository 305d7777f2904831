"""Where a person is signed in, and signing out there."""

from __future__ import annotations

import uuid

from flask import Response, flash, redirect, render_template

from service.accounts.blueprint import blueprint
from service.accounts.queries import sessions_of
from service.accounts.sessions import close_session, close_sessions
from service.i18n import gettext as _
from service.web.context import actor, db_session, session_id
from service.web.routing import read, write


@blueprint.get("/account/sessions")
@read("account.own")
def sessions() -> str:
    """The devices on which the person is signed in here."""
    person_id = actor().person_id
    assert person_id is not None  # noqa: S101 (the permission says so)
    return render_template(
        "accounts/sessions.html", sessions=sessions_of(db_session(), person_id), current_id=session_id()
    )


@blueprint.post("/account/sessions/<uuid:session_id>/close")
@write("account.own")
def close_one_session(session_id: uuid.UUID) -> Response:
    """Sign out on one device."""
    person_id = actor().person_id
    if person_id is not None and close_session(db_session(), person_id, session_id):
        flash(_("Signed out on that device."), "success")
    else:
        flash(_("Nothing changed: that sign-in had ended already."), "info")
    return redirect("/account/sessions", 303)  # type: ignore[return-value]


@blueprint.post("/account/sessions/close-others")
@write("account.own")
def close_other_sessions() -> Response:
    """Sign out everywhere but in this browser."""
    person_id = actor().person_id
    assert person_id is not None  # noqa: S101
    close_sessions(db_session(), person_id, but=session_id())
    flash(_("Signed out everywhere else."), "success")
    return redirect("/account/sessions", 303)  # type: ignore[return-value]
