"""Every page is among those that the accessibility and translation tests visit, or says why it is not."""

from __future__ import annotations

import re

from flask import Flask
from werkzeug.exceptions import NotFound

from tests.browser.pages import PUBLIC, STAFF

#: Answers that are no pages.
FOR_PROGRAMS = re.compile(
    r"^/(api|ogc|open311|tiles|static)/|\.(csv|docx|xlsx|gpkg|geojson|atom|json|jpg|js|webmanifest|zip)$|^/health$"
)
ONES_OWN = "needs what only its author holds: its own tests visit it"
IN_PASSING = "one comes by on the way to a page"
#: Pages that are not visited there, each with the reason.
ELSEWHERE = {
    "catalogue.feature": "its address is a number of the database; tests/service/catalogue reads it",
    "replies.show_sheet": ONES_OWN,
    "replies.take_sheet": "a file, not a page",
    "analysis.show_bench_results": "a part of the workbench, for its script",
    "analysis.live_bench": "an answer for scripts, not a page",
    "analysis.show_run": "an answer for scripts, not a page",
    "accounts.come_back": IN_PASSING,
    "accounts.confirm_sign_in": ONES_OWN,
    "accounts.go_to_provider": IN_PASSING,
    "accounts.signed_out": IN_PASSING,
    "admin.person": "needs a person's number",
    "admin.photo": "needs a photo's number",
    "analysis.show_figures": "needs a file: its own tests visit it",
    "areas.area_set": "the demo has no set",
    "areas.area_traits": "a form of officials that the page of an area leads to",
    "areas.area_version": "the demo's areas have one version",
    "areas.change_areas": "the demo has no set",
    "areas.edit_area": ONES_OWN,
    "areas.edit_set": "the demo has no set",
    "areas.one_import": "needs an import: its own browser test visits it",
    "areas.outline_at_level": "an outline, not a page",
    "areas.preview_repair": "the demo has no set",
    "discussion.edit_own": ONES_OWN,
    "effects.edit_row": "the same form as a new row's",
    "exports.file": "a file, not a page",
    "follows.confirm_page": ONES_OWN,
    "follows.own_page": ONES_OWN,
    "imports.show_import": "needs an import: the tests of imports look at it",
    "layer_imports.show_import": "needs a file: its own tests visit it",
    "owndata.pin_data": ONES_OWN,
    "photos.own_photos": ONES_OWN,
    "pins.edit_page": ONES_OWN,
    "pages.style_guide": "for whoever builds pages: in English, and only where demonstration is on",
    "pins.receipt": ONES_OWN,
    "remote.legend": "a picture, not a page",
    "remote.show": "the demo has no layer of another service",
    "remote.tile": "a picture, not a page",
    "programmes.decision_report": "a file that is opened without the service",
    "proposals.document_file": "a file, not a page",
    "proposals.edit_proposal": "the same form as a new proposal's",
    "statements.confirm_signature_page": ONES_OWN,
    "statements.edit_statement": ONES_OWN,
    "statements.own_signature": ONES_OWN,
    "statements.find_statement": IN_PASSING,
    "statements.edit_of_board": "its own tests visit it",
    "statements.handle": "its own tests visit it",
    "walks.edit_walk": "the same form as a new walk's",
}


def visited(app: Flask) -> set[str]:
    """The endpoints of the listed pages."""
    adapter = app.url_map.bind("localhost")
    found = set()
    for path in [*PUBLIC, *(path for paths in STAFF.values() for path in paths)]:
        try:
            found.add(adapter.match(path.partition("?")[0])[0])
        except NotFound:
            assert path == "/no-such-page", f"{path} is no page of the service"
    return found


def test_every_page_is_visited_or_says_why_not(app: Flask) -> None:
    pages = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not FOR_PROGRAMS.search(rule.rule)
    }
    seen = visited(app)
    assert sorted(pages - seen - set(ELSEWHERE)) == [], "list these pages in tests/browser/pages.py"
    assert sorted(set(ELSEWHERE) - (pages - seen)) == [], "these need no reason any more"
