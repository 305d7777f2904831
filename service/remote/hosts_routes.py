"""The page of hosts that may be asked for layers."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Response, flash, make_response, redirect, render_template, request, url_for

from layers.remote.fetching import host_and_port
from layers.remote.problems import RemoteProblem
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.remote.blueprint import blueprint
from service.remote.hosts import allow_host, forbid_host, hosts_listed
from service.remote.schemas import HostForm
from service.remote.words import problem_words
from service.web.context import actor, db_session, municipality
from service.web.parse import parse_form
from service.web.routing import read, write

HTTPS = 443


@blueprint.get("/admin/hosts")
@read("remote.manage")
def hosts() -> str:
    """Which hosts the server may ask, and a form to allow one."""
    return _page()


@blueprint.post("/admin/hosts")
@write("remote.manage")
def allow() -> Response:
    """Allow a host."""
    try:
        form = parse_form(HostForm)
        host, port = _host_of(form)
        made = allow_host(db_session(), actor(), host=host, port=port, note=form.note)
    except RemoteProblem as problem:
        sentence = problem_words(problem)
        return make_response(_page(InvalidInput(sentence, [FieldError("host", sentence)])), 422)
    except InvalidInput as error:
        return make_response(_page(error), 422)
    flash(_("Layers may be fetched from %(host)s now.", host=f"{made.host}:{made.port}"), "success")
    return redirect(url_for("remote.hosts"), 303)  # type: ignore[return-value]


@blueprint.post("/admin/hosts/<int:host_id>/end")
@write("remote.manage")
def forbid(host_id: int) -> Response:
    """Take an allowance back."""
    host = forbid_host(db_session(), actor(), host_id)
    flash(_("Nothing is fetched from %(host)s any more. Copies that are kept stay.", host=host.host), "success")
    return redirect(url_for("remote.hosts"), 303)  # type: ignore[return-value]


def _host_of(form: HostForm) -> tuple[str, int]:
    """A host may be pasted as a whole address, which then also says the port."""
    if "//" in form.host:
        host, port = host_and_port(form.host.strip())
        return host, form.port or port
    bare = urlsplit(f"//{form.host.strip()}")
    try:
        port = bare.port
    except ValueError:
        raise RemoteProblem("bad_host") from None
    return bare.hostname or form.host, form.port or port or HTTPS


def _page(error: InvalidInput | None = None) -> str:
    errors = error.errors if error else []
    return render_template(
        "remote/hosts.html",
        hosts=hosts_listed(db_session(), municipality().id),
        values=dict(request.form) if error else {"host": request.args.get("host", "")[:300]},
        errors=errors,
        error_of={one.where: one.message for one in reversed(errors)},
    )
