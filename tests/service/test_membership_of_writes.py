"""After every write route the areas noted are those that a fresh reckoning gives; a new route must join the list."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from shapely import affinity
from sqlalchemy import func, select

from boundaries.consistency import membership_differences
from boundaries.models import Area, Membership, Municipality
from demo.cities import CITIES
from demo.load import load_city
from service.participation.pins.models import Pin
from service.participation.walks.models import Observation, Walk
from service.proposals.models import Proposal
from tests.conftest import Browser, TownDatabase
from tests.factories.world import lonlat_in
from tests.service.pins.conftest import pin_body
from tests.service.proposals.conftest import BOTH_HALVES, form, geojson

Step = Callable[[Browser, TownDatabase], Any]

#: Routes that write no place and change none.
NO_PLACE = {
    "conflicts.judge", "proposals.change_phases", "proposals.add_document", "proposals.drop_document",
    "effects.add_row", "effects.change_row", "effects.change_texts", "effects.drop_row", "effects.publish_effects",
    "together.answer_one", "together.answer_person", "together.join", "together.send_suggestion",
    "analysis.ask_for_surfaces",
    "replies.add_template", "replies.change_template", "replies.drop_template", "replies.send_sheet",
    "replies.forget_sheet",
    "replies.care", "replies.draft_answer", "replies.drop_unit", "replies.join", "replies.note", "replies.promise",
    "replies.save_new_unit", "replies.save_unit", "replies.split",
    "analysis.approve_figures", "analysis.bring_another", "analysis.choose_figures_layer", "analysis.discard_figures",
    "analysis.put_edition_back", "analysis.report_figures", "analysis.send_figures", "analysis.start_reach",
    "analysis.save_indicator",
    "analysis.take_edition_back",
    "accounts.sign_in_as_demo_person", "accounts.send_sign_in_link", "accounts.use_link", "accounts.sign_out",
    "discussion.comment", "discussion.hide", "discussion.support", "areas.facts", "proposals.coverage_preview",
    "programmes.send_decision", "programmes.send_record", "analysis.ask",
    "areas.answer_import", "areas.change_call_state", "areas.change_seats", "areas.change_set", "areas.create_call",
    "areas.discard_import", "areas.join_outlines", "areas.moderate_drawing", "areas.read_upload",
    "areas.read_upload_on_page", "areas.release_set", "areas.report_import", "areas.save_in_call", "areas.save_set",
    "areas.send_import", "areas.shape", "areas.withdraw_from_call",
    "follows.change", "follows.start", "follows.stop_following", "follows.use_confirmation",
    "accounts.close_one_session", "accounts.close_other_sessions",
    "admin.add_person", "admin.add_role", "admin.cover_photo", "admin.preview_cover", "admin.remove_role",
    "admin.save_words", "admin.sign_person_out",
    "campaigns.create_campaign", "campaigns.save_campaign", "discussion.save_own", "discussion.withdraw_own",
    "doubts.send_doubt", "follows.send_own_link", "follows.stop_all_followings", "moderation.send_report",
    "machines.give_key", "machines.take_key_back",
    "imports.discard_import", "imports.report_anew", "imports.send_table",
    "photos.add", "photos.describe", "photos.remove", "pins.api_add_photo",
    "layer_imports.answer_question", "layer_imports.approve_import", "layer_imports.discard_file",
    "layer_imports.report_anew", "layer_imports.send_file", "layer_imports.take_back",
    "catalogue.move_layer", "catalogue.put_layer_back", "catalogue.remove_layer", "catalogue.save_layer",
    "catalogue.remove_classes", "catalogue.save_classes",
    "remote.add", "remote.allow", "remote.change_backdrop", "remote.change_state",
    "remote.fetch_again", "remote.forbid", "remote.look",
    "remote.pick", "remote.remove",
    "statements.answer_segment", "statements.care_for_segment", "statements.split",
    "statements.give_of_board", "statements.meeting_of_board", "statements.save_of_board", "statements.start_of_board",
    "statements.vote_of_board", "statements.withdraw_of_board",
    "statements.api_give_statement", "statements.enter", "statements.keep_draft", "statements.preview_statement",
    "statements.respond",
    "statements.save_draft", "statements.save_statement", "statements.send_statement", "statements.withdraw",
    "statements.forget_signature", "statements.moderate_signature", "statements.sign", "statements.use_signature_link",
    "statements.withdraw_signature",
    "topics.save_new_step", "topics.save_owner", "topics.save_step",
    "walks.change_state", "walks.check", "walks.check_by_form", "walks.confirm", "walks.confirm_by_form",
    "walks.experience", "walks.experience_by_form", "walks.join", "walks.note_photo",
}  # fmt: skip
#: Routes whose own tests end with the same comparison (the fixture `notes_stay_right`), by the file they stand in.
OWN_TESTS = {
    "replies.apply_sheet": "replies/test_sheets.py",
    "admin.undo_deed": "admin/test_undo.py",
    "areas.approve_import": "areas/test_import.py", "areas.take_import_back": "areas/test_import.py",
    "areas.change_area_traits": "areas/test_traits.py", "areas.restore": "areas/test_history.py",
    "areas.publish_call": "areas/agreement/test_publishing.py",
    "areas.declare_set": "areas/test_sets.py", "areas.merge_areas": "areas/test_sets.py",
    "areas.move_border": "areas/test_sets.py", "areas.repair_set": "areas/test_sets.py",
    "areas.split_area": "areas/test_sets.py",
    "imports.approve_import": "imports/test_import.py", "imports.undo_import": "imports/test_import.py",
    "open311.report": "open311/test_reporting.py", "open311.update": "open311/test_updates.py",
    "sources.enter": "sources/test_entry.py", "sources.take_back": "sources/test_entry.py",
    "walks.enter_sheet": "walks/test_after.py", "walks.hide_observation": "walks/test_observations.py",
    "walks.note": "walks/test_along.py", "walks.note_by_form": "walks/test_along.py",
    "walks.save_new_walk": "walks/test_making.py", "walks.save_walk": "walks/test_making.py",
    "walks.unhide_observation": "walks/test_observations.py",
}  # fmt: skip

PIN_FORM = {"theme": "green", "text": "Uusi penkki tähän.", "where": "list", "place": "area:05", "precision": "exact"}
WEST = json.dumps(geojson(affinity.translate(BOTH_HALVES, xoff=-900)))
DRAWN = {
    "type": "Polygon",
    "coordinates": [[list(lonlat_in("05", *at)) for at in ((-700, 200), (900, 200), (900, 900), (-700, 200))]],
}
MOVED = {
    "type": "Polygon",
    "coordinates": [[list(lonlat_in("05", *at)) for at in ((100, 100), (900, 100), (900, 800), (100, 100))]],
}


def last_pin(town: TownDatabase) -> Pin:
    with town.session() as db:
        return db.scalars(select(Pin).order_by(Pin.created_at.desc())).first()  # type: ignore[return-value]


def own(town: TownDatabase, deed: str) -> str:
    return f"/pins/{last_pin(town).reference}/{deed}"


def change_by_api(client: Browser, town: TownDatabase) -> Any:
    tag = client.get("/api/areas/meidan-ranta").headers["ETag"]
    body = {"geometry": MOVED, "reason": "Ranta siirtyi"}
    return client.send_json("/api/areas/meidan-ranta", body, method="PATCH", **{"If-Match": tag})


def change_by_form(client: Browser, town: TownDatabase) -> Any:
    page = client.get("/areas/meidan-ranta/edit").get_data(as_text=True)
    version = page.split('name="version" value="')[1].split('"')[0]
    sent = {"name": "Meidän ranta", "geometry": json.dumps(DRAWN), "version": version, "reason": "Takaisin"}
    return client.send("/areas/meidan-ranta/edit", sent)


def put_outside(client: Browser, town: TownDatabase) -> Any:
    with town.database.session() as db:
        db.scalars(select(Municipality)).one().settings = {"outside": "queue"}
    client.application.extensions.pop("municipalities", None)
    body = pin_body(text="Silta", lonlat=list(lonlat_in("01", -300, 400)))
    return client.send_json("/api/pins", body)


#: Every route that writes or changes a place, in an order in which they follow each other.
STEPS: list[tuple[str, Step]] = [
    ("areas.save_area", lambda c, t: c.send("/areas", {"name": "Meidän ranta", "geometry": json.dumps(DRAWN)})),
    ("pins.api_submit_pin", lambda c, t: c.send_json("/api/pins", pin_body())),
    ("pins.save_edit", lambda c, t: c.send(own(t, "edit"), {"text": "Kaksi penkkiä, kiitos."})),
    ("pins.create_pin", lambda c, t: c.send("/pins/new", PIN_FORM)),
    ("owndata.erase_own_pin", lambda c, t: c.send(own(t, "data/erase"), {"sure": "yes"})),
    ("pins.create_pin", lambda c, t: c.send("/pins/new", {**PIN_FORM, "text": "Toinen penkki."})),
    ("areas.change", change_by_api),
    ("areas.change_area", change_by_form),
    ("pins.withdraw", lambda c, t: c.send(own(t, "withdraw"), {})),
    ("pins.api_submit_pin", put_outside),
    ("sign in", lambda c, t: c.sign_in("administrator")),
    ("admin.place_pin", lambda c, t: c.send("/admin/places", {"pin": str(last_pin(t).id), "deed": "move"})),
    ("admin.moderate_items", lambda c, t: c.send("/admin/moderate", {"deed": f"hide pin:{last_pin(t).id}"})),
    ("admin.moderate_items", lambda c, t: c.send("/admin/moderate", {"deed": f"publish pin:{last_pin(t).id}"})),
    ("replies.answer_pin", lambda c, t: c.send(own(t, "answer"), {"state": "done", "public_text": "Se on tehty."})),
    ("areas.create", lambda c, t: c.send_json("/api/areas", {"name": "Itä", "areas": ["05", "06"]})),
    ("areas.hide", lambda c, t: c.send("/areas/ita/hide", {"reason": "Väärä nimi"})),
    ("areas.publish", lambda c, t: c.send("/areas/ita/publish", {"reason": "Nimi on hyvä"})),
    ("proposals.save_new_proposal", lambda c, t: c.send("/proposals/new", form(state="draft"))),
    ("proposals.save_proposal", lambda c, t: c.send("/proposals/uusi-puisto-keskustaan/edit", form(version="1"))),
    (
        "proposals.save_proposal",
        lambda c, t: c.send("/proposals/uusi-puisto-keskustaan/edit", form(version="2", geometry=WEST)),
    ),
    (
        "proposals.change_proposal",
        lambda c, t: c.send_json(
            "/api/proposals/uusi-puisto-keskustaan",
            {"title": "Uusi", "state": "withdrawn", "summary": "x", "body": "x"},
            method="PUT",
            **{"If-Match": '"3"'},
        ),
    ),
    (
        "proposals.add_proposal",
        lambda c, t: c.send_json(
            "/api/proposals",
            {"title": "Ranta", "state": "open", "summary": "x", "body": "x", "geometry": geojson(BOTH_HALVES)},
        ),
    ),
    ("areas.withdraw", lambda c, t: c.send("/areas/ita/withdraw", {})),
    ("sign in", lambda c, t: c.sign_in("planner")),
    ("owndata.erase_own_account", lambda c, t: c.send("/account/data/erase", {"sure": "yes", "take_back": "yes"})),
]


def test_after_every_write_the_notes_are_right(client: Browser, town: TownDatabase) -> None:
    for name, step in STEPS:
        answer = step(client, town)
        if answer is not None:
            assert answer.status_code in (200, 201, 303), (name, answer.get_data(as_text=True)[-2000:])
        with town.session() as db:
            assert membership_differences(db, 1) == [], name
    with town.session() as db:
        rows = db.execute(select(Membership.subject_kind, func.count()).group_by(Membership.subject_kind))
        noted = {row[0]: row[1] for row in rows}
    assert noted["pin"] >= 5 and noted["proposal"] >= 2


def test_every_route_that_writes_is_in_the_list(app: Flask) -> None:
    writes = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}
    }
    covered = {name for name, _step in STEPS} - {"sign in"}
    assert writes - covered - NO_PLACE - set(OWN_TESTS) == set(), "say whether it writes a place"
    folder = Path(__file__).parent
    for file in set(OWN_TESTS.values()):
        assert 'usefixtures("notes_stay_right")' in (folder / file).read_text(encoding="utf-8"), file
    assert covered - writes == set()


@pytest.mark.parametrize("slug", ["mikkeli"])
def test_the_demo_is_noted_by_the_same_rules(empty_town: TownDatabase, slug: str) -> None:
    with empty_town.database.session() as db:
        town = load_city(db, CITIES[slug])
    with empty_town.session() as db:
        assert membership_differences(db, town.id) == []
        kinds = {row[0]: row[1] for row in db.execute(_COUNTED)}
        for kind, table in (("pin", Pin), ("walk", Walk), ("observation", Observation), ("proposal", Proposal)):
            assert kinds[kind] <= db.scalar(select(func.count()).select_from(table)), kind  # type: ignore[operator]
            assert kinds[kind] > 0
        named = select(func.count()).where(Pin.named_area_id.is_not(None))
        assert db.scalar(named) > 0, "ideas that name an area instead of a place"  # type: ignore[operator]
        assert db.scalar(select(func.count()).select_from(Area)) > 0  # type: ignore[operator]


_COUNTED = select(Membership.subject_kind, func.count(Membership.subject_id.distinct())).group_by(
    Membership.subject_kind
)
