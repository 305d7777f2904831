"""The measured figures of a version in the reader's words, as they were on its day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from service.areas.facts.model import Fact, Inside, Said
from service.areas.facts.said import said_view
from service.areas.facts.words import fact_view
from service.effects.words import ABOUT, AREA, word_of
from service.i18n import format_number, named, ngettext
from service.i18n import gettext as _

#: Which figures tell of a group, by its key; the ages are those that the nearest statistics have.
OF_GROUP = {
    "all": ("residents",),
    "children": ("age_0_6", "age_7_17", "age_0_9", "age_10_19"),
    "young": ("age_7_17", "age_10_19"),
    "working": ("age_18_64", "age_20_69"),
    "older": ("age_65_", "age_70_"),
}


@dataclass(frozen=True)
class Figure:
    """One figure in words. `text` says also why there is none; `more` is how sure it is, or how it compares."""

    key: str
    label: str
    text: str
    more: str
    origin: str

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        return f"{self.label}: {self.text}" + (f" ({self.more})" if self.more else "")


@dataclass(frozen=True)
class Place:
    """Figures of one place, with what it is called."""

    title: str
    figures: Sequence[Figure]
    slug: str = ""


@dataclass(frozen=True)
class Measured:
    """What was measured of one alternative. `said` and `statements` are sentences."""

    people: Sequence[Place] = ()
    areas: Sequence[Place] = ()
    said: Sequence[str] = ()
    statements: Sequence[str] = field(default_factory=tuple)

    def beside(self, people: str, area_slug: str) -> list[str]:
        """What was measured of a group: sentences, none where there is no figure of it."""
        if people == AREA:
            found = next((one for one in self.areas if one.slug == area_slug), None)
            return [one.sentence for one in found.figures] if found else []
        keys = OF_GROUP.get(people, ())
        nearest = self.people[-1:]  # the widest place, which holds the others
        return [f"{place.title}: {one.sentence}" for place in nearest for one in place.figures if one.key in keys]


def measured_words(facts: Mapping[str, Any]) -> Measured:
    """What `measuring.measured` kept, in the reader's words."""
    titles = {
        "inside": _("Inside the proposal"),
        "around": _("Inside it or within %(metres)s m", metres=format_number(facts["around_m"])),
    }
    return Measured(
        people=[Place(titles[one["where"]], _figures(one["facts"])) for one in facts["people"]],
        areas=[Place(named(one["names"]), _figures(one["facts"]), one["slug"]) for one in facts["areas"]],
        said=[f"{titles[one['where']]}: {_said(one)}" for one in facts["said"]],
        statements=[f"{word_of(ABOUT, one['about'])}: {format_number(one['count'])}" for one in facts["statements"]],
    )


def rounded_content(content: Mapping[str, Any]) -> dict[str, Any]:
    """The content of a version with its measured figures in no more digits than its page shows.

    Counts (bounds, errors, bases) are whole, shares have as many decimals of a per cent as the page gives them. What
    is hidden stays None, and what is kept is not touched.
    """
    return {**content, "alternatives": [_rounded_alternative(one) for one in content["alternatives"]]}


def _rounded_alternative(kept: Mapping[str, Any]) -> dict[str, Any]:
    if not kept.get("facts"):
        return dict(kept)
    places = {
        name: [{**place, "facts": [_rounded_fact(one) for one in place["facts"]]} for place in kept["facts"][name]]
        for name in ("people", "areas")
    }
    return {**kept, "facts": {**kept["facts"], **places}}


def _rounded_fact(kept: Mapping[str, Any]) -> dict[str, Any]:
    """One kept figure, rounded as `service.areas.facts.figures` writes it."""
    is_count = kept["kind"] == "count"
    fine = 0 if is_count else 3  # one decimal of a per cent
    coarse = 0 if is_count else (3 if kept["step"] < 0.01 else 2)
    digits = {
        "estimate": coarse, "lower": coarse, "upper": coarse, "standard_error": fine, "municipality": fine, "base": 0,
        "suppressed_share": 4,
    }  # fmt: skip
    return {**kept, **{name: _round(kept[name], to) for name, to in digits.items() if name in kept}}


def _round(value: float | None, digits: int) -> float | None:
    if value is None:
        return None
    return round(value, digits) if digits else round(value)


def _figures(facts: Sequence[Mapping[str, Any]]) -> list[Figure]:
    return [_figure(_fact(one)) for one in facts]


def _fact(kept: Mapping[str, Any]) -> Fact:
    """A kept figure; what it says beyond, or lacks of, today's form does not matter."""
    return Fact(**{one.name: kept.get(one.name) for one in fields(Fact)})


def _figure(fact: Fact) -> Figure:
    view = fact_view(fact)
    rough = view["grade_text"] if fact.grade in ("fair", "coarse") else ""
    more = "; ".join(part for part in (rough, view["bounds_text"], view["comparison_text"]) if part)
    return Figure(fact.key, view["label"], view["text"], more, view["origin_text"])


def _said(kept: Mapping[str, Any]) -> str:
    view = said_view(Inside(_counts(kept["pins"]), _counts(kept["observations"])))
    themes = ", ".join(f"{one['label']} {format_number(one['count'])}" for one in view["pins"]["by_theme"])
    ideas = ngettext("%(count)s idea", "%(count)s ideas", view["pins"]["total"])
    seen = view["observations"]["total"]
    walks = ngettext("%(count)s observation of walks", "%(count)s observations of walks", seen)
    return f"{ideas}{f' ({themes})' if themes else ''}, {walks}"


def _counts(kept: Sequence[Mapping[str, Any]]) -> tuple[Said, ...]:
    return tuple(Said(one["state"], one["kind"], one["theme"], one["count"]) for one in kept)
