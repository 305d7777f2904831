"""Tables that people send: every way of writing them reads alike, and what is no table is refused with a reason."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from boundaries.reading import tables
from boundaries.reading.tables import MOST_COLUMNS, TABLE_CODES, TableProblem, read_table
from service.participation.imports.words import TABLE_SENTENCES

ROWS = [["Otsikko", "Teksti"], ["Penkki", "Lisää penkkejä, kiitos; tähän."], ["", "Ääni"]]


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_every_way_of_writing_text_reads_alike(encoding: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in ROWS)
    found = read_table(text.encode(encoding), "palaute.csv")
    assert found.heading == ("Otsikko", "Teksti")
    assert found.rows == (("Penkki", "Lisää penkkejä, kiitos; tähän."), ("", "Ääni"))
    assert found.lines == (2, 3)


def test_a_workbook_reads_as_text() -> None:
    rows = [["id", "pvm", "x"], [12, dt.datetime(2019, 5, 31), 27.25], [13, dt.datetime(2019, 5, 31, 8, 30), "=1+1"]]
    found = read_table(workbook(rows), "palaute.xlsx")
    assert found.rows == (("12", "2019-05-31", "27.25"), ("13", "2019-05-31 08:30:00", ""))


def test_line_breaks_in_a_cell_stay_and_empty_rows_are_left_out() -> None:
    found = read_table(b'teksti\n"eka\ntoka"\n;;\n\nkolmas\n', "a.csv")
    assert found.rows == (("eka\ntoka",), ("kolmas",))


def test_columns_get_names_of_their_own() -> None:
    assert read_table(b"a;a;;\n1;2;3;4;5", "a.csv").heading == ("a", "a (2)", "(3)", "(4)", "(5)")


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"\0" * 300_000_000)
    return out.getvalue()


def changed(part: str, was: bytes, now: bytes) -> bytes:
    """A workbook of two rows in which the bytes of a part were changed by hand."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([["a"], ["b"]]))) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            if name.endswith(part):
                assert was in content
                content = content.replace(was, now)
            target.writestr(name, content)
    return out.getvalue()


ENTITIES = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><worksheet'


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (changed("sheet1.xml", b'row r="2"', b'row r="999999999"'), "a.xlsx", "table_too_many_rows"),
        (changed("sheet1.xml", b"<worksheet", ENTITIES), "a.xlsx", "table_damaged"),
        (changed("sheet1.xml", b"</sheetData>", b""), "a.xlsx", "table_damaged"),
        (b";".join([b"a"] * 1_000_000) + b"\n1", "a.csv", "table_too_many_columns"),
        (b"", "a.csv", "table_empty"),
        (b"a;b\n", "a.csv", "table_without_rows"),
        (b"\n\n", "a.csv", "table_without_rows"),
        (b"a\x00b\n1\n", "a.csv", "table_not_text"),
        (b"PK\x03\x04 not a zip", "a.xlsx", "table_damaged"),
        (workbook([["a"], ["b"]]), "a.csv", "table_format_unknown"),
        (b"a;b\n1;2", "a.xlsx", "table_format_unknown"),
        (b"\xd0\xcf\x11\xe0 old", "a.xls", "table_format_unknown"),
        (b"<html>", "a.html", "table_format_unknown"),
        (b"a\n" + b"x" * 20_001, "a.csv", "table_cell_too_long"),
        (b";".join([b"a"] * (MOST_COLUMNS + 1)) + b"\n1", "a.csv", "table_too_many_columns"),
        (workbook([["a"] * (MOST_COLUMNS + 2), ["b"] * (MOST_COLUMNS + 2)]), "a.xlsx", "table_too_many_columns"),
        (bomb(), "a.xlsx", "table_damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("table") else "",
)
def test_what_is_no_table_is_refused(data: bytes, name: str, code: str) -> None:
    with pytest.raises(TableProblem) as caught:
        read_table(data, name)
    assert caught.value.code == code


def test_what_a_workbook_says_of_its_own_size_is_not_believed() -> None:
    data = changed("sheet1.xml", b'ref="A1:A2"', b'ref="A1:XFD1048576"')
    assert read_table(data, "a.xlsx").rows == (("b",),)


def test_macros_beside_the_sheet_are_not_looked_at() -> None:
    out = io.BytesIO(workbook([["a"], ["b"]]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    assert read_table(out.getvalue(), "a.xlsx").rows == (("b",),)


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 2)
    with pytest.raises(TableProblem, match="rows"):
        read_table(b"a\n1\n2\n3\n", "a.csv")


def test_every_refusal_has_a_sentence() -> None:
    assert set(TABLE_SENTENCES) == TABLE_CODES
