"""What a file of statements holds: for each the words as they came, and the newest official response."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from boundaries.database import sql
from service.i18n import gettext as _
from service.i18n import ngettext
from service.statements.bodies.decision import decision_from, decision_way_words, decision_words
from service.statements.targets import part_label
from service.statements.words import outcome_words, state_words

PACKAGE = "service.statements.exports"
#: More statements than anybody reads in one file; a proposal with more is told that the file is not whole.
MOST = 5000


@dataclass(frozen=True, slots=True)
class Answered:
    """A segment of a statement with its answer; `outcome` in words, empty while there is none."""

    text: str
    answer: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A public statement in words of the reader's language. `segments` are empty where it was answered as a whole,
    and `response_version` is 0 while there is no response. `signatures` counts all who signed it, `signer_names`
    are those of them who let their name be read."""

    number: int
    reference: str
    received_on: dt.date
    giver: str
    about: str
    quote: str
    title: str
    body: str
    late_reason: str
    proposal_version: int
    state: str
    is_synthetic: bool
    decision: str = ""  # of the board, panel or table that gave it: the numbers, the day, and how it was decided
    dissents: Sequence[str] = field(default_factory=tuple)
    signatures: int = 0
    signer_names: Sequence[str] = ()
    response_version: int = 0
    lead: str = ""
    segments: Sequence[Answered] = field(default_factory=tuple)
    outcome: str = ""
    change_note: str = ""
    signature: str = ""
    answered_on: dt.date | None = None

    @property
    def heading(self) -> str:
        """Its number, reference and title, as a heading in a document."""
        named = f"{self.number}. {self.reference}"
        return f"{named}: {self.title}" if self.title else named

    @property
    def cosigners(self) -> str:
        """How many have signed it, in words; empty for nobody."""
        if not self.signatures:
            return ""
        return ngettext("%(count)s co-signer", "%(count)s co-signers", self.signatures)

    @property
    def signers(self) -> str:
        """The names of those who signed it and how many others there are; empty where no name may be read."""
        if not self.signer_names:
            return ""
        names, others = ", ".join(self.signer_names), self.signatures - len(self.signer_names)
        if not others:
            return _("Signed also by: %(names)s", names=names)
        return ngettext(
            "Signed also by: %(names)s, and %(count)s other",
            "Signed also by: %(names)s, and %(count)s others",
            others,
            names=names,
        )


def entries(connection: Connection, municipality_id: int, slug: str, reference: str | None = None) -> list[Entry]:
    """The public statements on a proposal, the earliest first, or the one with a reference; at most `MOST`."""
    values = {"municipality_id": municipality_id, "slug": slug, "reference": reference, "most": MOST}
    rows = connection.execute(sql(PACKAGE, "statements_with_response"), values).mappings()
    return [_entry(number, dict(row)) for number, row in enumerate(rows, 1)]


def _entry(number: int, row: Mapping[str, Any]) -> Entry:
    same = (
        "reference", "received_on", "quote", "title", "body", "late_reason", "proposal_version", "is_synthetic",
        "signatures",
    )  # fmt: skip
    values: dict[str, Any] = {name: row[name] for name in same}
    values["signer_names"] = row["signer_names"] or ()
    decision = decision_from(row["decision"])
    if decision is not None:
        values |= {
            "decision": f"{decision_words(decision)}. {decision_way_words(decision)}",
            "dissents": decision.dissents,
        }
    if row["response_version"] is not None:
        values |= {name: row[name] for name in ("response_version", "lead", "change_note", "signature", "answered_on")}
        values["outcome"] = outcome_words(row["response_outcome"])
        values["segments"] = [
            Answered(one["text"], one["answer"], outcome_words(one.get("outcome", ""))) for one in row["parts"]
        ]
    return Entry(number=number, giver=_giver(row), about=about_line(row), state=state_words(row["state"]), **values)


def about_line(row: Mapping[str, Any]) -> str:
    """What a statement is about, in one line."""
    if row["about"] in ("part", "effect"):
        return part_label(row["part"])
    if row["about"] == "paragraph":
        return _("Paragraph %(number)s", number=row["paragraph"])
    return {"place": _("A place on the map"), "area": _("A drawn area")}.get(row["about"], _("The whole proposal"))


def _giver(row: Mapping[str, Any]) -> str:
    names = [row["on_behalf"], "" if row["kind"] == "body" else row["author_name"]]
    return ", ".join(name for name in names if name) or _("Resident")
