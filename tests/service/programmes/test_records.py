"""The record of a choice by a rule: all that its numbers rest on, and the same numbers from it, byte for byte."""

import copy
import json
import re

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from service.programmes.models import Decision
from service.programmes.queries import DecisionView, decision_by_slug
from service.programmes.records.verifying import verified
from tests.conftest import Browser
from tests.service.programmes.conftest import CHOICE, decide_by_rule
from tests.service.programmes.test_decisions import _change_the_world
from tests.service.programmes.test_report import CANARY


def view_of(db: Session, record: str) -> DecisionView:
    db.execute(text("SET LOCAL search_path TO public_api, public"))
    found = decision_by_slug(db.connection(), 1, record.split("/")[-1])
    assert found
    return found


class TestMaking:
    def test_holds_choice_changes_and_shares(self, record: str, client: Browser) -> None:
        content = client.get(f"{record}.json").get_json()["content"]
        card = content["method_card"]
        assert {one["code"] for one in content["chosen"]} == {"02", "03"}
        assert card["choice"]["by_rule"] == ["03", "04"]
        assert [(one["code"], one["kind"]) for one in card["overrides"]] == [("02", "added"), ("04", "dropped")]
        assert sum(one["by_need"] for one in card["sharing"]["shares"]) == 100000
        assert {"code", "editions", "sources", "plan", "doubt", "order", "candidates", "excluded"} <= card.keys()
        assert {one["code"]: one["because"] for one in card["excluded"]} == {
            "07": "below_floor",
            "08": "not_published",
            "09": "below_floor",
        }

    @pytest.mark.parametrize("missing", ["title", "reason", "reason-02", "reason-04"])
    def test_what_is_missing_is_said_and_the_rest_is_kept(self, client: Browser, db: Session, missing: str) -> None:
        client.sign_in("official")
        answer = decide_by_rule(client, **{missing: " "})
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422
        assert f'href="#field-{missing}"' in page
        kept = next(text for name, text in CHOICE.items() if name.startswith("reason") and name != missing)
        assert kept in page
        assert db.scalar(select(Decision.slug)) is None

    def test_form_as_a_browser_sends_it(self, client: Browser) -> None:
        client.sign_in("official")
        empty = {"followup_shown": "1", "followup_first_year": "2027", "followup_last_year": "", "followup_reason": ""}
        proposed = ["01", "05", "06"]
        answer = decide_by_rule(client, **empty, followup_compare=proposed, seen="02,03")
        if answer.status_code == 422:  # others are proposed: then a reason is asked for, and nothing else
            assert "followup_reason" in answer.get_data(as_text=True)
            answer = decide_by_rule(client, **{**empty, "followup_reason": "Syy."}, followup_compare=proposed)
        assert answer.status_code == 303
        assert client.get(answer.headers["Location"] + "/after").status_code == 200

    def test_other_areas_than_those_seen_are_not_published_unseen(self, client: Browser, db: Session) -> None:
        client.sign_in("official")
        answer = decide_by_rule(client, seen="03,04", lang="en")
        assert answer.status_code == 422
        assert db.scalar(select(Decision.slug)) is None

    def test_nothing_chosen_is_no_decision(self, client: Browser, db: Session) -> None:
        client.sign_in("official")
        assert decide_by_rule(client, by="threshold", index="900", add=[], drop=[]).status_code == 422
        assert db.scalar(select(Decision.slug)) is None

    @pytest.mark.parametrize("language", ["fi", "sv", "en"])
    def test_page_reads_in_each_language(self, record: str, client: Browser, language: str) -> None:
        page = client.get(f"{record}?lang={language}").get_data(as_text=True)
        assert "Alueella on tyhjä koulu." in page
        assert "Alueella on jo hanke." in page
        assert "None" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


class TestSameNumbers:
    def test_byte_for_byte(self, record: str, client: Browser, db: Session) -> None:
        found = verified(view_of(db, record))
        assert found.is_sealed
        assert found.is_same, found.differences
        assert found.is_same_code
        assert "byte for byte" in client.get(f"{record}/verify?lang=en").get_data(as_text=True)

    def test_whatever_happens_to_statistics_and_boundaries(self, record: str, client: Browser, db: Session) -> None:
        before = client.get(f"{record}.json").get_json()
        _change_the_world(db)
        assert client.get(f"{record}.json").get_json() == before
        assert verified(view_of(db, record)).is_same

    @pytest.mark.parametrize(
        "options",
        [
            {"by": "top", "count": "2", "preset": "imd"},
            {"by": "threshold", "index": "0.1", "p": "0", "preset": "svi"},
            {"by": "top", "count": "2", "preset": "zscore", "seed": "7"},
            {"by": "threshold", "index": "0.3", "p": "0", "preset": "mpi"},
            {"by": "joined", "count": "3"},
            {"by": "each", "count": "2", "part-03": "A", "part-04": "B", "part-05": "A"},
        ],
    )
    def test_by_every_method_and_rule(self, client: Browser, db: Session, options: dict[str, str]) -> None:
        client.sign_in("official")
        plain = {"title": "T", "reason": "R", "reason-02": "a", "reason-04": "b"}
        answer = client.send("/decisions/records", {**plain, **options})
        assert answer.status_code == 303, answer.get_data(as_text=True)
        found = verified(view_of(db, answer.headers["Location"]))
        assert found.is_same, found.differences

    def test_tells_what_differs(self, record: str, db: Session) -> None:
        view = view_of(db, record)
        table = copy.deepcopy(view.table)
        table[0]["index"] += 0.001
        changed = DecisionView(**{**view.__dict__, "table": table})
        found = verified(changed)
        assert not found.is_sealed
        assert found.is_same is False
        assert f"table.{table[0]['code']}.index" in {path for path, _held, _now in found.differences}

    def test_canonical_bytes_hold_no_nan(self, record: str, client: Browser) -> None:
        body = client.get(f"{record}.json").get_data(as_text=True)

        def refuse(name: str) -> None:
            raise AssertionError(name)

        json.loads(body, parse_constant=refuse)


def test_older_decisions_stay_readable(client: Browser) -> None:
    from tests.service.programmes.test_decisions import decide as decide_by_hand

    client.sign_in("official")
    old = decide_by_hand(client).headers["Location"]
    assert client.get(old).status_code == 200
    page = client.get(f"{old}/verify?lang=en").get_data(as_text=True)
    assert "The seal is whole" in page
    assert "cannot be counted again" in page


def test_hostile_texts_stay_texts(client: Browser, db: Session) -> None:
    db.execute(
        text(
            "UPDATE boundaries.area SET names = jsonb_build_object('fi', "
            "CAST(:name AS text)) WHERE code IN ('02', '03')"
        ),
        {"name": CANARY},
    )
    db.commit()
    client.sign_in("official")
    made = decide_by_rule(
        client, **{"title": CANARY, "reason": CANARY, "reason-02": CANARY, "reason-04": CANARY, "part-03": CANARY}
    )
    assert made.status_code == 303
    for path in ("", "/report.html", "/verify"):
        page = client.get(made.headers["Location"] + path).get_data(as_text=True)
        assert "<img src=x" not in page
        assert "<script>alert" not in page
        assert "alert(2)</script>" not in page
