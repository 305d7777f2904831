"""The page of a proposal tells the main lines of its report, and what is protected is told with its distance."""

from __future__ import annotations

from sqlalchemy import text

from tests.conftest import Browser, TownDatabase
from tests.service.conflicts.conftest import lines_of
from tests.service.proposals.conftest import send_new, text_of

SLUG = "uusi-puisto-keskustaan"
PAGE = f"/proposals/{SLUG}"


def summary(client: Browser) -> str:
    page = text_of(client.application.test_client().get(PAGE + "?lang=fi")).replace("\xa0", " ")
    return page.partition("Mihin muuhun tämä osuu")[2].partition("Kaikki, mihin")[0]


def test_the_page_tells_the_main_lines(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner)
    told = summary(planner)
    assert "Vyöhykkeet: keskus: 25 % (10 000 m²)" in told
    assert "Vyöhykkeet: reuna" not in told and "1 kapea suikale" in told
    assert "Suojeltuun paikkaan on 50 m" in told and "(SL)" in told
    assert "Asukkaita: Suunnitelman sisällä: " in told
    assert "Asukkaiden ideoita:" in told and "Se ulottuu näille alueille: " in told
    assert "salainen" not in told


def test_a_line_set_aside_is_told_with_its_reason(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner)
    key = next(key for key, line in lines_of(planner, SLUG).items() if "keskus" in str(line["title"]))
    judgement = {"line": key, "verdict": "aside", "reason": "Vyöhyke on laskelma eikä rajoita.", "version": "1"}
    assert planner.send(f"{PAGE}/report/judgements", judgement).status_code == 303
    told = summary(planner)
    assert "Vyöhyke on laskelma eikä rajoita." in told
    assert "keskus: 25 %" not in told


def test_a_layer_marked_as_protected_is_told_whatever_its_kind(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner)
    assert "A protected place lies in" not in text_of(planner.get(PAGE + "?lang=en"))
    with layered.session() as db:
        db.execute(text("UPDATE layers.layer SET is_protected = true WHERE key IN ('paths', 'x')"))
        db.commit()
    near = {one["title"]: one for one in planner.get(f"/api{PAGE}/report").json["near"]}
    assert near["polku"]["metres"] == 0 and near["polku"]["is_protected"]
    assert not near["Keinu"]["is_protected"] and "salainen" not in near
    assert "A protected place lies in the proposal or at its edge: polku" in text_of(planner.get(PAGE + "?lang=en"))
    report = text_of(planner.get(f"{PAGE}/report?lang=en"))
    protected = report.partition("Protected places within 500 m")[2].partition("Services within 500 m")[0]
    assert "polku" in protected and "Keinu" not in protected


def test_where_nothing_is_protected_it_says_so(planner: Browser, layered: TownDatabase) -> None:
    send_new(planner)
    with layered.session() as db:
        db.execute(text("DELETE FROM layers.zoning_unit WHERE letter = 'SL'"))
        db.commit()
    assert "Kartan tuntemia suojeltuja paikkoja ei ole" in summary(planner)
