"""The files for those who decide: what they hold, read back by the programs that open them."""

from __future__ import annotations

import io

from docx import Document
from openpyxl import load_workbook
from sqlalchemy import func, select, update

from service.statements.models import Statement, StatementResponse
from service.statements.signatures.models import StatementSignature
from tests.conftest import Browser, TownDatabase
from tests.service.proposals.conftest import text_of
from tests.service.statements.conftest import SLUG, give, stored
from tests.service.statements.test_responding import respond

FORMULA = '=HYPERLINK("http://evil.example")'


def test_a_document_holds_words_responses_and_no_more_than_is_public(
    client: Browser, open_town: TownDatabase, planner: Browser
) -> None:
    give(client, title="Portti pois", about="paragraph", paragraph="2", text="Ei porttia.\x0b\n\nKiitos.")
    reference = stored(open_town).reference
    assert respond(planner, open_town).status_code == 303
    give(client, text="Tätä ei näytetä kenellekään.")
    with open_town.database.session() as db:
        db.execute(update(Statement).where(Statement.body.like("Tätä%")).values(visibility="hidden"))
    for path in (f"{SLUG}/statements.docx", f"{SLUG}/statements/{reference}.docx"):
        made = planner.get(path)
        assert made.status_code == 200 and ".docx" in made.headers["Content-Disposition"]
        lines = [one.text for one in Document(io.BytesIO(made.data)).paragraphs]
        said = "\n".join(lines)
        assert f"1. {reference}: Portti pois" in lines
        assert "Parkkipaikka poistuu kokonaan." in lines, "what the statement is about, as it was"
        assert "Kiitos." in lines and "Kiitos. Puisto pysyy avoimena." in lines and "Portti jätetään pois." in lines
        assert "Tätä ei näytetä" not in said
    page = text_of(client.application.test_client().get(f"{SLUG}/statements/report"))
    assert "Portti pois" in page and "Kiitos. Puisto pysyy avoimena." in page and "Tätä ei näytetä" not in page


def test_a_workbook_has_a_row_for_each_segment_and_runs_no_formula(
    client: Browser, open_town: TownDatabase, planner: Browser
) -> None:
    give(client, title=FORMULA, text=f"{FORMULA}\n\nJa penkkejä lisää.")
    assert respond(planner, open_town).status_code == 303
    with open_town.database.session() as db:
        answer = db.query(StatementResponse).one()
        answer.parts = [
            {"number": 1, "text": FORMULA, "answer": "Ei linkkejä.", "outcome": "not_changed", "signature": "P"},
            {
                "number": 2,
                "text": "Ja penkkejä lisää.",
                "answer": "Tulee kaksi.",
                "outcome": "changed",
                "signature": "P",
            },
        ]
    made = client.get(f"{SLUG}/statements.xlsx")
    sheet = load_workbook(io.BytesIO(made.data)).active
    rows = list(sheet.iter_rows(min_row=2))
    assert [row[5].value for row in rows] == [FORMULA, "Ja penkkejä lisää."]
    assert [row[7].value for row in rows] == ["Ei linkkejä.", "Tulee kaksi."]
    assert all(cell.data_type != "f" for row in rows for cell in row)
    assert rows[0][0].value == stored(open_town).reference


def test_files_of_a_proposal_without_statements_say_so(client: Browser, open_town: TownDatabase) -> None:
    made = client.get(f"{SLUG}/statements.docx")
    assert "Kannanottoja: 0." in "\n".join(one.text for one in Document(io.BytesIO(made.data)).paragraphs)
    assert client.get("/proposals/ei-ole/statements.docx").status_code == 404
    assert client.get(f"{SLUG}/statements/KUO-L-000000.docx").status_code == 404


def test_files_tell_how_many_signed_and_the_names_that_may_be_read(
    client: Browser, open_town: TownDatabase, planner: Browser
) -> None:
    give(client)
    with open_town.database.session() as db:
        statement = db.scalars(select(Statement)).one()
        for name, is_public in (("Nelli Naapuri", True), (FORMULA, True), ("Piilo Pysyvä", False)):
            db.add(
                StatementSignature(
                    municipality_id=1,
                    statement_id=statement.id,
                    name=name,
                    is_name_public=is_public,
                    language="fi",
                    words_hash=b"x",
                    confirmed_at=func.now(),
                )
            )
    made = client.get(f"{SLUG}/statements.docx")
    words = "\n".join(one.text for one in Document(io.BytesIO(made.data)).paragraphs)
    assert "3 allekirjoittajaa" in words and "Nelli Naapuri" in words and "1 muu" in words and "Piilo" not in words
    sheet = load_workbook(io.BytesIO(client.get(f"{SLUG}/statements.xlsx").data)).active
    count, names = next(iter(sheet.iter_rows(min_row=2)))[-2:]
    assert count.value == 3 and "Nelli Naapuri" in names.value and "Piilo" not in names.value
    assert names.data_type != "f"
    printed = text_of(client.get(f"{SLUG}/statements/report"))
    assert "3 allekirjoittajaa" in printed and "Nelli Naapuri" in printed and "Piilo" not in printed
