"""The shapes of what the demo municipality says: plain values, no database.

Positions are WGS 84 (longitude, latitude), geometries are shapely's, instants are aware and in UTC.
Everything but `Place` is made up and says so (`synthetic` is always True).
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from shapely.geometry import LineString, MultiPolygon, Polygon

LonLat = tuple[float, float]
Language = Literal["fi", "sv", "en"]
State = Literal["received", "under_consideration", "accepted", "in_progress", "done", "rejected", "withdrawn"]
Precision = Literal["exact", "100m", "area", "none"]
Method = Literal["tap", "address", "list", "none"]
Tie = Literal["permanent", "seasonal", "work", "study", "association"]
CallTie = Literal["permanent", "seasonal", "work", "study", "owner", "visitor", "unknown"]
AgeBand = Literal["under_16", "16_24", "25_39", "40_64", "65_79", "80_over"]
Placement = Literal["placed", "none", "default_point", "outside"]
Severity = Literal["good", "minor", "moderate", "serious"]


@dataclass(frozen=True)
class Place:
    """A real named place, for search and labels.

    `kind` is postal_area or playground; `rank` 1 (shown first) to 5; `source` names the attribution to show.
    """

    name_fi: str
    name_sv: str
    kind: Literal["postal_area", "playground"]
    rank: int
    area_code: str | None
    lonlat: LonLat
    source: str


@dataclass(frozen=True)
class Comment:
    """A resident's comment. `replies_to` is the position (from 0) of an earlier one under the same idea."""

    text: str
    language: Language
    created_at: datetime
    tie: Tie
    replies_to: int | None
    synthetic: bool = True


@dataclass(frozen=True)
class OfficialAnswer:
    """A public answer by role, never by a person's name, with the state it sets."""

    state: State
    text: str
    language: Language
    role: str
    answered_at: datetime
    synthetic: bool = True


@dataclass(frozen=True)
class Idea:
    """One resident's idea.

    `lonlat` is None for the ideas that were given no point: `area_code` then names the postal-code area it is
    about, or is None too when it is about the whole municipality. `placement` tells the pins that a careful
    reader must doubt: on a default point, or outside the municipality. `precision` is how exactly the
    resident lets the place be shown: `lonlat` itself is always as given and must be coarsened before it is
    published. `accuracy_m` is what the phone reported, if it did. `text` may be empty.
    `repeats` is the reference of the idea that this one repeats word for word.
    """

    reference: str
    theme: str
    title: str
    text: str
    language: Language
    lonlat: LonLat | None
    placement: Placement
    area_code: str | None
    precision: Precision
    method: Method
    accuracy_m: float | None
    tie: Tie
    age_band: AgeBand
    state: State
    support_count: int
    created_at: datetime
    repeats: str | None
    comments: tuple[Comment, ...]
    answers: tuple[OfficialAnswer, ...]
    synthetic: bool = True


@dataclass(frozen=True)
class Observation:
    """Something noted on a walk, at a stop or between stops; `todo` is empty when nothing needs doing."""

    text: str
    todo: str
    severity: Severity
    theme: str
    lonlat: LonLat
    observed_at: datetime
    synthetic: bool = True


@dataclass(frozen=True)
class Stop:
    """A place where the walk pauses. No observations means: walked, nothing to report."""

    name: str
    lonlat: LonLat
    order: int
    observations: tuple[Observation, ...]
    synthetic: bool = True


@dataclass(frozen=True)
class Walk:
    """A development walk. `follows` is the slug of the earlier walk that this one comes back to."""

    slug: str
    title: str
    theme: str
    description: str
    summary: str
    walked_on: date
    starts_at: datetime
    light: Literal["light", "dark"]
    participant_count: int
    organiser: str
    route: LineString
    stops: tuple[Stop, ...]
    follows: str | None
    synthetic: bool = True


@dataclass(frozen=True)
class ZoningUnit:
    """A zoning unit of the practice plan, geometry in WGS 84.

    `letter` is the Finnish plan letter (AK, VP ...), `land_use` the national plan model's code URI,
    `floor_area_m2` the permitted gross floor area, None where nothing is built. `name` is the street's or
    park's own, made up; None elsewhere.
    """

    unit: str
    letter: str
    land_use: str
    name_fi: str
    name_sv: str
    name_en: str
    name: str | None
    block: str | None
    floor_area_m2: int | None
    storeys: int | None
    geometry: Polygon | MultiPolygon
    synthetic: bool = True


@dataclass(frozen=True)
class PracticePlan:
    """A practice plan that no municipality has made; `notice_*` must be shown wherever it is."""

    slug: str
    name_fi: str
    name_sv: str
    name_en: str
    notice_fi: str
    notice_sv: str
    notice_en: str
    approved_on: date
    units: tuple[ZoningUnit, ...]
    synthetic: bool = True


@dataclass(frozen=True)
class DrawnArea:
    """An area as residents drew it, for example a village association's own."""

    slug: str
    name: str
    description: str
    drawn_by: str
    created_at: datetime
    geometry: Polygon
    synthetic: bool = True


@dataclass(frozen=True)
class DemoProposal:
    """A planner's proposal with its outline; `idea_references` are the ideas behind it."""

    slug: str
    title: str
    summary: str
    text: str
    role: str
    state: Literal["open_for_comments"]
    created_at: datetime
    comments_until: date
    idea_references: tuple[str, ...]
    geometry: Polygon
    synthetic: bool = True


@dataclass(frozen=True)
class DemoDrawing:
    """What one made-up person drew in a call. `shows` tells whether they let it be seen by others."""

    tie: CallTie
    called: str
    why: str
    shows: bool
    created_at: datetime
    geometry: Polygon
    synthetic: bool = True


@dataclass(frozen=True)
class DemoCall:
    """A call to draw what one calls a place, with all that was drawn, oldest first."""

    slug: str
    name: str
    reason: str
    lonlat: LonLat
    opens_on: date
    closes_on: date
    drawings: tuple[DemoDrawing, ...]
    synthetic: bool = True
