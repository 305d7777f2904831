"""The draft: planners alone write and see it, nothing typed is lost, and nobody overwrites another unseen."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, text

from service.effects.models import EffectDraft
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.service.effects.conftest import PAGE, SLUG, WHY, add_row, publish, revision, row_form, rows, visitor
from tests.service.proposals.conftest import form, text_of


def test_a_row_is_added_changed_and_removed_and_the_log_says_so(planner: Browser, drafted: TownDatabase) -> None:
    assert add_row(planner, drafted).status_code == 303
    page = text_of(planner.get(f"{PAGE}/edit?lang=fi"))
    assert WHY in page and "Liikenne ja liikkuminen: Ikääntyneet" in page
    assert WHY not in text_of(visitor(planner).get(f"{PAGE}?lang=fi")), "a draft is not public"
    one = rows(drafted)[0]
    address = f"{PAGE}/rows/{one.id}"
    assert WHY in planner.get(address).get_data(as_text=True)
    changed = planner.send(address, row_form(drafted, direction="much_worse", revision="1"))
    assert changed.status_code == 303 and rows(drafted)[0].direction == "much_worse"
    assert planner.send(f"{address}/remove", {}).status_code == 303 and rows(drafted) == []
    assert planner.send(f"{address}/remove", {}).status_code == 404
    with drafted.session() as db:
        assert list(db.scalars(select(AuditEntry.action))).count("effects.changed") == 3


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"why": ""}, "why"),
        ({"direction": "sideways"}, "direction"),
        ({"certainty": ""}, "certainty"),
        ({"topic": "nothing"}, "topic"),
        ({"topic": "own"}, "topic_own"),
        ({"people": "area:muualla"}, "people"),
        ({"people": "own"}, "people_own"),
        ({"alternative": "00000000-0000-0000-0000-000000000000"}, "alternative"),
        ({"source": "document:1"}, "source"),
        ({"source": "statement"}, "source_text"),
        ({"source": "statement", "source_text": "TES-L-111111"}, "source_text"),
    ],
)
def test_a_bad_row_keeps_what_was_typed_and_says_where(
    planner: Browser, drafted: TownDatabase, changes: dict[str, str], where: str
) -> None:
    answer = add_row(planner, drafted, easing="Uusia paikkoja kadun varteen.", **changes)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and f'id="field-{where}-error"' in page
    assert "Uusia paikkoja kadun varteen." in page and changes.get("why", WHY) in page
    assert rows(drafted) == []


def test_the_same_effect_is_not_written_twice(planner: Browser, drafted: TownDatabase) -> None:
    add_row(planner, drafted)
    again = add_row(planner, drafted, why="Sama asia toisin sanoin.")
    assert again.status_code == 422 and "Sama asia toisin sanoin." in again.get_data(as_text=True)
    assert add_row(planner, drafted, alternative="0", why="Nykyinen tila jatkuu.").status_code == 303
    assert len(rows(drafted)) == 2


def test_who_comes_second_sees_the_other_s_words_before_saving_over_them(
    planner: Browser, drafted: TownDatabase
) -> None:
    add_row(planner, drafted)
    address = f"{PAGE}/rows/{rows(drafted)[0].id}"
    planner.send(address, row_form(drafted, why="Ensimmäisen sanat.", revision="1"))
    late = planner.send(address, row_form(drafted, why="Toisen sanat.", revision="1"))
    page = late.get_data(as_text=True)
    assert late.status_code == 412 and "Ensimmäisen sanat." in page and "Toisen sanat." in page
    assert rows(drafted)[0].why == "Ensimmäisen sanat."
    assert 'name="revision" value="2"' in page
    assert planner.send(address, row_form(drafted, why="Toisen sanat.", revision="2")).status_code == 303


def test_texts_are_saved_and_a_late_one_is_kept_to_be_read(planner: Browser, drafted: TownDatabase) -> None:
    def send(summary: str, seen: int) -> Any:
        return planner.send(f"{PAGE}/texts", {"summary": summary, "follow_up": "Mitataan keväällä.", "revision": seen})

    assert send("Ensin näin.", 0).status_code == 303
    late = send("Sitten näin.", 0)
    assert late.status_code == 412
    assert "Ensin näin." in text_of(late) and "Sitten näin." in late.get_data(as_text=True)
    with drafted.session() as db:
        draft = db.scalars(select(EffectDraft)).one()
        assert (draft.summary, draft.follow_up) == ("Ensin näin.", "Mitataan keväällä.")


def test_a_repeat_of_the_same_request_changes_nothing(planner: Browser, drafted: TownDatabase) -> None:
    sent = row_form(drafted, csrf_token=planner.token())
    for _time in range(2):
        answer = planner.send(f"{PAGE}/rows", sent, key="sama-avain-kahdesti-1")
        assert answer.status_code == 303
    assert len(rows(drafted)) == 1 and revision(drafted) == 1


@pytest.mark.parametrize(("role", "status"), [(None, 401), ("official", 403), ("moderator", 403)])
def test_only_planners_write(planner: Browser, drafted: TownDatabase, role: str | None, status: int) -> None:
    add_row(planner, drafted)
    other = visitor(planner)
    if role:
        other.sign_in(role)
    address = f"{PAGE}/rows/{rows(drafted)[0].id}"
    assert add_row(other, drafted, alternative="0").status_code == status
    assert other.send(f"{address}/remove", {}).status_code == status
    assert publish(other, drafted).status_code == status
    assert other.get(f"{PAGE}/preview").status_code == status
    assert other.get(address).status_code == status
    assert len(rows(drafted)) == 1


def test_alternatives_of_the_matter_can_be_assessed_and_others_not(planner: Browser, drafted: TownDatabase) -> None:
    planner.send(f"/proposals/{SLUG}/edit", form(version="1", matter="Torin puisto"))
    for title, matter in (("Toinen tapa", "Torin puisto"), ("Aivan muu", "Uimahalli")):
        planner.send("/proposals/new", form(title=title, matter=matter))
    with drafted.session() as db:
        found = dict(db.execute(text("SELECT slug, CAST(id AS text) FROM service.proposal")).all())
    assert add_row(planner, drafted, alternative=found["toinen-tapa"]).status_code == 303
    assert add_row(planner, drafted, alternative=found["aivan-muu"]).status_code == 422
