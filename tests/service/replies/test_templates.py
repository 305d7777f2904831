"""Templates: kept by staff, filled in beside what was typed, and refused when they cannot be filled in."""

from __future__ import annotations

from sqlalchemy import select

from service.participation.replies.models import AnswerTemplate
from service.participation.replies.templates.operations import added_to, filled
from tests.conftest import Browser, TownDatabase

TEMPLATE = {"language": "fi", "name": "Kiitos", "body": "Kiitos: {title} ({reference}). {unit} vastaa."}


def test_a_template_fills_the_answer_and_keeps_what_was_typed(
    client: Browser, town: TownDatabase, ideas: list[str]
) -> None:
    client.sign_in("official")
    assert client.send("/desk/templates", TEMPLATE).status_code == 303
    with town.session() as db:
        number = db.scalars(select(AnswerTemplate.id)).one()
    typed = {"act": "template", "template": str(number), "state": "done", "public_text": "Oma alkuni."}
    page = client.send(f"/pins/{ideas[0]}/answer/draft", typed).get_data(as_text=True)
    assert "Oma alkuni.\n\nKiitos: Idea 1 (TES-2026-00001). Testilä, official vastaa.</textarea>" in page
    assert '<option value="done" selected>' in page
    assert client.send(f"/pins/{ideas[0]}/answer", {**typed, "template": "", "act": ""}).status_code == 422
    answer = {"state": "done", "public_text": "Valmis.", "template": str(number)}
    assert client.send(f"/pins/{ideas[0]}/answer", answer).status_code == 303


def test_what_is_wrong_is_said_and_kept(client: Browser, town: TownDatabase) -> None:
    client.sign_in("planner")
    refused = client.send("/desk/templates", {**TEMPLATE, "body": "Hei {nimi}!"})
    assert refused.status_code == 422
    page = refused.get_data(as_text=True)
    assert "Hei {nimi}!" in page and "{nimi}" in page
    client.send("/desk/templates", TEMPLATE)
    assert client.send("/desk/templates", {**TEMPLATE, "name": "KIITOS"}).status_code == 422
    assert client.send("/desk/templates", {**TEMPLATE, "language": "sv"}).status_code == 303
    with town.session() as db:
        ids = db.scalars(select(AnswerTemplate.id)).all()
    assert client.send(f"/desk/templates/{ids[0]}", {**TEMPLATE, "body": "Uusi"}).status_code == 303
    assert client.send(f"/desk/templates/{ids[0]}/remove", {}).status_code == 303
    assert client.get(f"/desk/templates/{ids[0]}").status_code == 404
    assert Browser(client.application).get("/desk/templates").status_code == 401


def test_filling_leaves_other_braces_alone() -> None:
    assert filled("{title} {x} {{title}}", {"title": "{unit}", "reference": "", "unit": "Y"}) == "{unit} {x} {{unit}}"
    assert added_to("", "Malli") == "Malli"
    assert added_to("Alku\n\nMalli", "Malli") == "Alku\n\nMalli"
