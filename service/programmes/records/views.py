"""What the page, the report and the files of a record show: its frozen values, in the reader's language."""

from __future__ import annotations

from typing import Any

from flask import url_for

from service.analysis.words import token_of
from service.analysis.workbench.plan import plan_of
from service.i18n import gettext as _
from service.i18n import named
from service.programmes.choosing.drawn_words import drawn_cards, drawn_sentences
from service.programmes.choosing.explained import chosen_words
from service.programmes.choosing.words import euros, rule_sentence
from service.programmes.queries import DecisionView
from service.programmes.records.method import method_lines, sharing_sentence
from service.programmes.sharing.charts import share_bars
from service.programmes.views import class_words, frozen_rank, frozen_state


def is_record(view: DecisionView) -> bool:
    """Whether the decision was made by a rule, and holds all that its numbers are made of."""
    return "record" in view.method_card


def record_context(view: DecisionView) -> dict[str, Any]:
    """What the page and the report show."""
    card = view.method_card
    return {
        "decision": view,
        "chosen": chosen_words(view.chosen, view.table, card),
        "picked": {one["code"] for one in view.chosen},
        "drawn": drawn_cards(card),
        "drawn_sentences": drawn_sentences(card),
        "names": {row["code"]: named(row["name"]) for row in view.table},
        "rule": rule_sentence(card["choice"], card["plan"]["top"]),
        "sharing_rule": sharing_sentence(card["sharing"], card["choice"]["middle"]) if card["sharing"] else "",
        "method": method_lines(card),
        "decimals": plan_of(card["plan"]).decimals,
        "legend": [(token_of(number), label) for number, label in class_words(view.table)],
        "files": files_of(view),
        "euros": euros,
        "share_bars": share_bars,
        "frozen_rank": frozen_rank,
        "frozen_state": frozen_state,
    }


def files_of(view: DecisionView) -> list[tuple[str, str]]:
    """Files that can be had of the decision: label and address."""
    kinds = (
        (_("Download the report"), "programmes.decision_report"),
        (_("Table (CSV)"), "programmes.decision_table"),
        (_("Areas (GeoPackage)"), "programmes.decision_geopackage"),
    )
    return [(label, url_for(endpoint, slug=view.slug)) for label, endpoint in kinds]
