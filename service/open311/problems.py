"""What goes wrong, in the form that the standard has for it: a list of errors, each with a code and a description."""

from __future__ import annotations

from flask import Response, request

from service.errors import Problem
from service.open311.writing import document
from service.web.problems import answer_under

PREFIX = "/open311/"
#: The standard knows only this status for what a client got wrong in its parameters.
BAD_REQUEST = 400


def georeport_problem(problem: Problem) -> Response:
    """The problem as XML, or as JSON for an address that ends so."""
    status = BAD_REQUEST if problem.status == 422 else problem.status
    said = [f"{one.where}: {one.message}" if one.where else one.message for one in problem.errors] or [problem.detail]
    form = "json" if request.path.endswith(".json") else "xml"
    return document(form, "errors", [{"code": status, "description": one} for one in said], status)


answer_under(PREFIX, georeport_problem)
