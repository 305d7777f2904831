"""What can be had of a decision: table, GeoPackage, report, method statement, and two held against each other."""

import argparse
import csv
import io
import re
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from service.cli.verify_decisions import run as verify_command
from tests.conftest import Browser, TownDatabase
from tests.factories.world import SRID
from tests.service.programmes.conftest import CHOICE, decide_by_rule
from tests.service.programmes.test_decisions import decide as decide_by_hand


def rows_of(client: Browser, record: str) -> list[dict[str, str]]:
    content = client.get(f"{record}/areas.csv?lang=en").get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content), delimiter=";"))


class TestTable:
    def test_has_estimate_range_and_whether_it_is_reliable(self, record: str, client: Browser) -> None:
        rows = {row["Postal code or other code"]: row for row in rows_of(client, record)}
        table = {row["code"]: row for row in client.get(f"{record}.json").get_json()["content"]["table"]}
        assert rows.keys() == table.keys()
        for code, row in table.items():
            held = rows[code]["Index; empty where it is not known"]
            assert (float(held.replace(",", ".")) if held else None) == pytest.approx(row["index"], abs=1e-6)
            assert rows[code]["Rank in nine of ten draws: from"] == (
                "" if row["low"] is None else f"{row['low']:g}".replace(".", ",")
            )
            assert rows[code]["1 when it can be relied on, 0 when not"] in ("0", "1")
        assert rows["08"]["1 when it can be relied on, 0 when not"] == "0"
        assert rows["02"]["rule, or official against the rule"] == "official"
        assert rows["03"]["rule, or official against the rule"] == "rule"

    def test_runs_no_formula(self, client: Browser, db: Session) -> None:
        db.execute(text("""UPDATE boundaries.area SET names = '{"fi": "=1+1"}' WHERE code = '03'"""))
        db.commit()
        client.sign_in("official")
        address = decide_by_rule(client, **{"reason-02": "=cmd|' /C calc'!A0"}).headers["Location"]
        body = client.get(f"{address}/areas.csv").get_data(as_text=True)
        assert "'=1+1" in body
        assert not re.search(r"(?:^|;)\"?=", body, flags=re.MULTILINE)

    def test_older_decision_has_one_too(self, client: Browser) -> None:
        client.sign_in("official")
        old = decide_by_hand(client).headers["Location"]
        rows = {row["Postal code or other code"]: row for row in rows_of(client, old)}
        assert rows["03"]["Whether the area was chosen"] == "1"
        assert rows["03"]["Rank in nine of ten draws: from"] == ""


def test_geopackage_holds_the_boundaries_of_that_day(
    record: str,
    client: Browser,
    db: Session,
    tmp_path: Path,
) -> None:
    import pyogrio

    db.execute(
        text(
            "WITH old AS (UPDATE boundaries.area_version SET valid_to = now() "
            "WHERE area_id = (SELECT id FROM boundaries.area WHERE code = '03') RETURNING *) "
            "INSERT INTO boundaries.area_version (area_id, number, geom, area_m2) "
            "SELECT area_id, number + 1, ST_Multi(ST_Buffer(geom, -100)), area_m2 FROM old"
        )
    )
    db.commit()
    file = tmp_path / "areas.gpkg"
    answer = client.get(f"{record}/areas.gpkg")
    file.write_bytes(answer.get_data())
    answer.close()
    frame = pyogrio.read_dataframe(file)
    assert frame.crs.to_epsg() == SRID
    row = frame.set_index("code").loc["03"]
    assert row.geometry.area == pytest.approx(1_000_000)
    assert bool(row["is_chosen"])
    assert row["rank"] == 1


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_method_statement_is_whole_in_each_language(record: str, client: Browser, language: str) -> None:
    page = client.get(f"{record}/method?lang={language}").get_data(as_text=True)
    body = re.sub(r"<(script|style).*?</\1>", "", page, flags=re.DOTALL)
    card = client.get(f"{record}.json").get_json()["content"]["method_card"]
    for held in (
        card["code"]["sources"],
        card["boundaries_sha256"],
        *card["editions"],
        CHOICE["reason-04"],
        "07",
    ):
        assert held in body
    assert "None" not in body
    assert "%(" not in body


def test_older_decisions_tell_their_method_on_their_page(client: Browser) -> None:
    client.sign_in("official")
    old = decide_by_hand(client).headers["Location"]
    assert client.get(f"{old}/method").headers["Location"].endswith("#method-title")


class TestComparing:
    def test_shows_what_differs_and_which_area_only_one_chose(self, record: str, client: Browser) -> None:
        other = decide_by_rule(client, **{"title": "Toinen", "w-unemployment": "10", "add": [], "drop": []}).headers[
            "Location"
        ]
        a, b = (one.split("/")[-1] for one in (record, other))
        page = client.get(f"/decisions/compare?a={a}&b={b}&lang=en").get_data(as_text=True)
        differing = {
            label.strip()
            for mark, label in re.findall(r'<tr( class="differs")?><th scope="row">([^<]+?)(?= <span|</th>)', page)
            if mark
        }
        assert any("unemployment" in label.lower() for label in differing)
        assert "Boundaries" not in differing
        assert page.count("only in one") == 2
        assert page.count('class="paper-map paper-map--always"') == 2

    def test_takes_older_decisions(self, record: str, client: Browser) -> None:
        old = decide_by_hand(client).headers["Location"].split("/")[-1]
        page = client.get(f"/decisions/compare?a={record.split('/')[-1]}&b={old}&lang=en").get_data(as_text=True)
        assert "Chosen by hand" in page

    def test_asks_first(self, client: Browser) -> None:
        assert client.get("/decisions/compare").status_code == 200
        assert client.get("/decisions/compare?a=none&b=none").status_code == 404


def test_command_says_identical(
    record: str, town: TownDatabase, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("service.cli.verify_decisions.Settings.from_environment", lambda: town.settings)
    assert verify_command(argparse.Namespace(slug=None)) == 0
    assert "identical byte for byte" in capsys.readouterr().out
    assert verify_command(argparse.Namespace(slug="none")) == 1
