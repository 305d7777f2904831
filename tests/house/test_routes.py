"""Every route names its permission; every write carries an idempotency key and a CSRF token."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from service.permissions import known_permissions

#: Writes that may be repeated without harm, each with the reason.
UNKEYED = {
    "accounts.sign_out": "ending a session twice is ending it once",
    "admin.preview_cover": "a preview: nothing is kept",
    "follows.stop_all_followings": "deleting what is gone deletes nothing",
    "layer_imports.report_anew": "a report: nothing is brought in, and the same is kept of what was typed",
    "replies.draft_answer": "a preview: nothing is kept",
    "areas.facts": "a preview: nothing is kept",
    "areas.read_upload": "a preview: nothing is kept",
    "areas.read_upload_on_page": "a preview: nothing is kept",
    "areas.report_import": "a report: choosing the same columns twice is choosing them once",
    "areas.join_outlines": "a preview: nothing is kept",
    "areas.shape": "a preview: nothing is kept",
    "remote.look": "a look: nothing is kept",
    "remote.pick": "a look: nothing is kept",
    "proposals.coverage_preview": "a preview: nothing is kept",
    "statements.preview_statement": "a preview: nothing is kept",
    "follows.stop_following": "stopping twice is stopping once",
}
#: Writes that know no page and no CSRF token (of mail programs, of phones that were offline), each with what allows
#: them instead. No cookie does.
WITHOUT_TOKEN = {
    "follows.stop_all_followings": "the secret of a following in the address",
    "follows.stop_following": "the secret of the following in the address",
    "walks.check": "the walker's secret in a header",
    "walks.confirm": "the walker's secret in a header",
    "walks.experience": "the walker's secret in a header",
    "walks.note": "the walker's secret in a header",
    "walks.note_photo": "the walker's secret in a header",
}


def test_every_route_names_a_known_permission(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        view = app.view_functions[rule.endpoint]
        name = getattr(view, "permission", None)
        assert name in known_permissions(), f"{rule.rule} ({rule.endpoint}) names no permission"


def test_every_write_is_marked_and_keyed(app: Flask) -> None:
    for rule in app.url_map.iter_rules():
        if rule.methods & {"POST", "PUT", "PATCH", "DELETE"}:  # type: ignore[operator]
            view = app.view_functions[rule.endpoint]
            assert getattr(view, "is_write", False), f"{rule.rule} writes but is not marked @write"
            if not view.is_keyed:  # type: ignore[attr-defined]
                assert rule.endpoint in UNKEYED, f"{rule.endpoint} takes no idempotency key and gives no reason"


@pytest.mark.parametrize("header", [{}, {"Origin": "https://elsewhere.example"}])
def test_no_write_passes_without_a_csrf_token(app: Flask, header: dict[str, str]) -> None:
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        for method in rule.methods & {"POST", "PUT", "PATCH", "DELETE"}:  # type: ignore[operator]
            path = rule.rule
            for argument, taker in rule._converters.items():
                converter = taker.__class__.__name__
                if converter == "AnyConverter":
                    path = re.sub(rf"<any\([^)]*\):{argument}>", min(taker.items), path)  # type: ignore[attr-defined]
                value = "1" if "Integer" in converter else "00000000-0000-0000-0000-000000000000"
                path = path.replace(f"<int:{argument}>", "1").replace(f"<uuid:{argument}>", value)
                path = path.replace(f"<{argument}>", "x")
            answer = client.open(path, method=method, headers={**header, "Idempotency-Key": "k" * 20})
            if rule.endpoint in WITHOUT_TOKEN:
                assert answer.status_code == 404, f"{method} {path} let a made-up secret in"
                continue
            assert answer.status_code == 403, f"{method} {path} answered {answer.status_code}"
