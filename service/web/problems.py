"""Answers to what goes wrong: `application/problem+json` for machines, a page for people.

A form that fails is shown again by its own route with what was typed; what ends here has no form to show.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import psycopg
import psycopg_pool
import structlog
from flask import Flask, Response, g, jsonify, make_response, render_template, request
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from geo.errors import GeometryProblem
from service.errors import (
    DatabaseDown,
    FieldError,
    InvalidInput,
    NoMunicipalityYet,
    NotFound,
    PayloadTooLarge,
    Problem,
    ProviderDown,
    ServiceError,
    SignInFailed,
    StorageFull,
    TooMany,
    status_of,
)
from service.i18n import gettext as _
from service.web.geometry_words import geometry_sentence, lonlat_of, path_of

log = structlog.get_logger("aluekartta.problem")
DISK_FULL = "53100"
MACHINE_PATHS = ("/api/", "/ogc", "/tiles/", "/health")
#: Interfaces whose standard has a form of its own for what goes wrong, by the beginning of their addresses.
_OWN_FORMS: dict[str, Callable[[Problem], Response]] = {}


def answer_under(prefix: str, form: Callable[[Problem], Response]) -> None:
    """Say what goes wrong at addresses that begin with `prefix` in the form that `form` gives it."""
    _OWN_FORMS[prefix] = form


def init_app(app: Flask) -> None:
    """Register one handler for every kind of error."""
    app.register_error_handler(ServiceError, _service_error)
    app.register_error_handler(GeometryProblem, _geometry_problem)
    app.register_error_handler(DBAPIError, _database_error)
    app.register_error_handler(PoolTimeout, _database_error)
    app.register_error_handler(psycopg.Error, _database_error)
    app.register_error_handler(psycopg_pool.PoolTimeout, _database_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def problem_of(error: ServiceError) -> Problem:
    """The answer to an error of the service."""
    return Problem(
        status=status_of(error),
        code=error.code,
        title=_title(error),
        detail=error.message or _title(error),
        errors=error.errors,
        retry_after_s=error.retry_after_s if isinstance(error, TooMany) else None,
    )


def answer(problem: Problem) -> Response:
    """The problem as the client wants it."""
    own = next((form for prefix, form in _OWN_FORMS.items() if request.path.startswith(prefix)), None)
    if own is not None:
        response = own(problem)
    elif wants_json():
        body: dict[str, Any] = {
            "type": f"urn:aluekartta:problem:{problem.code}",
            "title": problem.title,
            "status": problem.status,
            "code": problem.code,
            "detail": problem.detail,
            "request_id": getattr(g, "request_id", ""),
        }
        if problem.errors:
            body["errors"] = [{"where": e.where, "message": e.message} for e in problem.errors]
        if problem.lonlat:
            body["lonlat"] = list(problem.lonlat)
        response = jsonify(body)
        response.content_type = "application/problem+json"
    else:
        response = make_response(_page(problem))
    if problem.status == 401 and request.path.startswith("/api/"):
        response.headers["WWW-Authenticate"] = "Bearer"
    if own is None:
        response.status_code = problem.status
    response.headers["Cache-Control"] = "no-store"
    if problem.retry_after_s is not None:
        response.headers["Retry-After"] = str(problem.retry_after_s)
    return response


def wants_json() -> bool:
    """Whether the request comes from a program rather than from a person's browser."""
    if request.path.startswith(MACHINE_PATHS):
        return True
    best = request.accept_mimetypes.best_match(["text/html", "application/json", "application/problem+json"])
    return best in ("application/json", "application/problem+json") and not request.accept_mimetypes.accept_html


def _page(problem: Problem) -> str:
    return render_template(
        "error.html",
        status=problem.status,
        title=problem.title,
        detail=problem.detail,
        errors=problem.errors,
        retry_after=problem.retry_after_s,
        request_id=getattr(g, "request_id", ""),
    )


def _service_error(error: ServiceError) -> Response:
    _roll_back()
    return answer(problem_of(error))


def _geometry_problem(error: GeometryProblem) -> Response:
    _roll_back()
    return answer(geometry_problem_of(error))


def geometry_problem_of(error: GeometryProblem) -> Problem:
    """The answer to a place or shape that was refused: its own code, a sentence, and where it is."""
    sentence = geometry_sentence(error)
    problem = problem_of(InvalidInput(sentence, [FieldError(path_of(error), sentence)]))
    problem.code = error.code
    problem.lonlat = lonlat_of(error)
    return problem


def _database_error(error: Exception) -> Response:
    _roll_back()
    original = getattr(error, "orig", error)
    if getattr(original, "sqlstate", None) == DISK_FULL:
        log.error("disk_full")
        return answer(problem_of(StorageFull(_("There is no room to save right now. Try again later."))))
    down = isinstance(error, (OperationalError, PoolTimeout, psycopg.OperationalError, psycopg_pool.PoolTimeout))
    if not down:
        return _unexpected(error)
    log.error("database_down", error=type(error).__name__)
    problem = problem_of(
        DatabaseDown(_("The service is having a short break. Nothing you sent was lost: try again in a moment."))
    )
    problem.retry_after_s = 10
    return answer(problem)


def _http_error(error: HTTPException) -> Response:
    if isinstance(error, RequestEntityTooLarge):
        return answer(problem_of(PayloadTooLarge(_("What was sent is too large."))))
    if error.code == 404:
        return answer(problem_of(NotFound(_("There is nothing at this address."))))
    if error.code is None or error.response is not None:  # a redirect or a ready answer
        return error.get_response()  # type: ignore[return-value]
    titles = {
        405: _("This address does not take that kind of request."),
        400: _("The request could not be read."),
    }
    detail = titles.get(error.code, _("The request could not be read."))
    response = answer(Problem(error.code, f"http_{error.code}", detail, detail))
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _unexpected(error: Exception) -> Response:
    _roll_back()
    log.exception("unexpected_error", error=type(error).__name__)
    detail = _("Something went wrong on our side. It has been noted. Try again in a moment.")
    return answer(Problem(500, "unexpected", _("Something went wrong"), detail))


def _roll_back() -> None:
    session = g.get("session")
    if session is not None:
        with contextlib.suppress(Exception):  # a connection that is gone cannot roll back either
            session.rollback()


def _title(error: ServiceError) -> str:
    if isinstance(error, (SignInFailed, ProviderDown)):
        return _("Signing in did not succeed")
    if isinstance(error, NoMunicipalityYet):
        return _("Not set up yet")
    titles = {
        404: _("Not found"),
        401: _("Sign in"),
        403: _("Not allowed"),
        410: _("The link has expired"),
        413: _("Too large"),
        422: _("Something needs correcting"),
        400: _("Something is wrong in the address"),
        412: _("Somebody else changed this first"),
        428: _("Say which version you change"),
        429: _("Too many at once"),
        503: _("A short break"),
        507: _("No room left"),
    }
    return titles.get(status_of(error), _("Something went wrong"))
