"""Cross-site request forgery: a token in forms and in a header, on every route that is not a read."""

from __future__ import annotations

from flask import Flask
from flask_wtf.csrf import CSRFError, CSRFProtect

from service.errors import CsrfFailed
from service.i18n import gettext as _
from service.web.bearer import bearer


class _Protect(CSRFProtect):
    """The check, but for another service that writes by its token: no other site can know it or send it."""

    def protect(self, apply_exemptions: bool = False) -> None:
        """Check the request's token, if it comes from a browser."""
        if bearer() is None:
            super().protect(apply_exemptions=apply_exemptions)


def init_app(app: Flask) -> CSRFProtect:
    """Protect every route; a failure becomes a sentence that says what to do."""
    app.config["WTF_CSRF_TIME_LIMIT"] = app.config["SETTINGS"].session_hours * 3600
    app.config["WTF_CSRF_HEADERS"] = ["X-CSRF-Token"]
    protect = _Protect(app)
    app.register_error_handler(CSRFError, _failed)
    return protect


def _failed(error: CSRFError) -> object:  # noqa: ARG001
    from service.web.problems import answer, problem_of

    return answer(
        problem_of(CsrfFailed(_("The page was open for a long time. Go back, reload the page and send again.")))
    )
