"""What bringing a table over would do, row by row: the report before, and what is done word for word."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from service.moderation.names import has_person_name
from service.moderation.personal_data import contact_details, has_identity_code
from service.participation.imports.cells import day_in
from service.participation.imports.mapping import TAKEN_BACK
from service.participation.imports.places import places_of
from service.participation.pins.schemas import TITLE_MAX
from service.web.plain_text import clean_line, clean_text

Deed = Literal["bring", "left_out"]
LEAST_TEXT = 3
NUMBER_MAX = 80
#: So many rows on exactly the same spot are hardly pointed at: earlier services put what had no place there.
HEAP = 20
_REPEAT_M = 25.0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to say about a row; `code` is one of `words.FINDINGS`, `values` what its sentence names."""

    code: str
    values: tuple[tuple[str, Any], ...] = ()


@dataclass(slots=True)
class Planned:
    """What becomes of one row. `point` is in the metric CRS; None is about the whole municipality.

    `waits_for` is empty for what becomes public at once. A row that is left out has a finding that says why.
    """

    line: int
    deed: Deed = "bring"
    title: str = ""
    body: str = ""
    theme: str = ""
    point: Point | None = None
    said_on: dt.date | None = None
    number: str | None = None
    waits_for: str = ""
    findings: list[Finding] = field(default_factory=list)

    def leave_out(self, code: str, **values: Any) -> None:
        """Not brought over, and why; the first reason is the one that is told."""
        if self.deed == "bring":
            self.deed = "left_out"
            self.findings.append(Finding(code, tuple(values.items())))

    def say(self, code: str, **values: Any) -> None:
        """A remark on what is brought over; nothing more is said of what is not."""
        if self.deed == "bring":
            self.findings.append(Finding(code, tuple(values.items())))

    @property
    def said(self) -> str:
        """The words by which a repeat is known."""
        return " ".join(f"{self.title} {self.body}".split()).lower()


@dataclass(frozen=True, slots=True)
class Known:
    """What is there already.

    themes : key by each of its names and by itself, in lower case.
    numbers : those that this source has brought before.
    said_already : which of some texts, as `said` writes them, pins hold that anyone sees or that wait.
    is_premoderated : whether the campaign reads everything first.
    today : in the municipality's own time.
    """

    themes: Mapping[str, str]
    numbers: frozenset[str]
    said_already: Callable[[Sequence[str]], frozenset[str]]
    ground: BaseGeometry
    is_premoderated: bool
    today: dt.date


def plan_rows(
    heading: Sequence[str],
    rows: Sequence[tuple[int, Sequence[str]]],
    mapping: Mapping[str, str],
    wish: Mapping[str, Any],
    known: Known,
) -> list[Planned]:
    """What becomes of each row, in the order of the file.

    Parameters
    ----------
    rows : line in the file, and its cells.
    mapping, wish : as `FeedbackImport` holds them.

    Rows are left out, each with its reason, when they say nothing, were taken back where they were told, hold a
    personal identity code, came over before, repeat another row, or lie outside the municipality and the wish is
    to leave those out. Nothing is cut: a heading that is too long for a title goes to the head of the text.
    """
    at = {part: heading.index(name) for part, name in mapping.items() if name in heading}

    def cell(cells: Sequence[str], part: str) -> str:
        return cells[at[part]] if part in at and at[part] < len(cells) else ""

    planned = [Planned(line) for line, _cells in rows]
    for one, (_line, cells) in zip(planned, rows, strict=True):
        _words(one, cell(cells, "title"), cell(cells, "text"))
        _theme(one, cell(cells, "theme"), known, str(wish.get("theme", "")))
        _day(one, cell(cells, "day"), wish, known.today)
        parts = [" ".join(cell(cells, part).split()) for part in ("number_more", "number")]
        number = "/".join(part for part in parts if part)
        one.number = number or None
        if len(number) > NUMBER_MAX:
            one.leave_out("number_long", count=NUMBER_MAX)
        if cell(cells, "state").strip().lower() in TAKEN_BACK:
            one.leave_out("taken_back")
    _place(planned, [(cell(cells, "east"), cell(cells, "north")) for _line, cells in rows], wish, known.ground)
    _repeats(planned, known)
    for one in planned:
        if one.deed == "bring":
            _waits(one, known)
    return planned


def counts(planned: Sequence[Planned]) -> Counter[str]:
    """How many rows are brought over (``bring``), of them how many wait (``wait``) and have no place
    (``without_place``), and how many are left out, by reason."""
    found: Counter[str] = Counter()
    for one in planned:
        if one.deed == "bring":
            found["bring"] += 1
            found["wait"] += one.waits_for != ""
            found["without_place"] += one.point is None
            found.update({finding.code for finding in one.findings})
        else:
            found[one.findings[-1].code] += 1  # the reason: nothing was said after it
    return found


def mark_of(planned: Sequence[Planned], wish: Mapping[str, Any]) -> str:
    """A mark that changes whenever what would be done does."""
    rows = [
        [one.line, one.deed, one.title, one.theme, one.point.wkt if one.point else "", str(one.said_on), one.waits_for]
        for one in planned
    ]
    text = json.dumps([rows, sorted(wish.items())], ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _words(one: Planned, title: str, text: str) -> None:
    heading, body = str(clean_line(title)), str(clean_text(text))
    if len(heading) > TITLE_MAX:
        one.say("title_long", count=TITLE_MAX)
        body, heading = f"{heading}\n\n{body}".strip(), ""
    if len(body) < LEAST_TEXT and heading:
        # A title alone is the text, as in a pin that was sent here.
        body, heading = f"{heading} {body}".strip(), ""
    one.title, one.body = heading, body
    if len(body) < LEAST_TEXT:
        one.leave_out("says_nothing")
    elif has_identity_code(f"{heading}\n{body}"):
        one.leave_out("identity_code")


def _theme(one: Planned, given: str, known: Known, usual: str) -> None:
    wanted = " ".join(given.lower().split())
    one.theme = known.themes.get(wanted, usual) if wanted else usual
    if wanted and wanted not in known.themes:
        one.say("theme_unknown", name=given[:60])


def _day(one: Planned, given: str, wish: Mapping[str, Any], today: dt.date) -> None:
    usual = dt.date.fromisoformat(str(wish["day"])) if wish.get("day") else None
    one.said_on = day_in(given, today) if given else usual
    if given and one.said_on is None:
        one.said_on = usual
        one.say("day_unclear", text=given[:40])


def _place(
    planned: list[Planned], given: list[tuple[str, str]], wish: Mapping[str, Any], ground: BaseGeometry
) -> None:
    for one, place in zip(planned, places_of(given, wish, ground), strict=True):
        if place.is_unclear:
            one.say("place_unclear", text=place.text[:60])
        if place.outside_m is None:
            one.point = place.point
        elif wish.get("outside") == "whole":
            one.say("outside_whole", distance_m=place.outside_m)
        elif wish.get("outside") == "wait":
            one.point, one.waits_for = place.point, "outside"
            one.say("outside_waits", distance_m=place.outside_m)
        else:
            one.leave_out("outside", distance_m=place.outside_m)
    spots = Counter((one.point.x, one.point.y) for one in planned if one.point is not None)
    for one in planned:
        count = spots[(one.point.x, one.point.y)] if one.point is not None else 0
        if count >= HEAP and wish.get("heaps", "whole") == "whole":
            one.point, one.waits_for = None, ""
            one.say("heap_whole", count=count)
        elif count >= HEAP:
            one.say("heap", count=count)


def _repeats(planned: list[Planned], known: Known) -> None:
    here = known.said_already([one.said for one in planned if one.deed == "bring"])
    numbers: dict[str, int] = {}
    texts: dict[str, list[Planned]] = {}
    for one in planned:
        if one.deed == "left_out":
            continue
        if one.number is not None and one.number in known.numbers:
            one.leave_out("brought_before", number=one.number)
        elif one.number is not None and one.number in numbers:
            one.leave_out("number_twice", number=one.number, line=numbers[one.number])
        elif one.said in here:
            one.leave_out("said_before")
        elif (same := _same_place(texts.get(one.said, []), one)) is not None:
            one.leave_out("repeats", line=same.line)
        else:
            texts.setdefault(one.said, []).append(one)
            if one.number is not None:
                numbers[one.number] = one.line


def _same_place(earlier: list[Planned], one: Planned) -> Planned | None:
    for other in earlier:
        if one.point is None or other.point is None:
            if one.point is other.point:
                return other
        elif one.point.distance(other.point) <= _REPEAT_M:
            return other
    return None


def _waits(one: Planned, known: Known) -> None:
    said = f"{one.title}\n{one.body}"
    # A place outside is what its moderator is asked first; the same one reads the text.
    if contact_details(said):
        one.waits_for = one.waits_for or "premoderation"
        one.say("contact_details")
    elif has_person_name(said):
        one.waits_for = one.waits_for or "name"
        one.say("person_name")
    elif known.is_premoderated and not one.waits_for:
        one.waits_for = "premoderation"
