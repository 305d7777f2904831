"""The content of a published version: everything that its page shows, so that nothing later changes it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from layers.indicators.catalogue import INDICATORS
from service.effects.choosing import ZERO, Choices
from service.effects.models import EffectDraft, EffectRow
from service.effects.words import AREA, OWN, PEOPLE, TOPICS

#: The form of the record; a later form gets another number, and readers know both.
FORM = 1
_TOPIC_ORDER = {key: place for place, key in enumerate([*TOPICS, OWN])}
_PEOPLE_ORDER = {key: place for place, key in enumerate([*PEOPLE, AREA, OWN])}


def assessment_content(
    choices: Choices,
    draft: EffectDraft,
    rows: Sequence[EffectRow],
    facts: Mapping[str, Mapping[str, Any]],
    statements: Mapping[str, str],
    day: dt.date,
) -> dict[str, Any]:
    """The record of a draft as it is on a day.

    Parameters
    ----------
    facts : what was measured (`measuring.measured`), by alternative; nothing being done has none.
    statements : the address of the proposal on which a statement is, by the statement's reference.
    """
    alternatives = [
        {
            "key": str(one.id),
            "slug": one.slug,
            "title": one.title,
            "version": one.version,
            "facts": facts[str(one.id)],
        }
        for one in choices.proposals
    ]
    return {
        "form": FORM,
        "measured_on": day.isoformat(),
        "summary": draft.summary,
        "follow_up": draft.follow_up,
        "alternatives": [{"key": ZERO}, *alternatives],
        "rows": [_row(choices, row, statements) for row in in_order(rows, choices)],
    }


def in_order(rows: Sequence[EffectRow], choices: Choices) -> list[EffectRow]:
    """Rows by topic, people and alternative, in the order of the lists."""
    places = {key: place for place, (key, _name) in enumerate(choices.alternatives())}

    def order(row: EffectRow) -> tuple[Any, ...]:
        return (
            _TOPIC_ORDER.get(row.topic, len(_TOPIC_ORDER)), row.topic_own,
            _PEOPLE_ORDER.get(row.people, len(_PEOPLE_ORDER)), row.area_slug, row.people_own,
            places.get(alternative_key(row), len(places)), str(row.id),
        )  # fmt: skip

    return sorted(rows, key=order)


def alternative_key(row: EffectRow) -> str:
    """The key of the alternative that a row is about."""
    return ZERO if row.alternative_id is None else str(row.alternative_id)


def _row(choices: Choices, row: EffectRow, statements: Mapping[str, str]) -> dict[str, Any]:
    same = ("topic", "topic_own", "people", "people_own", "direction", "certainty", "why", "easing")
    area = {"slug": row.area_slug, "names": dict(choices.areas.get(row.area_slug, {}))} if row.area_slug else None
    return {
        "alternative": alternative_key(row),
        **{name: getattr(row, name) for name in same},
        "area": area,
        "source": _source(choices, row, statements),
    }


def _source(choices: Choices, row: EffectRow, statements: Mapping[str, str]) -> dict[str, Any] | None:
    """The source with the name that it has on this day, so that it can be told of when it is gone."""
    if not row.source_kind:
        return None
    found: dict[str, Any] = {"kind": row.source_kind, "ref": row.source_ref, "note": row.source_note}
    if row.source_kind == "document":
        names = next((dict(one.names) for one in choices.documents if str(one.id) == row.source_ref), {})
        found |= {"names": names, "proposal": choices.current.slug}
    elif row.source_kind == "indicator":
        found["names"] = next((dict(one.names) for one in INDICATORS if one.key == row.source_ref), {})
    elif row.source_kind == "statement":
        found["proposal"] = statements.get(row.source_ref, choices.current.slug)
    return found
