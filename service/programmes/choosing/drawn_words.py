"""Drawn areas beside statistical ones in sentences, from plain values that a page computes and a record keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.analysis.workbench.plan import plan_of
from service.i18n import gettext as _
from service.i18n import named
from service.programmes.choosing.words import parts_sentence


def drawn_cards(card: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each drawn candidate: its frozen ``row``, ``why`` (the index as a sum) and ``overlap`` (the chosen area that it
    overlaps, empty when that is not why it was left out); none for records without drawn areas."""
    found = card.get("drawn")
    if not found:
        return []
    plan, names = plan_of(card["plan"]), _names(card)
    blocked = dict(found["left_out"])
    return [
        {
            "row": row,
            "why": parts_sentence(row, card["indicators"], plan.decimals),
            "overlap": names.get(blocked.get(row["code"], ""), ""),
            "is_tied": row["code"] in found["tied"],
        }
        for row in found["rows"]
    ]


def drawn_sentences(card: Mapping[str, Any]) -> list[str]:
    """What a reader must know of drawn candidates: what they are, why a rule takes none, and who was left out."""
    found = card.get("drawn")
    if not found:
        return []
    lines = [
        _(
            "Figures of drawn areas are estimates from the finest statistics there are. A drawn area moves nobody's "
            "index or rank, and the range of its own rank is not drawn."
        )
    ]
    aside = {
        "districts": _("This rule leaves drawn areas out: they may lie in several districts."),
        "joined": _("This rule leaves drawn areas out: only statistical areas are known to lie side by side."),
        "unsure": _(
            "This rule leaves drawn areas out: it asks how surely an area is among the first, "
            "and for drawn areas that is not drawn."
        ),
    }.get(found["aside"])
    if aside:
        return [*lines, aside]
    if found["overlaps"]:
        lines.append(_("Of areas that overlap at most one is chosen: nobody is counted twice."))
    names = _names(card)
    lines += [
        _("%(name)s was left out because it overlaps %(other)s.", name=names[one], other=names[other])
        for one, other in found["left_out"]
        if one in names and other in names
    ]
    return lines


def _names(card: Mapping[str, Any]) -> dict[str, str]:
    return {code: named(name) for code, name in card["drawn"]["names"].items()}
