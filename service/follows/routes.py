"""Following: the routes of asking for it and of one's own followings."""

from __future__ import annotations

from flask import current_app
from flask.blueprints import BlueprintSetupState

from service.follows import asking, feeds, own, rules  # noqa: F401  (registers the routes and the permissions)
from service.follows.blueprint import blueprint


def _let_mail_programs_in(state: BlueprintSetupState) -> None:
    # The secret in the address is what allows it; there is no session that another site could misuse.
    for view in (own.stop_following, own.stop_all_followings):
        state.app.extensions["csrf"].exempt(view)


@blueprint.app_context_processor
def _what_forms_need() -> dict[str, bool]:
    return {"sends_mail": bool(current_app.config["SETTINGS"].mail_server)}


blueprint.record_once(_let_mail_programs_in)
