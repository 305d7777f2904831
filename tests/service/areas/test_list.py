"""The list of areas: found, sorted and paged, with the people of each, at a cost that does not grow."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from tests.conftest import Browser, TownDatabase
from tests.service.areas.test_area_page import text_of
from tests.service.pins.conftest import counted_statements

#: Copies of area 01's boundary under names of their own, as many as a large city has areas.
MANY = text(
    "WITH new AS ("
    "  INSERT INTO boundaries.area (municipality_id, kind, slug, names)"
    "  SELECT 1, 'district', 'osa-' || n, jsonb_build_object('fi', 'Osa ' || lpad(CAST(n AS text), 4, '0'))"
    "  FROM generate_series(1, :count) AS n RETURNING id)"
    "INSERT INTO boundaries.area_version (area_id, number, geom, area_m2)"
    "  SELECT new.id, 1, v.geom, v.area_m2 FROM new,"
    "    (SELECT v.geom, v.area_m2 FROM boundaries.area_version AS v JOIN boundaries.area AS a ON a.id = v.area_id"
    "     WHERE a.slug = '01') AS v"
)


def names(client: Browser, query: str = "") -> list[str]:
    html = client.get(f"/areas{query}", headers={"Accept": "text/html"}).get_data(as_text=True)
    table = html.partition("<tbody")[2].partition("</tbody>")[0]
    return re.findall(r'<th scope="row"[^>]*><a href="/areas/([^"]+)">', table)


def test_sorts_by_people_and_by_holiday_homes(client: Browser) -> None:
    assert names(client)[:3] == ["01", "02", "03"]
    assert names(client, "?sort=residents")[:3] == ["05", "04", "02"]
    assert names(client, "?sort=homes")[:3] == ["07", "06", "03"]
    assert names(client, "?sort=homes")[-1] == "08"  # not published comes last


def test_figures_and_why_there_is_none(client: Browser) -> None:
    client.send("/areas", {"name": "Kaksi", "areas": ["01", "02"]})
    html = client.get("/areas", headers={"Accept": "text/html"}).get_data(as_text=True)
    rows = {row.split("</a>")[0].rpartition(">")[2]: text_of(row) for row in html.split('<tr role="row">')[2:]}
    assert "5 000" in rows["Kaksi"].replace("\xa0", " ") and "7" in rows["Kaksi"]
    assert "ei julkaistu" in rows["Alue 08"]


def test_search_kind_and_order_stay_together(client: Browser) -> None:
    client.send("/areas", {"name": "Rantaosa", "areas": ["01"]})
    html = client.get("/areas?q=osa&kind=resident&sort=size", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert "/areas/rantaosa" in html
    assert 'href="/areas?kind=resident&amp;q=osa"' in html  # the first order, all else as it was
    assert 'name="kind" value="resident"' in html and 'name="sort" value="size"' in html
    assert names(client, "?q=%25") == []  # a wildcard is a plain character


@pytest.mark.parametrize("query", ["?sort=shoe", "?page=0", "?page=x", "?page=99999", "?kind=moon"])
def test_what_the_list_does_not_know_is_refused(client: Browser, query: str) -> None:
    assert client.get(f"/areas{query}", headers={"Accept": "text/html"}).status_code == 400


def test_pages_of_five_thousand_areas_cost_the_same(client: Browser, town: TownDatabase) -> None:
    with counted_statements(town) as few:
        names(client)
    with town.database.session() as db:
        db.execute(MANY, {"count": 5000})
    with counted_statements(town) as many:
        first = names(client)
    assert len(first) == 50 and len(many) <= len(few) + 2
    second = names(client, "?page=2")
    assert len(second) == 50 and not set(first) & set(second)
    html = client.get("/areas?page=101", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert "5\xa0001–5\xa0009 / 5\xa0009" in html
    assert 'rel="next"' not in html and 'href="/areas?page=100"' in html
    beyond = client.get("/areas?page=200", headers={"Accept": "text/html"})
    assert beyond.status_code == 200 and "Luettelo ei yllä" in beyond.get_data(as_text=True)
