"""Whatever people, staff and files may have written shows as text: no page runs it, no export breaks on it.

Every column that holds words, of every table of the demo, begins with markup that would run. Whether a form would take
it is not asked: what is stored may have come in by any way.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from defusedxml.ElementTree import fromstring
from playwright.sync_api import Browser
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from operate.testcluster import TestCluster
from tests.browser.conftest import DESK, sign_in
from tests.browser.pages import PUBLIC, STAFF
from tests.conftest import TownDatabase, _copy
from tests.servers import running_service

CANARY = """'"><img src=x onerror=alert(1)><svg onload=alert(2)></script>{{7*7}}"""
#: Columns that hold words of people, wherever they stand.
WORDS = re.compile(
    r"(^|_)(title|titles|body|text|texts|name|names|reason|reasons|signature|description|summary|summaries|alt|note|"
    r"notes|contact|words|place|invitation|theme_text|source|attribution|licence|licenses|file_name|unit|label)$"
)
COLUMNS = text(
    "SELECT c.table_schema, c.table_name, c.column_name, c.data_type FROM information_schema.columns AS c"
    " JOIN information_schema.tables AS t USING (table_schema, table_name)"
    " WHERE c.table_schema IN ('service', 'boundaries', 'layers') AND t.table_type = 'BASE TABLE'"
    " AND c.is_generated = 'NEVER' AND c.data_type IN ('character varying', 'text', 'jsonb')"
)


@pytest.fixture(scope="module")
def planted(cluster: TestCluster, kuopio_template: str) -> Iterator[tuple[TownDatabase, str, int]]:
    """A demo of which every word begins with markup, its address, and in how many columns it stands."""
    made = _copy(cluster, kuopio_template)
    town = next(made)
    count = 0
    with town.session() as db:
        for schema, table, column, kind in db.execute(COLUMNS).all():
            if WORDS.search(column):
                count += _plant(db, f'{schema}."{table}"', f'"{column}"', is_json=kind == "jsonb")
        db.commit()
    with running_service(town.settings) as service:
        yield town, service.url, count
    next(made, None)


def _plant(db: Session, table: str, column: str, *, is_json: bool) -> bool:
    """Put the markup before the words of a column; False where there are none, or a constraint names its words."""
    values = "(SELECT jsonb_object_agg(e.key, :canary || e.value) FROM jsonb_each_text({0}) AS e)"
    new = (values if is_json else ":canary || {0}").format(column)
    where = ("jsonb_typeof({0}) = 'object'" if is_json else "{0} <> ''").format(column)
    place = db.begin_nested()
    try:
        changed = db.execute(text(f"UPDATE {table} SET {column} = {new} WHERE {where}"), {"canary": CANARY})  # noqa: S608
    except DBAPIError:
        place.rollback()
        return False
    place.commit()
    return bool(changed.rowcount)  # type: ignore[attr-defined]


def test_no_page_runs_what_was_written(planted: tuple[TownDatabase, str, int], chromium: Browser) -> None:
    _town, own, count = planted
    assert count > 40, "the words of the demo were not found"
    context = chromium.new_context(**DESK, locale="fi-FI")
    page = context.new_page()
    troubles: list[str] = []
    page.on("dialog", lambda dialog: (troubles.append(f"{page.url}: {dialog.message}"), dialog.dismiss()))
    page.on(
        "console", lambda said: troubles.append(f"{page.url}: {said.text}") if "Security Policy" in said.text else None
    )
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
    seen = 0
    paths = [(path, "") for path in PUBLIC] + [(path, role) for role in sorted(STAFF) for path in STAFF[role]]
    signed = ""
    for path, role in paths:
        if role != signed:
            page.goto(f"{own}/about")
            sign_in(page, role)
            signed = role
        page.goto(own + path)
        page.wait_for_timeout(150)
        seen += CANARY[:8] in page.content() or "onerror=alert" in (page.locator("body").text_content() or "")
        ran = page.evaluate("document.querySelectorAll('[onerror], [onload], img[src=\"x\"]').length")
        if ran:
            troubles.append(f"{path}: markup came alive")
        if "49" in (page.locator("h1").first.text_content() or "") and "{{7*7}}" not in page.content():
            troubles.append(f"{path}: a template ran")
    context.close()
    assert seen > len(paths) / 3, "the words hardly showed anywhere"
    assert not troubles, "\n".join(troubles)


@pytest.mark.parametrize("path", ["/feed.atom", "/themes/green/feed.atom", "/areas/70820-litmanen/feed.atom"])
def test_feeds_stay_well_formed(planted: tuple[TownDatabase, str, int], path: str) -> None:
    with urlopen(planted[1] + path) as answer:  # noqa: S310 (loopback)
        assert CANARY in "".join(fromstring(answer.read()).itertext())


@pytest.mark.parametrize("name", ["ideas", "answers", "uses", "comments", "observations"])
def test_files_stay_well_formed_and_disarmed(planted: tuple[TownDatabase, str, int], name: str) -> None:
    with urlopen(f"{planted[1]}/data/{name}.csv") as answer:  # noqa: S310 (loopback)
        rows = list(csv.reader(io.StringIO(answer.read().decode("utf-8-sig")), delimiter=";"))
    assert len({len(row) for row in rows}) == 1
    with urlopen(f"{planted[1]}/data/{name}.geojson") as answer:  # noqa: S310 (loopback)
        assert len(json.load(answer)["features"]) == len(rows) - 1
