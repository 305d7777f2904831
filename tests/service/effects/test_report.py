"""The assessment among the papers for those who decide: a chapter, a sheet and a part of the page to print."""

from __future__ import annotations

import io

from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from demo.cities import CITIES
from demo.load import load_city
from service.effects.models import EffectAssessment
from service.effects.views import assessment_view
from tests.conftest import Browser, TownDatabase
from tests.service.effects.conftest import SLUG, WHY, add_row, publish, visitor
from tests.service.proposals.conftest import text_of

REPORT = f"/proposals/{SLUG}/statements"
FORMULA = '=HYPERLINK("http://evil.example")'


def test_the_papers_hold_the_published_version(planner: Browser, drafted: TownDatabase) -> None:
    add_row(planner, drafted, easing="Paikkoja tulee kadun varteen.")
    add_row(planner, drafted, topic="own", topic_own=FORMULA, why=FORMULA, direction="unknown")
    reader = visitor(planner)
    assert "Keneen tämä vaikuttaa" not in text_of(reader.get(f"{REPORT}/report?lang=fi")), "a draft is in no paper"
    assert len(load_workbook(io.BytesIO(reader.get(f"{REPORT}.xlsx").data)).worksheets) == 1
    publish(planner, drafted)
    made = Document(io.BytesIO(reader.get(f"{REPORT}.docx?lang=fi").data))
    lines = [one.text for one in made.paragraphs]
    assert "Keneen tämä vaikuttaa ja miten" in lines and WHY in lines
    assert "Miten haittaa vähennetään: Paikkoja tulee kadun varteen." in lines
    cells = [cell.text for cell in made.tables[0].rows[1].cells]
    assert cells == ["Liikenne ja liikkuminen: Ikääntyneet", "ei arvioitu", "− huononee (arvioitu)"]
    book = load_workbook(io.BytesIO(reader.get(f"{REPORT}.xlsx?lang=fi").data))
    sheet = book["Vaikutukset"]
    table = list(sheet.iter_rows(min_row=2))
    told = [[cell.value for cell in row] for row in table]
    assert ["Liikenne ja liikkuminen", "Ikääntyneet", "Uusi puisto Keskustaan", "− huononee"] in [
        row[:4] for row in told
    ]
    assert any(row[0] == FORMULA and row[5] == FORMULA for row in told)
    assert all(cell.data_type != "f" for row in table for cell in row), "nothing is run as a formula"
    assert any(row[1] == "Lapset" and row[3] == "ei arvioitu" for row in told)
    page = text_of(reader.get(f"{REPORT}/report?lang=fi"))
    assert WHY in page and "Paikkoja tulee kadun varteen." in page and "Mitä ei arvioitu" in page


def test_the_demo_has_a_made_up_assessment_of_all_alternatives(empty_town: TownDatabase) -> None:
    with empty_town.database.session() as db:
        load_city(db, CITIES["mikkeli"])
        db.flush()
        made = db.scalars(select(EffectAssessment)).one()
        view = assessment_view(made.content)
    assert made.is_synthetic and len(view.columns) == 3
    assert {one.direction for line in view.lines for one in line.effects if one} >= {
        "better",
        "worse",
        "unknown",
        "none",
    }
    assert view.people and view.topics and all(one.measured for one in view.columns[1:])
    assert any(one.source and one.source.kind == "statement" for line in view.lines for one in line.effects if one)
