"""An assessment as it is read: rows side by side for each alternative, who gains and who loses, what is missing.

There is no sum and no score: effects on different people do not add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from service.effects.choosing import ZERO
from service.effects.figures import Measured, measured_words
from service.effects.queries import Published
from service.effects.row_keys import row_key
from service.effects.words import (
    AREA,
    CERTAINTIES,
    DIRECTIONS,
    GAINS,
    LOSES,
    OWN,
    PEOPLE,
    SIGNS,
    TOPICS,
    topic_words,
    word_of,
)
from service.i18n import gettext as _
from service.i18n import named


@dataclass(frozen=True)
class Source:
    """What a row rests on, in words; `kind` with `ref` and `proposal` (an address) lead there."""

    kind: str
    text: str
    ref: str = ""
    proposal: str = ""


@dataclass(frozen=True)
class Effect:
    """One effect in words. `beside` is what was measured of the people that it is about, `statements` how many public
    statements are about this row, by its `key` (`row_keys.row_key`)."""

    key: str
    direction: str
    sign: str
    words: str
    certainty: str
    why: str
    easing: str
    source: Source | None
    beside: Sequence[str]
    statements: int = 0


@dataclass(frozen=True)
class Line:
    """What an assessment says of one topic and one group: an effect for each alternative, None where there is none."""

    anchor: str
    topic: str
    people: str
    effects: Sequence[Effect | None]


@dataclass(frozen=True)
class Column:
    """An alternative. `gains` and `loses` are the groups on whom some effect is good or bad, `empty` the lines that
    nobody assessed for it. `slug` is empty for nothing being done, `version` is the proposal's that was assessed."""

    title: str
    slug: str
    version: int
    measured: Measured | None
    gains: Sequence[str] = ()
    loses: Sequence[str] = ()
    empty: Sequence[str] = ()


@dataclass(frozen=True)
class Assessment:
    """A whole assessment in the reader's words. `topics` and `people` name what no row is about."""

    summary: str
    follow_up: str
    columns: Sequence[Column]
    lines: Sequence[Line]
    topics: Sequence[tuple[str, str]] = field(default_factory=tuple)
    people: Sequence[tuple[str, str]] = field(default_factory=tuple)

    @property
    def by_topic(self) -> list[tuple[str, list[Line]]]:
        """The lines under their topics."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.topic, []).append(line)
        return list(found.items())


def assessment_view(content: Mapping[str, Any], said: Mapping[str, int] | None = None) -> Assessment:
    """The content of a version (`content.assessment_content`) in the reader's words.

    Parameters
    ----------
    said : how many statements are about each row, by its key; none when absent.
    """
    facts = {one["key"]: measured_words(one["facts"]) for one in content["alternatives"] if one.get("facts")}
    # Who lives there now is whom nothing being done is about: the proposal's own place tells.
    own = next(iter(facts.values()), Measured())
    keys = [one["key"] for one in content["alternatives"]]
    lines = _lines(content["rows"], keys, facts, own, said or {})
    return Assessment(
        summary=content["summary"],
        follow_up=content["follow_up"],
        columns=[_column(one, at, facts.get(one["key"]), lines) for at, one in enumerate(content["alternatives"])],
        lines=lines,
        topics=_missing(TOPICS, {row["topic"] for row in content["rows"]}),
        people=_missing(PEOPLE, {row["people"] for row in content["rows"]}),
    )


def published_view(found: Published, said: Mapping[str, int] | None = None) -> Assessment:
    """A published version in the reader's words; `said` as `assessment_view` takes it."""
    return assessment_view(found.content, said)


def _lines(
    rows: Sequence[Mapping[str, Any]], keys: Sequence[str], facts: Mapping[str, Measured], own: Measured,
    said: Mapping[str, int],
) -> list[Line]:  # fmt: skip
    pairs: dict[tuple[str, ...], dict[str, Mapping[str, Any]]] = {}
    for row in rows:
        slug = row["area"]["slug"] if row["area"] else ""
        pair = (row["topic"], row["topic_own"], row["people"], row["people_own"], slug)
        pairs.setdefault(pair, {})[row["alternative"]] = row
    made = []
    for number, found in enumerate(pairs.values(), 1):
        first = next(iter(found.values()))
        effects = [_effect(found[key], facts.get(key, own), said) if key in found else None for key in keys]
        made.append(Line(f"effect-{number}", _topic(first), people_words(first), effects))
    return made


def _topic(row: Mapping[str, Any]) -> str:
    return topic_words(row["topic"], row["topic_own"])


def row_words(row: Mapping[str, Any], alternative: str) -> str:
    """A row of the content in one line: what of, on whom, in which alternative, and how it was assessed.

    Parameters
    ----------
    alternative : the title of the proposal that the row is about; of no matter where nothing is done.
    """
    where = _("Nothing is done") if row["alternative"] == ZERO else alternative
    return f"{_topic(row)}: {people_words(row)} ({where}): {word_of(DIRECTIONS, row['direction'])}"


def people_words(row: Mapping[str, Any]) -> str:
    """The people of a row of the content, in the reader's language or in the planner's own words."""
    if row["people"] == AREA and row["area"]:
        name = named(row["area"]["names"]) or row["area"]["slug"]
        return _("Residents of the area %(name)s", name=name)
    return str(row["people_own"]) if row["people"] == OWN else word_of(PEOPLE, row["people"])


def _effect(row: Mapping[str, Any], measured: Measured, said: Mapping[str, int]) -> Effect:
    key = row_key(row)
    return Effect(
        key=key,
        statements=said.get(key, 0),
        direction=row["direction"],
        sign=SIGNS.get(row["direction"], ""),
        words=word_of(DIRECTIONS, row["direction"]),
        certainty=word_of(CERTAINTIES, row["certainty"]),
        why=row["why"],
        easing=row["easing"],
        source=_source(row["source"]),
        beside=measured.beside(row["people"], row["area"]["slug"] if row["area"] else ""),
    )


def _source(kept: Mapping[str, Any] | None) -> Source | None:
    if kept is None:
        return None
    name = named(kept.get("names") or {}) or kept["ref"]
    texts = {
        "document": _("Document: %(name)s", name=name),
        "indicator": _("Figure: %(name)s", name=name),
        "statement": _("Statement %(reference)s", reference=kept["ref"]),
    }
    text = texts.get(kept["kind"], kept["note"])
    if kept["kind"] in ("document", "indicator") and kept["note"]:
        text = f"{text}, {kept['note']}"
    return Source(kept["kind"], text, kept["ref"], kept.get("proposal", ""))


def _column(kept: Mapping[str, Any], at: int, measured: Measured | None, lines: Sequence[Line]) -> Column:
    def groups(directions: Sequence[str]) -> list[str]:
        met = [line.people for line in lines if (one := line.effects[at]) is not None and one.direction in directions]
        return list(dict.fromkeys(met))

    return Column(
        title=_("Nothing is done") if kept["key"] == ZERO else kept["title"],
        slug=kept.get("slug", ""),
        version=kept.get("version", 0),
        measured=measured,
        gains=groups(GAINS),
        loses=groups(LOSES),
        empty=[f"{line.topic}: {line.people}" for line in lines if line.effects[at] is None],
    )


def _missing(words: Mapping[str, str], used: set[str]) -> list[tuple[str, str]]:
    return [(key, _(word)) for key, word in words.items() if key not in used]
