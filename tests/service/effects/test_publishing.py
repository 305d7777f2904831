"""A published version is read by everybody, stays as it is, and tells what nobody assessed."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from service.db import make_engine
from service.effects.models import EffectAssessment
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.service.effects.conftest import (
    DATA,
    PAGE,
    SLUG,
    WHY,
    add_row,
    proposal_id,
    publish,
    revision,
    row_form,
    rows,
    visitor,
)
from tests.service.proposals.conftest import form, send_new, text_of


def test_a_version_is_read_by_everybody_with_signs_words_and_what_is_missing(
    planner: Browser, drafted: TownDatabase
) -> None:
    add_row(planner, drafted)
    add_row(planner, drafted, topic="health", people="children", direction="much_better", why="Paikka leikkiä.")
    add_row(planner, drafted, alternative="0", direction="none", why="Nykyinen tila jatkuu.")
    planner.send(f"{PAGE}/texts", {"summary": "Hyvä lapsille.", "follow_up": "", "revision": revision(drafted)})
    assert "Tältä luonnos näyttää asukkaille." in text_of(planner.get(f"{PAGE}/preview?lang=fi"))
    reader = visitor(planner)
    assert "Tämän suunnitelman vaikutuksia ei ole vielä arvioitu." in text_of(reader.get(f"{PAGE}?lang=fi"))
    assert PAGE not in reader.get(f"/proposals/{SLUG}").get_data(as_text=True)
    assert publish(planner, drafted).status_code == 303
    page = text_of(reader.get(f"{PAGE}?lang=fi"))
    for words in ("Hyvä lapsille.", "++ paranee paljon", "− huononee", "0 ei vaikutusta", WHY, "Testilä, planner"):
        assert words in page
    assert "Arvioimattomat ryhmät: Kaikki asukkaat, Nuoret," in page
    assert "Arvioimattomat vaikutukset: Turvallisuus," in page
    assert "Mitään ei tehdä: 1 rivi on arvioitu vain toisessa vaihtoehdossa. Terveys ja hyvinvointi: Lapset." in page
    assert "+ Hyötyvät: Lapset − Haittaa kokevat: Ikääntyneet" in page
    assert PAGE in reader.get(f"/proposals/{SLUG}").get_data(as_text=True)
    with drafted.session() as db:
        assert "effects.published" in db.scalars(select(AuditEntry.action)).all()


def test_a_later_draft_changes_no_version_and_the_earlier_one_stays_to_be_read(
    planner: Browser, drafted: TownDatabase
) -> None:
    add_row(planner, drafted)
    publish(planner, drafted)
    reader = visitor(planner)
    before = reader.get(DATA).json
    address = f"{PAGE}/rows/{rows(drafted)[0].id}"
    planner.send(address, row_form(drafted, why="Asia tarkistettiin.", revision="1"))
    assert reader.get(DATA).json == before
    assert publish(planner, drafted, change_note="Kävelymatka laskettiin.").status_code == 303
    newest = reader.get(DATA).json
    assert newest["number"] == 2 and newest["numbers"] == [2, 1]
    assert [row["why"] for row in newest["content"]["rows"]] == ["Asia tarkistettiin."]
    assert reader.get(f"{DATA}?number=1").json["content"] == before["content"]
    old = text_of(reader.get(f"{PAGE}/1?lang=fi"))
    assert WHY in old and "Lue uusin versio" in old
    assert "Kävelymatka laskettiin." in text_of(reader.get(PAGE))
    assert reader.get(f"{PAGE}/3").status_code == 404 and reader.get(f"{DATA}?number=3").status_code == 404


def test_the_database_itself_refuses_to_change_a_version(planner: Browser, drafted: TownDatabase) -> None:
    add_row(planner, drafted)
    publish(planner, drafted)
    owner = make_engine(drafted.settings.database_url, 10_000, 1)  # who may do more than the service's own role
    try:
        for statement in (
            "UPDATE service.effect_assessment SET content = '{}'",
            "UPDATE service.effect_assessment SET signature = 'joku muu'",
            "DELETE FROM service.effect_assessment",
            "TRUNCATE service.effect_assessment",
        ):
            with pytest.raises(DBAPIError, match="never changes"), owner.begin() as db:
                db.execute(text(statement))
        with owner.begin() as db:  # what the erasure of the planner does
            db.execute(text("UPDATE service.effect_assessment SET published_by = NULL"))
    finally:
        owner.dispose()
    with drafted.session() as db:
        kept = db.scalars(select(EffectAssessment)).one()
        assert kept.published_by is None and kept.signature == "Testilä, planner"


def test_what_was_not_read_is_not_published(planner: Browser, drafted: TownDatabase) -> None:
    empty = publish(planner, drafted)
    assert empty.status_code == 422
    add_row(planner, drafted)
    late = publish(planner, drafted, revision="0", signature="Yleiskaava")
    assert late.status_code == 412 and "Yleiskaava" in late.get_data(as_text=True)
    with drafted.session() as db:
        assert db.scalars(select(EffectAssessment)).all() == []


def test_a_row_on_an_alternative_that_is_gone_stops_the_publication(planner: Browser, drafted: TownDatabase) -> None:
    planner.send(f"/proposals/{SLUG}/edit", form(version="1", matter="Torin puisto"))
    send_new(planner, title="Toinen tapa", matter="Torin puisto")
    add_row(planner, drafted, alternative=str(proposal_id(drafted, "toinen-tapa")))
    planner.send(
        "/proposals/toinen-tapa/edit", form(title="Toinen tapa", matter="Torin puisto", version="1", state="withdrawn")
    )
    assert publish(planner, drafted).status_code == 422
    assert "mainitaan jotain, mitä ei enää ole" in text_of(planner.get(f"{PAGE}/edit?lang=fi"))


def test_a_changed_proposal_says_that_the_assessment_is_of_an_earlier_version(
    planner: Browser, drafted: TownDatabase
) -> None:
    add_row(planner, drafted)
    publish(planner, drafted)
    said = "tämä arvioitiin sen versiosta 1, ja nyt on versio 2"
    assert said not in text_of(visitor(planner).get(f"{PAGE}?lang=fi"))
    planner.send(f"/proposals/{SLUG}/edit", form(version="1", body="Muuttui."))
    assert said in text_of(visitor(planner).get(f"{PAGE}?lang=fi"))


def test_a_withdrawn_proposal_takes_its_assessment_along(planner: Browser, drafted: TownDatabase) -> None:
    add_row(planner, drafted)
    publish(planner, drafted)
    planner.send(f"/proposals/{SLUG}/edit", form(version="1", state="withdrawn"))
    for path in (PAGE, f"{PAGE}/1", DATA):
        assert visitor(planner).get(path).status_code == 404
    with drafted.session() as db:
        assert db.scalar(text("SELECT count(*) FROM public_api.effect_assessment")) == 0
    assert WHY in text_of(planner.get(PAGE)), "planners read it still"


def test_markup_stays_text(planner: Browser, drafted: TownDatabase) -> None:
    mark = "<script>alert('canary')</script>"
    add_row(planner, drafted, why=mark, easing=mark, people="own", people_own=mark, source="other", source_text=mark)
    publish(planner, drafted)
    for path in (PAGE, f"{PAGE}/edit", f"{PAGE}/preview", f"/proposals/{SLUG}/statements/report"):
        page = planner.get(path).get_data(as_text=True)
        assert "<script>alert" not in page and "canary" in page
