"""The rows of a proposal's assessment of effects as something that a statement can be about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from service.effects.queries import public_assessments
from service.effects.row_keys import row_key
from service.effects.views import row_words
from service.proposals.queries import ProposalView
from service.statements.models import Statement

#: What is kept of a row, so that it can be named when it is assessed anew or gone.
KEPT = ("topic", "topic_own", "people", "people_own", "area", "alternative", "direction")


@dataclass(frozen=True, slots=True)
class EffectChoice:
    """A row to choose. `record` is what is kept of it, `why` the planner's reason as it was read."""

    record: dict[str, Any]
    why: str

    @property
    def key(self) -> str:
        """How forms and addresses name it."""
        return str(self.record["key"])

    @property
    def label(self) -> str:
        """The row in the reader's language."""
        return effect_label(self.record)


def effects_of(connection: Connection, municipality_id: int, proposal: ProposalView) -> list[EffectChoice]:
    """The rows of a proposal's newest published assessment, in its order; none where nothing is assessed."""
    if proposal.id is None:
        return []
    newest = next(iter(public_assessments(connection, municipality_id, proposal.id)), None)
    if newest is None:
        return []
    titles = {one["key"]: one.get("title", "") for one in newest.content["alternatives"]}
    return [
        EffectChoice(
            {
                "kind": "effect", "key": row_key(row), "number": newest.number,
                "title": titles.get(row["alternative"], ""), **{name: row[name] for name in KEPT},
            },
            row["why"],
        )
        for row in newest.content["rows"]
    ]  # fmt: skip


def kept_effect(statement: Statement | None) -> EffectChoice | None:
    """The row that a stored statement is about, as it was read; None for one that is about something else."""
    if statement is None or statement.about != "effect":
        return None
    return EffectChoice(dict(statement.part), statement.quote)


def choices_with(kept: EffectChoice | None, found: list[EffectChoice]) -> list[EffectChoice]:
    """The rows to choose from, with the one that a statement is about in its place or, once it is gone, first: who
    corrects a word goes on speaking of what they read."""
    if kept is None:
        return found
    if all(one.key != kept.key for one in found):
        return [kept, *found]
    return [kept if one.key == kept.key else one for one in found]


def effect_label(record: Mapping[str, Any]) -> str:
    """A kept row in the reader's language: "Moving about: older people (A new park): worse"."""
    return row_words(record, record["title"])
