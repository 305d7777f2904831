"""Choosing by a rule: the page where officials try rules, and the form that turns a choice into a decision."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from boundaries.sets.queries import sets_of
from geo.choice.problems import ChoiceProblem
from layers.indicators.own import indicators_of
from service.analysis.errors import NoStatistics
from service.analysis.shapes import UnitShape, unit_shapes
from service.analysis.words import token_of
from service.analysis.workbench.outlines import drawn_areas
from service.analysis.workbench.words import notes_in_words
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.i18n import language, named
from service.programmes import rules  # noqa: F401  (registers its permission)
from service.programmes.blueprint import blueprint
from service.programmes.choosing.asked import Wishes, wishes
from service.programmes.choosing.choice import MODES
from service.programmes.choosing.drawn_words import drawn_cards, drawn_sentences
from service.programmes.choosing.explained import chosen_words
from service.programmes.choosing.joined import JOINED, wishes_of
from service.programmes.choosing.page import Chosen, chosen
from service.programmes.choosing.words import euros, mode_words, problem_sentence, rule_sentence
from service.programmes.evaluation.fixing import fix_followup
from service.programmes.evaluation.form import field_names, followup_fields
from service.programmes.evaluation.schemas import START, followup_in
from service.programmes.queries import drawn_shapes
from service.programmes.records.making import make_record
from service.programmes.records.schemas import record_form
from service.programmes.schemas import REASON_LENGTH, TITLE_LENGTH
from service.programmes.sharing.charts import share_bars
from service.programmes.views import class_words, frozen_rank, frozen_state, layers_of, shown_extent
from service.web.context import actor, db_session, municipality, public_db
from service.web.map_config import map_config
from service.web.routing import read, write

#: Fields of the written decision, beside those of the choice.
WRITTEN = frozenset({"title", "reason", "seen"})


@blueprint.get("/decisions/choose")
@read("decision.make")
def choose_areas() -> tuple[str, int]:
    """Rules and their numbers, and what they choose; the address holds all of it."""
    asked = _asked(request.args)
    found, problem = _carried_out(asked)
    shapes = _shapes(found)
    table = found.table if found else []
    picked = {one["code"] for one in found.made.chosen} if found and found.made else set()
    words = _words(asked, found)
    page = render_template(
        "programmes/choosing/choose.html",
        **words,
        problem=problem or (found.problem if found else ""),
        picked=picked,
        changes=_changes(asked, found),
        tied=_named(found, "tied"),
        unknown=_named(found, "unknown"),
        wrong={one.where: one.message for one in asked.errors},
        errors=[{"where": one.where, "message": one.message} for one in asked.errors],
        sets=[(one.slug, named(one.names)) for one in sets_of(public_db(), municipality().id, language())],
        drawn_options=drawn_areas(public_db(), municipality().id),
        legend=[(token_of(number), label) for number, label in class_words(table)],
        map_config=map_config(
            municipality(), layers_of(table + words["drawn_rows"], picked, shapes), show=shown_extent(table, shapes)
        ),
    )
    return page, 422 if asked.errors else 200


@blueprint.get("/decisions/choose/write")
@read("decision.make")
def write_decision() -> str:
    """The form in which the choice gets its title and reasons."""
    return _written(_asked(request.args), {}, None)


@blueprint.post("/decisions/records")
@write("decision.make")
def send_record() -> Response | tuple[str, int]:
    """Freeze the choice and go to its address; or the form again with what was typed and what is wrong."""
    asked = _asked(_choice_fields(), WRITTEN)
    try:
        if asked.errors:
            raise InvalidInput(_("Some of it needs correcting."), list(asked.errors))
        words = record_form(request.form)
        followup = followup_in(request.form)
        made = make_record(db_session(), public_db(), actor(), words, asked)
        fix_followup(db_session(), made, followup)
    except ChoiceProblem as problem:
        db_session().rollback()
        return _written(asked, _typed(), InvalidInput(problem_sentence(problem))), 422
    except InvalidInput as error:
        db_session().rollback()
        return _written(asked, _typed(), error), 422
    return redirect(url_for("programmes.show_decision", slug=made.slug), 303)  # type: ignore[return-value]


def _asked(given: MultiDict[str, str], other: frozenset[str] = frozenset()) -> Wishes:
    return wishes(given, indicators_of(public_db(), municipality().id), other)


def _choice_fields() -> MultiDict[str, str]:
    """The form without the reasons of single areas and what it is held against later, which others read."""
    others = ("reason-", START)
    return MultiDict((key, value) for key, value in request.form.items(multi=True) if not key.startswith(others))


def _typed() -> dict[str, str]:
    return {key: value for key, value in request.form.items() if key in WRITTEN or key.startswith("reason-")}


def _carried_out(asked: Wishes) -> tuple[Chosen | None, str]:
    """The choice, or the sentence that says why there is none."""
    try:
        return chosen(public_db(), municipality().id, asked), ""
    except InvalidInput as error:
        return None, error.message
    except LookupError:
        raise NoStatistics(_("There are no statistics by area here yet.")) from None


def _written(asked: Wishes, typed: dict[str, str], error: InvalidInput | None) -> str:
    found, problem = _carried_out(asked)
    errors = list(error.errors) if error else []
    if error and not errors:
        errors = [FieldError("", error.message)]
    return render_template(
        "programmes/choosing/write.html",
        **_words(asked, found),
        problem=problem or (found.problem if found else "") or (found.sharing_problem if found else ""),
        typed=typed,
        followup=followup_fields(
            found.table if found else [],
            {one["code"] for one in found.made.chosen} if found and found.made else set(),
            request.form if request.method == "POST" else None,
        ),
        wrong={one.where: one.message for one in errors},
        errors=[{"where": one.where, "message": _with_subject(one, found)} for one in errors],
        fields=_hidden(asked),
        title_length=TITLE_LENGTH,
        reason_length=REASON_LENGTH,
    )


def _words(asked: Wishes, found: Chosen | None) -> dict[str, Any]:
    """What both pages tell of the choice."""
    names = {row["code"]: named(row["name"]) for row in found.table} if found else {}
    made = found.made if found else None
    choosing = asked.choosing
    shares = {one["code"]: one for one in (found.shares or [])} if found else {}
    return {
        "asked": asked,
        "choosing": asked.choosing,
        "query": asked.query(),
        "found": found,
        "made": made,
        "rows": found.table if found else [],
        "names": names,
        "modes": [(mode, mode_words()[mode]) for mode in MODES],
        "rule": rule_sentence(asked.choosing.plain(), found.asked.plan.top) if made and found else "",
        "chosen": chosen_words(made.chosen, made.table, made.card) if made else [],
        "drawn": drawn_cards(made.card) if made else [],
        "drawn_sentences": drawn_sentences(made.card) if made else [],
        "drawn_rows": made.card.get("drawn", {}).get("rows", []) if made else [],
        "dropped": [code for code in asked.choosing.drop if code in names],
        "shares": shares,
        "euros": euros,
        "notes": notes_in_words(found.bench) if found else [],
        "share_bars": share_bars,
        "run": found.run if found else None,
        "run_kind": JOINED,
        "run_wishes": wishes_of(found.asked.plan, choosing.count) if found else {},
        "frozen_rank": frozen_rank,
        "frozen_state": frozen_state,
    }


def _named(found: Chosen | None, which: str) -> list[str]:
    """The names of the areas in a list of the card's choice."""
    if not found or not found.made:
        return []
    names = {row["code"]: named(row["name"]) for row in found.table}
    return [names[code] for code in found.made.card["choice"][which]]


def _changes(asked: Wishes, found: Chosen | None) -> dict[str, dict[str, str]]:
    """For each area the address at which it is taken in, left out, or follows the rule again."""
    if not found or not found.made:
        return {}
    by_rule = set(found.made.card["choice"]["by_rule"])
    made = {}
    for row in found.table:
        code = row["code"]
        add, drop = set(asked.choosing.add) - {code}, set(asked.choosing.drop) - {code}
        if code in asked.choosing.add or code in asked.choosing.drop:
            label = _("Follow the rule")
        elif code in by_rule:
            label, drop = _("Leave out"), drop | {code}
        else:
            label, add = _("Take in"), add | {code}
        query = {**asked.query(), "add": sorted(add), "drop": sorted(drop)}
        made[code] = {"label": label, "href": url_for("programmes.choose_areas", **query)}
    return made


def _hidden(asked: Wishes) -> list[tuple[str, str]]:
    """The choice as hidden fields of a form."""
    return [
        (name, one)
        for name, value in asked.query().items()
        for one in (value if isinstance(value, list) else [str(value)])
    ]


def _shapes(found: Chosen | None) -> dict[str, UnitShape]:
    if found is None:
        return {}
    shapes = unit_shapes(public_db(), municipality().id)
    ids = dict(zip(found.figures.frame.area_ids, found.figures.frame.codes, strict=True))
    drawn = {one["area_version_id"]: one["code"] for one in found.asked.drawn.areas}
    units = {ids[area_id]: shape for area_id, shape in shapes.items() if area_id in ids}
    return units | drawn_shapes(public_db(), drawn)


def _with_subject(one: FieldError, found: Chosen | None) -> str:
    subjects = {"title": _("Title"), "reason": _("Overall reason"), **field_names()}
    if one.where in subjects:
        return f"{subjects[one.where]}: {one.message}"
    code = one.where.removeprefix("reason-")
    row = next((row for row in (found.table if found else []) if row["code"] == code), None)
    return f"{named(row['name'])}: {one.message}" if row else one.message
