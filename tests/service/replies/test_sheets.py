"""Answers of many ideas with a table: taken, filled in, reported on, used once; hostile files do nothing."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select, update

from service.participation.pins.models import Pin, StateChange
from service.participation.replies.models import AnswerLink
from service.participation.replies.sheets.models import AnswerSheet
from tests.conftest import Browser, TownDatabase
from tests.service.replies.conftest import add_idea

pytestmark = pytest.mark.usefixtures("notes_stay_right")
FILLED = {"New state": "Not accepted", "Public answer": "Emme voi."}


def taken(client: Browser, form: str = "csv") -> list[dict[str, str]]:
    """The table as it is taken, its rows by the headings, in the order of references."""
    answer = client.get(f"/desk/answers.{form}?whose=all&show=any&lang=en")
    assert answer.status_code == 200
    if form == "csv":
        found = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff")), delimiter=";"))
    else:
        heading, *rows = openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0].iter_rows(values_only=True)
        found = [dict(zip(heading, ["" if v is None else str(v) for v in row], strict=True)) for row in rows]
    return sorted(found, key=lambda row: row["Reference"])


def sent(client: Browser, rows: list[dict[str, str]], form: str = "csv") -> Any:
    """The table sent back; the answer is the report's address or a page that says what is wrong."""
    if form == "csv":
        out = io.StringIO()
        writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
        return send_file(client, out.getvalue().encode(), "answers.csv")
    book = openpyxl.Workbook()
    for row in [list(rows[0]), *[list(row.values()) for row in rows]]:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return send_file(client, file.getvalue(), "answers.xlsx")


def send_file(client: Browser, data: bytes, name: str) -> Any:
    form = {"upload": (io.BytesIO(data), name)}
    return client.send("/desk/answers", form, content_type="multipart/form-data")


def states(town: TownDatabase) -> list[str]:
    with town.session() as db:
        return list(db.scalars(select(Pin.state).order_by(Pin.reference)))


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_filled_table_is_reported_and_answers_once(
    client: Browser, town: TownDatabase, ideas: list[str], users: None, form: str
) -> None:
    client.sign_in("official")
    rows = taken(client, form)
    assert [row["Reference"] for row in rows] == ideas
    rows[0].update(FILLED)
    rows[1].update(
        {
            "New state": "partly",
            "Public answer": "Osa tulee.",
            "How it was used": "partly",
            "Proposal or decision": "https://x.example/proposals/rantapuisto",
            "Why": "Raha riittää osaan.",
        }
    )
    given = sent(client, rows, form)
    assert given.status_code == 303, given.get_data(as_text=True)[-3000:]
    report = given.headers["Location"]
    assert "Emme voi." in client.get(f"{report}?lang=en").get_data(as_text=True)
    assert states(town) == ["received"] * 3, "a report answers nothing"
    same = {"rows": "all", "csrf_token": client.token(), "idempotency_key": "k" * 24}
    for _twice in range(2):
        assert client.send(f"{report}/use", same).status_code == 303
    assert client.send(f"{report}/use", {"rows": "all"}).status_code == 303
    assert states(town) == ["declined", "partly", "received"]
    with town.session() as db:
        assert db.scalar(select(func.count()).select_from(StateChange)) == 5
        link = db.scalars(select(AnswerLink)).one()
        assert (link.relation, link.reason) == ("partly", "Raha riittää osaan.")
    # The same file again answers nothing: each input has changed since.
    again = client.get(sent(client, rows, form).headers["Location"] + "?lang=en").get_data(as_text=True)
    assert "Version (do not change)" in again and "Publish" not in again


def test_wrong_rows_keep_all_back_or_only_their_own(
    client: Browser, town: TownDatabase, ideas: list[str], users: None
) -> None:
    client.sign_in("official")
    rows = taken(client)
    for row in rows:
        row.update(FILLED)
    rows[1]["New state"] = "Eaten"
    rows[2] |= {"Proposal or decision": "Ei tällaista", "Reference": "tes-2026-00003"}
    report = sent(client, rows).headers["Location"]
    page = client.get(f"{report}?lang=en").get_data(as_text=True)
    assert "New state: Choose one of the options." in page
    assert "There is no such proposal or decision." in page
    refused = client.send(f"{report}/use", {"rows": "all"})
    assert refused.status_code == 422 and states(town) == ["received"] * 3
    assert client.send(f"{report}/use", {"rows": "good"}).status_code == 303
    assert states(town) == ["declined", "received", "received"]
    assert client.send(f"{report}/use", {"rows": "good"}).status_code == 303
    with town.session() as db:
        sheet = db.scalars(select(AnswerSheet)).one()
        assert (sheet.answered, sheet.left_out) == (1, 2)


def test_an_idea_that_changed_since_is_left_alone(client: Browser, town: TownDatabase, ideas: list[str]) -> None:
    client.sign_in("official")
    rows = taken(client)
    for row in rows:
        row.update(FILLED)
    report = sent(client, rows).headers["Location"]
    with town.database.session() as db:
        db.execute(update(Pin).where(Pin.reference == ideas[0]).values(body="Kirjoittaja korjasi"))
        db.execute(update(Pin).where(Pin.reference == ideas[1]).values(visibility="hidden"))
    assert client.send(f"{report}/use", {"rows": "all"}).status_code == 422
    assert client.send(f"{report}/use", {"rows": "good"}).status_code == 303
    assert states(town) == ["received", "received", "declined"]


def test_nothing_in_the_table_is_run_as_a_formula(client: Browser, town: TownDatabase) -> None:
    with town.database.session() as db:
        add_idea(db, 1, title='=HYPERLINK("http://x.example")')
    client.sign_in("official")
    assert taken(client)[0]["Title"] == '\'=HYPERLINK("http://x.example")'
    file = client.get("/desk/answers.xlsx?whose=all").data
    sheet = openpyxl.load_workbook(io.BytesIO(file)).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")]
    assert cells and all(cell.data_type != "f" for cell in cells)
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 200_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("bomb.xlsx", bomb),
        ("broken.xlsx", lambda: b"PK\x03\x04" + b"x" * 500),
        ("empty.csv", lambda: b""),
        ("other.csv", lambda: b"a;b\n1;2\n"),
        ("nul.csv", lambda: b"\x00\xff\xfe\x00" * 200),
        ("page.html", lambda: b"<script>alert(1)</script>"),
        ("macro.xls", lambda: b"\xd0\xcf\x11\xe0" + b"x" * 100),
    ],
)
def test_hostile_files_are_refused_in_a_sentence(
    client: Browser, town: TownDatabase, ideas: list[str], name: str, make: Any
) -> None:
    client.sign_in("official")
    given = send_file(client, make(), name)
    assert given.status_code == 422, name
    assert "field-upload-error" in given.get_data(as_text=True)
    with town.session() as db:
        assert not db.scalars(select(AnswerSheet)).all()


def test_words_in_cells_are_shown_as_words(client: Browser, ideas: list[str]) -> None:
    client.sign_in("official")
    rows = taken(client)
    rows[0].update({"New state": "done", "Public answer": "<script>alert(1)</script>"})
    page = client.get(sent(client, rows).headers["Location"]).get_data(as_text=True)
    assert "<script>alert(1)" not in page and "&lt;script&gt;alert(1)" in page


def test_a_sheet_is_its_senders_own(client: Browser, ideas: list[str]) -> None:
    client.sign_in("official")
    rows = taken(client)
    rows[0].update(FILLED)
    report = sent(client, rows).headers["Location"]
    other = Browser(client.application)
    assert other.get("/desk/answers.csv").status_code == 401
    other.sign_in("planner")
    assert other.get(report).status_code == 404
    assert other.send(f"{report}/use", {"rows": "all"}).status_code == 404
    assert client.send(f"{report}/drop", {}).status_code == 303
    assert client.get(report).status_code == 404
