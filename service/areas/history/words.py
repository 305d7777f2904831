"""History in the reader's words: who changed what, and a difference in numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from service.areas.facts.figures import bounds_text, size_text, value_text
from service.areas.facts.model import Facts
from service.areas.history.difference import PARTS, Change, Difference
from service.areas.history.queries import WalkLine
from service.areas.kinds import kind_label
from service.i18n import N_, format_number
from service.i18n import gettext as _

#: Figures of a difference, by their keys in the facts.
FIGURES = ("residents", "households", "holiday_homes")
TRAIT_WORDS = {
    "boundary": N_("boundary"),
    "names": N_("name"),
    "other_names": N_("other names"),
    "description": N_("description"),
    "kind": N_("kind of area"),
    "parent_id": N_("the area above"),
    "set_id": N_("set of areas"),
    "body": N_("board, panel or table"),
}
PART_WORDS = {"gained": N_("Gained"), "lost": N_("Lost"), "kept": N_("Kept")}


def who_words(changed_as: str, signature: str) -> str:
    """Who changed an area: staff by their name and role, an author without one."""
    if changed_as == "author":
        return _("the area's author")
    if changed_as == "staff":
        return signature or _("the municipality")
    return _("import of data")


def what_words(what: Sequence[str]) -> str:
    """What was changed, as a list in a sentence."""
    return ", ".join(_(TRAIT_WORDS[name]) for name in what if name in TRAIT_WORDS)


def value_words(name: str, value: Any) -> str:
    """A trait's value as the history shows it; an en dash for none."""
    if value in (None, "", [], {}):
        return "–"
    if name == "kind":
        return kind_label(str(value))
    if name == "names":
        return ", ".join(f"{text} ({code})" for code, text in value.items())
    if name == "other_names":
        return ", ".join(str(one.get("name", "")) for one in value)
    if name == "body":
        names = value.get("names") or {}
        return ", ".join(str(text) for text in dict.fromkeys(names.values()))
    return str(value)


def change_summary(change: Change) -> str:
    """The ground of a change in a sentence or two."""
    gained, lost = change.area_m2("gained"), change.area_m2("lost")
    if not gained and not lost:
        return _("The two boundaries are the same.")
    sentences = []
    if gained:
        sentences.append(_("%(size)s was gained.", size=size_text(gained)))
    if lost:
        sentences.append(_("%(size)s was lost.", size=size_text(lost)))
    kept = change.area_m2("kept")
    sentences.append(_("%(size)s stayed.", size=size_text(kept)) if kept else _("Nothing of the ground is the same."))
    return " ".join(sentences)


def difference_view(found: Difference) -> dict[str, Any]:
    """A difference as plain values and words, ready for a template or for JSON.

    A figure that is suppressed or rests on too few is a state in words, with no estimate.
    """
    return {
        "summary": change_summary(found.change),
        "parts": [
            {"part": part, "label": _(PART_WORDS[part]), "area_m2": round(found.change.area_m2(part), 1),
             "size_text": size_text(found.change.area_m2(part)) if found.change.area_m2(part) else "–"}
            for part in PARTS
        ],
        "figures": _figures(found),
        "pins": {"gained": _pins(found.gained), "lost": _pins(found.lost)},
        "walks": {"gained": _walks(found.walks_gained), "lost": _walks(found.walks_lost)},
        "sources": sorted(
            {f"{fact.source} {fact.year or ''}".strip() for facts in (found.gained, found.lost) if facts
             for fact in facts.facts if fact.key in FIGURES}
        ),
    }  # fmt: skip


def _figures(found: Difference) -> list[dict[str, Any]]:
    rows = []
    for key in FIGURES:
        facts = {side: getattr(found, side).fact(key) if getattr(found, side) else None for side in ("gained", "lost")}
        known = next((fact for fact in facts.values() if fact is not None), None)
        if known is not None:
            rows.append({"key": key, "label": _(known.label), **{side: _figure(fact) for side, fact in facts.items()}})
    return rows


def _figure(fact: Any) -> dict[str, Any]:
    if fact is None:
        return {"state": "nothing", "estimate": None, "lower": None, "upper": None, "text": "–", "bounds_text": ""}
    return {
        "state": fact.state,
        "estimate": fact.estimate,
        "lower": fact.lower if fact.estimate is not None else None,
        "upper": fact.upper if fact.estimate is not None else None,
        "text": value_text(fact),
        "bounds_text": bounds_text(fact),
    }


def _pins(facts: Facts | None) -> dict[str, Any]:
    count = facts.pin_count if facts else 0
    return {"count": count, "text": format_number(count)}


def _walks(walks: Sequence[WalkLine]) -> list[dict[str, str]]:
    return [{"title": walk.title, "page": f"/walks/{walk.slug}"} for walk in walks]
