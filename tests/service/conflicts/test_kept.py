"""A report is made once while nothing is written anywhere, and anew after any write that may change it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import text

from service.conflicts import kept
from tests.conftest import Browser, TownDatabase
from tests.service.conflicts.conftest import lines_of
from tests.service.proposals.conftest import send_new

SLUG = "uusi-puisto-keskustaan"
PAGES = (f"/proposals/{SLUG}?lang=fi", f"/proposals/{SLUG}/report?lang=fi", f"/api/proposals/{SLUG}/report?lang=fi")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The shapes that reports are made on from now on."""
    shapes: list[Any] = []
    make = kept.report_on

    def noting(*given: Any) -> Any:
        shapes.append(given[2])
        return make(*given)

    monkeypatch.setattr(kept, "report_on", noting)
    return shapes


def test_all_pages_share_one_report(planner: Browser, layered: TownDatabase, made: list[Any]) -> None:
    send_new(planner)
    visitor = planner.application.test_client()

    def made_for(pages: Sequence[str]) -> int:
        made.clear()
        assert [visitor.get(page).status_code for page in pages] == [200] * len(pages)
        return len(made)

    assert made_for(PAGES[:1]) == 1
    # What other tests write in the same cluster lets a report be made anew, so that one quiet round is enough.
    assert any(made_for(PAGES) == 0 for _ in range(20)), "each page makes a report of its own"
    finnish, english = (visitor.get(f"{PAGES[2][:-2]}{code}").json["lines"] for code in ("fi", "en"))
    assert finnish[0]["meaning"] != english[0]["meaning"], "another language is another report"


@pytest.mark.parametrize(
    "write",
    [
        "UPDATE layers.zoning_unit SET letter = 'YL' WHERE letter = 'AK'",
        "UPDATE layers.layer_feature SET properties = '{\"name\": \"toinen\"}' WHERE properties ->> 'name' = 'keskus'",
        "UPDATE layers.layer SET visibility = 'officials' WHERE key = 'urban_zones'",
        "UPDATE boundaries.area SET state = 'withdrawn' WHERE slug = '05'",
    ],
)
def test_a_write_shows_in_the_next_answer(planner: Browser, layered: TownDatabase, write: str) -> None:
    send_new(planner)
    before = lines_of(planner, SLUG)
    with layered.session() as db:
        db.execute(text(write))
        db.commit()
    assert lines_of(planner, SLUG).keys() != before.keys()


def test_no_more_are_kept_than_fit(
    planner: Browser, layered: TownDatabase, made: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "MOST", 1)
    send_new(planner)
    for _ in range(2):
        for page in (PAGES[1], f"{PAGES[1][:-2]}en"):
            assert planner.get(page).status_code == 200
    assert len(made) == 4
