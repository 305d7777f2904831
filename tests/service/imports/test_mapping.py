"""What columns hold is guessed from headings in three languages; numbers and days are read as people write them."""

from __future__ import annotations

import datetime as dt

import pytest

from boundaries.reading.values import number_in
from service.participation.imports.cells import day_in
from service.participation.imports.mapping import guessed

TODAY = dt.date(2026, 11, 26)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        (
            ["Tunniste", "Otsikko", "Palaute", "Aihe", "Lähetetty", "X-koordinaatti", "Y-koordinaatti"],
            {"number": "Tunniste", "title": "Otsikko", "text": "Palaute", "theme": "Aihe", "day": "Lähetetty",
             "east": "X-koordinaatti", "north": "Y-koordinaatti"},
        ),
        (
            ["nr", "Rubrik", "Beskrivning", "Datum", "Longitud", "Latitud"],
            {"number": "nr", "title": "Rubrik", "text": "Beskrivning", "day": "Datum", "east": "Longitud",
             "north": "Latitud"},
        ),
        (
            ["id", "title", "description", "created_at", "lat", "lon", "status"],
            {"number": "id", "title": "title", "text": "description", "day": "created_at", "east": "lon",
             "north": "lat", "state": "status"},
        ),
        (["Ehdotus"], {"text": "Ehdotus"}),
        (["nimi", "lat"], {"text": "nimi"}),
    ],
)  # fmt: skip
def test_headings_in_three_languages(heading: list[str], expected: dict[str, str]) -> None:
    assert guessed(heading, []) == expected


def test_a_number_that_repeats_takes_its_round_along() -> None:
    heading = ["round", "id", "text"]
    assert guessed(heading, [["1", "7", "a"], ["2", "7", "b"]])["number_more"] == "round"
    assert "number_more" not in guessed(heading, [["1", "7", "a"], ["1", "8", "b"]])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("27,25", 27.25),
        ("6 972 345.5", 6972345.5),
        ("-1e3", -1000.0),
        ("", None),
        ("60.1N", None),
        ("nan", None),
        ("1e999", None),
    ],
)
def test_numbers(text: str, value: float | None) -> None:
    assert number_in(text) == value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-05-31", dt.date(2019, 5, 31)),
        ("2019-05-31T08:15:00+03:00", dt.date(2019, 5, 31)),
        ("31.5.2019", dt.date(2019, 5, 31)),
        ("31.5.2019 klo 8.15", dt.date(2019, 5, 31)),
        ("20190531", dt.date(2019, 5, 31)),
        ("31/05/2019", dt.date(2019, 5, 31)),
        ("31.2.2019", None),
        ("2027-01-01", None),
        ("1.1.1900", None),
        ("eilen", None),
    ],
)
def test_days(text: str, day: dt.date | None) -> None:
    assert day_in(text, TODAY) == day
