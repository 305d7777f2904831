"""A statement on one row of the assessment of effects: chosen, counted at the row, in the list, as data, in files."""

from __future__ import annotations

import io
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.conftest import Browser, TownDatabase
from tests.service.effects.conftest import DATA, PAGE, WHY, add_row, publish, row_form, rows
from tests.service.proposals.conftest import text_of
from tests.service.statements.conftest import NEW, SLUG, give, statement, stored

HTML = {"Accept": "text/html"}
WRONG = "Ikääntyneiden matka pitenee paljon enemmän."
LABEL = "Liikenne ja liikkuminen: Ikääntyneet (Uusi puisto Keskustaan): huononee"


def assess(planner: Browser, town: TownDatabase) -> str:
    """Publish an assessment with two rows; gives the key of the first."""
    add_row(planner, town)
    add_row(planner, town, people="children", direction="better", why="Puisto on lapsille.")
    assert publish(planner, town).status_code == 303
    return str(row_of(planner)["key"])


def row_of(browser: Browser, why: str = WHY) -> dict[str, Any]:
    """The row with a reason, as the assessment's JSON tells it."""
    rows = browser.get(DATA).get_json()["content"]["rows"]
    return next(one for one in rows if one["why"] == why)


def test_without_an_assessment_there_is_nothing_to_choose(client: Browser, open_town: TownDatabase) -> None:
    assert 'value="effect"' not in client.get(NEW).get_data(as_text=True)
    answer = give(client, about="effect", effect="0" * 16)
    assert answer.status_code == 422 and "pysyä avoimena" in text_of(answer)


def test_it_is_shown_at_its_row_and_as_data_and_in_the_files(
    client: Browser, open_town: TownDatabase, planner: Browser
) -> None:
    key = assess(planner, open_town)
    page = client.get(PAGE).get_data(as_text=True)
    assert f"/statements/new?effect={key}" in page and "kannanotto tästä vaikutuksesta" not in page
    form = client.get(f"{NEW}?effect={key}").get_data(as_text=True)
    assert f'<option value="{key}" selected' in form and LABEL in form
    answer = give(client, about="effect", effect=key, text=WRONG)
    assert answer.status_code == 303, text_of(answer)
    kept = stored(open_town)
    assert (kept.about, kept.part["key"], kept.part["number"], kept.quote) == ("effect", key, 1, WHY)
    shown = text_of(client.get(str(answer.headers["Location"]), headers=HTML))
    assert LABEL in shown and WHY in shown and "Arvioitu näin versiossa 1" in shown
    read = client.get(PAGE).get_data(as_text=True)
    assert "1 kannanotto tästä vaikutuksesta" in read and read.count("kannanotto tästä vaikutuksesta") == 1
    assert f"/statements?about=effect&amp;effect={key}" in read
    assert WRONG in text_of(client.get(f"{SLUG}/statements?about=effect&effect={key}"))
    other = row_of(client, "Puisto on lapsille.")
    assert (row_of(client)["statements"], other["statements"]) == (1, 0)
    assert WRONG not in text_of(client.get(f"{SLUG}/statements?about=effect&effect={other['key']}"))
    told = client.get(f"/api/statements/{kept.reference}").json["properties"]
    assert told["about"] == "effect" and told["effect"]["key"] == key and told["effect"]["direction"] == "worse"
    report = text_of(client.get(f"{SLUG}/statements/report"))
    assert LABEL in report and "1 kannanotto tästä vaikutuksesta" in report
    lines = [one.text for one in Document(io.BytesIO(client.get(f"{SLUG}/statements.docx").data)).paragraphs]
    assert "Kannanotot tästä vaikutuksesta: 1" in lines and any(LABEL in one for one in lines)
    book = load_workbook(io.BytesIO(client.get(f"{SLUG}/statements.xlsx").data))
    counts = {row[5].value: row[9].value for row in book["Vaikutukset"].iter_rows(min_row=2)}
    assert (counts[WHY], counts["Puisto on lapsille."]) == (1, 0)
    assert book.worksheets[0]["D2"].value == LABEL


def test_a_row_that_is_assessed_anew_is_the_same_row_and_the_statement_keeps_what_it_read(
    client: Browser, open_town: TownDatabase, planner: Browser
) -> None:
    key = assess(planner, open_town)
    give(client, about="effect", effect=key, text=WRONG)
    first = next(one for one in rows(open_town) if one.why == WHY)
    changed = row_form(open_town, direction="much_worse", why="Matka pitenee puoli kilometriä.", revision="1")
    saved = planner.send(f"{PAGE}/rows/{first.id}", changed)
    assert saved.status_code == 303, text_of(saved)
    assert publish(planner, open_town, change_note="Arvioitu uudelleen").status_code == 303
    row = row_of(client, "Matka pitenee puoli kilometriä.")
    assert (row["key"], row["statements"]) == (key, 1)
    shown = text_of(client.get(f"{SLUG}/statements/{stored(open_town).reference}", headers=HTML))
    assert WHY in shown and LABEL in shown, "it speaks of what was read"


def test_a_hidden_statement_is_not_counted(client: Browser, open_town: TownDatabase, planner: Browser) -> None:
    key = assess(planner, open_town)
    give(client, about="effect", effect=key, text="Rehtori Pekka Virtanen on arvioinut väärin.")
    assert stored(open_town).visibility == "pending" and row_of(client)["statements"] == 0


@pytest.mark.parametrize("becomes", ["assessed anew", "gone"])
def test_who_corrects_a_word_goes_on_speaking_of_the_row_that_they_read(
    client: Browser, open_town: TownDatabase, planner: Browser, becomes: str
) -> None:
    key = assess(planner, open_town)
    page = str(give(client, about="effect", effect=key, text=WRONG).headers["Location"])
    first = next(one for one in rows(open_town) if one.why == WHY)
    if becomes == "gone":
        planner.send(f"{PAGE}/rows/{first.id}/remove", {"revision": "1"})
    else:
        changed = row_form(open_town, direction="much_worse", why="Matka pitenee puoli kilometriä.", revision="1")
        planner.send(f"{PAGE}/rows/{first.id}", changed)
    assert publish(planner, open_town, change_note="Arvioitu uudelleen").status_code == 303
    assert f'<option value="{key}" selected' in client.get(f"{page}/edit").get_data(as_text=True)
    answer = client.send(f"{page}/edit", statement(about="effect", effect=key, text=f"{WRONG} Todella."))
    assert answer.status_code == 303, text_of(answer)
    kept = stored(open_town)
    assert (kept.body, kept.quote, kept.part["number"]) == (f"{WRONG} Todella.", WHY, 1)
    assert kept.part["direction"] == "worse"
