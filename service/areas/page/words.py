"""What the page of an area says in sentences: waits, comparisons, the areas around, its contents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from service.areas.facts.figures import bounds_text, comparison_words, label_text, value_text
from service.areas.facts.model import Fact
from service.areas.page.relations import RelatedArea, Relations
from service.areas.page.view import AreaView
from service.areas.page.waits import Waits
from service.i18n import format_number, format_percent, ngettext
from service.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Comparison:
    """A share here beside the municipality's, both 0-1, with what may be said of the difference."""

    label: str
    base_label: str
    share: float
    low: float | None
    high: float | None
    text: str
    bounds_text: str
    whole: float
    whole_text: str
    sentence: str


def comparisons(view: AreaView) -> list[Comparison]:
    """The shares that are known here and in the whole municipality."""
    return [_comparison(fact) for fact in view.facts.facts if _is_comparable(fact)]


def waits_sentence(waits: Waits) -> str:
    """How many ideas are answered and how fast, with the numbers that it is said of."""
    found = waits.waiting
    if not found.n:
        return _("No ideas have come in the last two years.")
    said = _(
        "%(answered)s of %(all)s ideas have an answer.",
        answered=format_number(found.answered),
        all=format_number(found.n),
    )
    if not waits.is_enough:
        return said
    if found.median_days is None:
        return said + " " + _("Fewer than half have been answered so far.")
    return (
        said
        + " "
        + ngettext(
            "Half of all ideas had an answer within %(count)s day.",
            "Half of all ideas had an answer within %(count)s days.",
            found.median_days,
        )
    )


def around(relations: Relations) -> list[tuple[str, tuple[RelatedArea, ...]]]:
    """The areas around, as links by how they lie."""
    return [
        (label, areas)
        for label, areas in (
            (_("Lies within:"), (*relations.same, *relations.within)),
            (_("Holds:"), relations.holds),
            (_("Reaches into:"), relations.across),
            (_("Neighbouring areas:"), relations.beside),
        )
        if areas
    ]


def sections(view: AreaView) -> list[tuple[str, str]]:
    """The page's table of contents: anchors and headings of what is there."""
    contents = view.contents
    found = [
        ("area-where", _("Where it is"), True),
        ("people", _("Who lives here"), True),
        ("ideas", _("Ideas here"), True),
        ("answers", _("The municipality's answers"), bool(contents.pin_count)),
        ("walks", _("Walks through here"), bool(contents.walks)),
        ("proposals", _("Proposals that reach here"), bool(contents.proposals)),
        ("decisions", _("Decisions on priority areas"), bool(view.decisions)),
        ("layers", _("On the map here"), bool(view.layers)),
        ("lately", _("What has happened"), True),
        ("boundary", _("Boundary and its history"), True),
        ("comments", _("Discussion"), True),
        ("take", _("Take it with you"), True),
        ("follow", _("Follow this area"), True),
    ]
    return [(anchor, label) for anchor, label, is_there in found if is_there]


def main_figures(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """The figures that come first, from a view of facts: residents and holiday homes."""
    return [one for one in facts["facts"] if one["key"] in ("residents", "holiday_homes")]


def _is_comparable(fact: Fact) -> bool:
    return fact.kind == "share" and fact.estimate is not None and fact.municipality is not None


def _comparison(fact: Fact) -> Comparison:
    assert fact.estimate is not None and fact.municipality is not None  # noqa: S101 (see _is_comparable)
    return Comparison(
        label=label_text(fact.label),
        base_label=label_text(fact.of),
        share=fact.estimate,
        low=fact.lower if fact.grade != "exact" else None,
        high=fact.upper if fact.grade != "exact" else None,
        text=value_text(fact),
        bounds_text=bounds_text(fact),
        whole=fact.municipality,
        whole_text=format_percent(fact.municipality, 1),
        sentence=comparison_words(fact),
    )
