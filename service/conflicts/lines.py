"""The lines of a report: what is touched, how much of it, and what that means, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from service.conflicts.queries import Judgement, TouchedArea, TouchedThing
from service.i18n import format_date, named, ngettext
from service.i18n import gettext as _
from service.zoning.words import coverage_words, share_words, size_words

KINDS = ("point", "line", "area")


@dataclass(frozen=True)
class Tolerance:
    """What is smaller than this comes from borders that do not meet exactly: m2 of surfaces, metres of lines."""

    m2: float = 5.0
    m: float = 0.5


@dataclass(frozen=True)
class Line:
    """One thing that a proposal touches.

    `key` names it across versions, for judgements. `share` is 0-1 of the proposal, None where it has none; `size`
    is in m2 or metres, None for points. `judgements` are oldest first.
    """

    key: str
    group: str
    title: str
    letter: str
    origin: str
    share: float | None
    share_text: str
    size: float | None
    size_text: str
    meaning: str
    is_sliver: bool
    href: str = ""
    judgements: tuple[Judgement, ...] = ()

    @property
    def is_aside(self) -> bool:
        """Whether the newest judgement set it aside."""
        return bool(self.judgements) and self.judgements[-1].verdict == "aside"


def zoning_lines(record: dict[str, Any], said: Sequence[Judgement]) -> list[Line]:
    """A line for each letter of a plan, from a record of `layers.plans.record.coverage_record`."""
    parts = [*record["parts"], *record["slivers"]]
    made = []
    for part, words in zip(parts, coverage_words(record).lines, strict=True):
        key = f"zoning:{part['plan_id']}:{part['letter']}"
        is_point = record["kind"] == "point"
        made.append(
            Line(
                key=key,
                group="zoning",
                title=words.name,
                letter=words.letter if words.has_letter else "",
                origin=words.plan,
                share=None if is_point else words.share,
                share_text="" if is_point else words.share_text,
                size=None if is_point else part["size"],
                size_text=words.size_text,
                meaning=words.meaning,
                is_sliver=words.is_sliver,
                judgements=_of(key, said),
            )
        )
    return made


def layer_lines(
    things: Iterable[TouchedThing], whole: float, tolerance: Tolerance, said: Sequence[Judgement]
) -> list[Line]:
    """A line for each thing of the catalogue's layers. `whole` is the proposal's own size in m2 or metres."""
    made = []
    for thing in things:
        layer = named(thing.layer_names)
        name = named(thing.names) or thing.name or thing.code
        key = f"layer:{thing.layer}:{thing.code or thing.name}:{thing.dimension}"
        day = _("as of %(day)s", day=format_date(thing.valid_on)) if thing.valid_on else ""
        made.append(
            Line(
                key=key,
                group="layer",
                title=f"{layer}: {name}" if name else layer,
                letter="",
                origin=", ".join(word for word in (thing.source, day) if word),
                meaning=_meaning(thing, layer),
                is_sliver=_is_sliver(thing.dimension, thing.size, tolerance),
                judgements=_of(key, said),
                **_sizes(thing.dimension, thing.size, whole),
            )
        )
    return made


def area_lines(
    areas: Iterable[TouchedArea], whole: float, tolerance: Tolerance, said: Sequence[Judgement]
) -> list[Line]:
    """A line for each published area that the proposal reaches into."""
    made = []
    for area in areas:
        key = f"area:{area.slug}"
        of_area = area.size / area.area_m2 if area.dimension == 2 and area.area_m2 else 0.0
        official = _("An official area.") if area.kind != "resident" else _("An area that residents drew.")
        reach = _("The proposal covers %(share)s of it.", share=share_words(min(1.0, of_area))) if of_area else ""
        made.append(
            Line(
                key=key,
                group="area",
                title=named(area.names),
                letter="",
                origin="",
                meaning=f"{official} {reach}".strip(),
                is_sliver=_is_sliver(area.dimension, area.size, tolerance),
                href=f"/areas/{area.slug}",
                judgements=_of(key, said),
                **_sizes(area.dimension, area.size, whole),
            )
        )
    return made


def _sizes(dimension: int, size: float, whole: float) -> dict[str, Any]:
    if dimension == 0:
        return {"share": None, "share_text": "", "size": None, "size_text": ""}
    # A line that crosses a surface has metres, but no share of the surface: `whole` is 0 then.
    share = min(1.0, size / whole) if whole else None
    return {
        "share": share,
        "share_text": share_words(share) if share is not None else "",
        "size": round(size, 1),
        "size_text": size_words(size, KINDS[dimension]),
    }


def _meaning(thing: TouchedThing, layer: str) -> str:
    if thing.dimension == 0:
        return ngettext(
            "%(count)s place of the layer %(layer)s lies in the proposal.",
            "%(count)s places of the layer %(layer)s lie in the proposal.",
            thing.feature_count,
            layer=layer,
        )
    if thing.dimension == 1:
        return _("The proposal and the layer %(layer)s run together here.", layer=layer)
    return _("This part of the proposal lies in a feature of the map layer %(layer)s.", layer=layer)


def _is_sliver(dimension: int, size: float, tolerance: Tolerance) -> bool:
    return (dimension == 2 and size < tolerance.m2) or (dimension == 1 and size < tolerance.m)


def _of(key: str, said: Sequence[Judgement]) -> tuple[Judgement, ...]:
    return tuple(one for one in said if one.line == key)
