"""What staff write down of events and papers: stored as told there, marked as such, by nobody, many in a row."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from service.participation.pins.models import Pin
from service.participation.sources.models import PinSource, Source
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in

pytestmark = pytest.mark.usefixtures("notes_stay_right")


def entry(**changes: Any) -> dict[str, Any]:
    """An entry as the form sends it, with a new event."""
    form = {
        "source": "",
        "source_kind": "event",
        "source_name": "Asukasilta koululla",
        "source_date": "2026-10-12",
        "text": "Suojatie koulun eteen.",
        "theme": "traffic",
        "where": "list",
        "place": "area:05",
        "said_language": "fi",
        "tie": "unknown",
        "precision": "exact",
    }
    return {**form, **changes}


@pytest.fixture
def official(client: Browser) -> Browser:
    """An official's browser."""
    client.sign_in("official")
    return client


def _only_pin(town: TownDatabase) -> tuple[Pin, PinSource, Source]:
    with town.session() as db:
        rows = db.execute(
            select(Pin, PinSource, Source)
            .join(PinSource, PinSource.pin_id == Pin.id)
            .join(Source, Source.id == PinSource.source_id)
        ).all()
    [row] = rows
    return row[0], row[1], row[2]


def test_an_entry_has_its_source_and_no_author(official: Browser, town: TownDatabase) -> None:
    answer = official.send("/desk/entry", entry())
    assert answer.status_code == 303, answer.get_data(as_text=True)
    pin, link, source = _only_pin(town)
    assert (pin.author_id, pin.visibility, pin.method, pin.language) == (None, "public", "list", "fi")
    assert link.entered_by is not None
    assert (source.kind, source.name, str(source.held_on)) == ("event", "Asukasilta koululla", "2026-10-12")
    with town.session() as db:
        [logged] = db.scalars(select(AuditEntry).where(AuditEntry.action == "pin.entered"))
    assert logged.actor_id == link.entered_by
    page = official.get(f"/pins/{pin.reference}?lang=fi").get_data(as_text=True)
    assert "Kerrottu tilaisuudessa: Asukasilta koululla, 12.10.2026. Henkilökunta on kirjannut tämän." in page


def test_the_form_keeps_source_theme_and_way_for_the_next_one(official: Browser, town: TownDatabase) -> None:
    answer = official.send("/desk/entry", entry(where="name", place="", place_name="Alue 05", said_language="sv"))
    page = official.get(answer.headers["Location"]).get_data(as_text=True)
    _pin, _link, source = _only_pin(town)
    assert f'<option value="{source.id}" selected>' in page
    assert 'value="traffic" checked' in page.replace('id="field-theme" ', "")
    assert 'name="where" value="name" checked' in page
    assert '<option value="sv" selected>' in page
    assert "Suojatie koulun eteen." in page  # what was written down last
    again = official.send("/desk/entry", entry(source=str(source.id), source_name="", text="Toinen asia."))
    assert again.status_code == 303
    with town.session() as db:
        assert len(db.scalars(select(Source)).all()) == 1


def comma(number: float) -> str:
    """A number as Finns write it."""
    return f"{number:.6f}".replace(".", ",")


def test_all_ways_to_say_where_end_in_the_same_record(official: Browser, town: TownDatabase) -> None:
    lon, lat = lonlat_in("05")
    ways: list[tuple[dict[str, str], str]] = [
        ({"where": "list", "place": "area:05"}, "list"),
        ({"where": "name", "place": "", "place_name": "Testilän leikkipuisto"}, "search"),
        ({"where": "whole", "place": ""}, "none"),
        ({"where": "coordinates", "place": "", "lat": comma(lat), "lon": f"{lon:.6f}"}, "coordinates"),
        ({"where": "coordinates", "place": "", "lat": f"{lat}", "lon": f"{lon}", "is_on_map": "true"}, "crosshair"),
    ]  # fmt: skip
    for number, (fields, method) in enumerate(ways):
        answer = official.send("/desk/entry", entry(text=f"Asia numero {number}.", **fields))
        assert answer.status_code == 303, answer.get_data(as_text=True)
        with town.session() as db:
            pin = db.scalars(select(Pin).where(Pin.body == f"Asia numero {number}.")).one()
        assert pin.method == method
    page = official.get("/desk/entry?lang=en").get_data(as_text=True)
    assert "<dt>Written down by staff</dt><dd>5</dd>" in page
    assert "<dt>Sent by their authors</dt><dd>0</dd>" in page


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(official: Browser, town: TownDatabase) -> None:
    cases = [
        ({"text": ""}, "Write at least 3 characters."),
        ({"source_name": ""}, "Write the name of the event, or what the papers are."),
        ({"source": "9999"}, "Choose where this was told."),
        ({"where": "name", "place": "", "place_name": "Olematon"}, "No place is called"),
        ({"source_date": "eilen"}, "Give a date as day, month and year."),
        ({"text": "Soita 040 123 4567"}, "The text holds a phone number"),
    ]
    for changes, sentence in cases:
        answer = official.send("/desk/entry?lang=en", entry(**changes))
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422, (changes, page)
        assert sentence in page, changes
        if "text" not in changes:
            assert "Suojatie koulun eteen." in page
    with town.session() as db:
        assert not db.scalars(select(Pin)).all()
        assert not db.scalars(select(Source)).all()


def test_an_entry_by_mistake_is_taken_back(official: Browser, town: TownDatabase) -> None:
    official.send("/desk/entry", entry())
    pin, _link, source = _only_pin(town)
    official.send(f"/desk/entry/{pin.reference}/take-back", {"source": str(source.id)})
    assert official.application.test_client().get(f"/pins/{pin.reference}").status_code == 410
    assert official.get("/api/pins").json["features"] == []
    page = official.get(f"/desk/entry?source={source.id}&lang=en").get_data(as_text=True)
    assert "Taken back" in page
    official.send(f"/desk/entry/{pin.reference}/take-back", {"source": str(source.id)})
    assert "nothing was changed" in official.get("/desk/entry?lang=en").get_data(as_text=True)


def test_a_residents_own_idea_is_not_taken_back_here(official: Browser, town: TownDatabase) -> None:
    body = {"text": "Penkki tähän.", "theme": "green", "lonlat": list(lonlat_in("05"))}
    reference = official.send_json("/api/pins", body).json["reference"]
    official.send(f"/desk/entry/{reference}/take-back", {})
    assert official.get(f"/pins/{reference}").status_code == 200


def test_only_staff_write_down(client: Browser) -> None:
    assert client.get("/desk/entry", headers={"Accept": "text/html"}).status_code in (302, 303, 401)
    assert client.send("/desk/entry", entry()).status_code in (302, 303, 401)


def test_an_entry_goes_public_where_residents_ideas_wait(official: Browser, town: TownDatabase) -> None:
    from service.participation.campaigns.models import Campaign

    with town.session() as db:
        db.scalars(select(Campaign)).one().is_premoderated = True
        db.commit()
    official.send("/desk/entry", entry())
    assert _only_pin(town)[0].visibility == "public"
