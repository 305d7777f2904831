"""Pins counted from places in memory are, at every moment, what counting them in the database would give."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from geoalchemy2.shape import from_shape
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from shapely import from_wkb
from shapely.geometry import MultiPolygon, Point, Polygon, box
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from geo.crs import METRIC
from geo.geometry import geometry_to_geojson
from service.areas.facts import pin_counts
from service.areas.facts.pin_counts import PinCounts
from service.areas.queries import pins_in_shape_by_sql, pins_of_area, pins_of_area_by_sql
from service.participation.campaigns.kinds import BUILT_IN
from service.participation.pins.models import Pin
from service.participation.pins.shown_places import trim_pin_changes
from tests.conftest import Browser, TownDatabase
from tests.factories.world import ORIGIN, lonlat_in

HOME = 1
#: A campaign may define kinds of its own.
KINDS = (*BUILT_IN, "swimming_place")
#: As long as the demo of another test takes to load.
PATIENCE_S = 90.0
_numbers = itertools.count(1)


def part(west: float, south: float, east: float, north: float) -> Polygon:
    """A box in metres from the town's south-west corner."""
    return box(ORIGIN[0] + west, ORIGIN[1] + south, ORIGIN[0] + east, ORIGIN[1] + north)


TOWN = part(-10, -10, 3010, 3010)
SHAPES = (
    TOWN,
    part(500, 500, 1500, 2500),
    MultiPolygon([part(0, 0, 700, 700).difference(part(200, 200, 500, 500)), part(2000, 0, 3000, 1000)]),
    Point(ORIGIN[0] + 1500, ORIGIN[1] + 1500).buffer(900, 4),
)


def put(db: Session, east: float, north: float, **values: Any) -> Pin:
    """A shown pin so many metres from the town's corner."""
    point = from_shape(Point(ORIGIN[0] + east, ORIGIN[1] + north), METRIC.epsg)
    theme = db.execute(text("SELECT min(id) FROM service.theme")).scalar_one()
    pin = Pin(
        municipality_id=HOME,
        reference=f"TES-2026-{next(_numbers):05d}",
        theme_id=theme,
        title="A bench",
        language="fi",
        geom=point,
        public_geom=point,
        **values,
    )
    db.add(pin)
    db.flush()
    return pin


@pytest.fixture
def kept(town: TownDatabase) -> Iterator[PinCounts]:
    """Counts whose places are in memory, of a town with a few pins."""
    with town.database.session() as db:
        for east, north, state in (
            (600, 600, "received"),
            (1500, 1500, "done"),
            (500, 500, "done"),
            (2900, 900, "done"),
        ):
            put(db, east, north, state=state)
    counts = PinCounts(town.database.public_engine)
    assert counts.read(HOME)
    yield counts
    counts.close()


def told(public: Connection, shape: Any) -> dict[tuple[str, str, str], int]:
    """What SQL counts, by state, theme and kind."""
    found = pins_in_shape_by_sql(public, HOME, shape)
    return {(one.state, (one.theme or {})["fi"], one.kind): one.count for one in found}


def by_theme(public: Connection, counted: dict[Any, int]) -> dict[tuple[str, str, str], int]:
    """Counts by a theme's name instead of its id."""
    names = {row.id: row.names["fi"] for row in public.execute(text("SELECT id, names FROM theme"))}
    return {(state, names[theme], kind): count for (state, theme, kind), count in counted.items()}


def counted_in_the_end(counts: PinCounts, public: Connection, shape: Any) -> dict[Any, int] | None:
    """A count from memory, read anew where the log has been trimmed.

    The tests of one run share a server: a transaction in another test's database that began before the log was
    trimmed keeps what is read from being believed until it ends.
    """
    counted = counts.count(public, HOME, shape)
    until = time.monotonic() + PATIENCE_S
    while counted is None and time.monotonic() < until:
        assert counts.read(HOME)
        counted = counts.count(public, HOME, shape)
        time.sleep(0.05)
    return counted


def assert_fresh(counts: PinCounts, town: TownDatabase) -> None:
    """Equal to SQL in every shape, and answered from memory."""
    with town.database.public_engine.connect() as public:
        for shape in SHAPES:
            counted = counted_in_the_end(counts, public, shape)
            assert counted is not None, "not answered from memory"
            assert by_theme(public, counted) == told(public, shape)


def test_places_are_read_as_they_are(kept: PinCounts, town: TownDatabase) -> None:
    assert_fresh(kept, town)
    with town.database.public_engine.connect() as public:
        theme = public.execute(text("SELECT min(id) FROM theme")).scalar_one()
        assert kept.count(public, HOME, TOWN) == {("received", theme, "idea"): 1, ("done", theme, "idea"): 3}


def test_what_commits_late_is_counted_when_it_commits(kept: PinCounts, town: TownDatabase) -> None:
    """The first to begin commits last: a highest number seen would have passed it by."""
    early, late = town.session(), town.session()
    put(early, 1000, 1000)
    put(late, 1200, 1200)
    late.commit()
    assert_fresh(kept, town)
    early.commit()
    assert_fresh(kept, town)
    with town.database.public_engine.connect() as public:
        assert sum((kept.count(public, HOME, TOWN) or {}).values()) == 6
    early.close()
    late.close()


def test_what_is_rolled_back_never_was(kept: PinCounts, town: TownDatabase) -> None:
    with town.session() as db:
        put(db, 1000, 1000)
        with db.begin_nested() as inner:
            put(db, 1100, 1100)
            inner.rollback()
        assert_fresh(kept, town)
        db.commit()
    assert_fresh(kept, town)
    with town.session() as db:
        put(db, 1300, 1300)
        db.rollback()
    assert_fresh(kept, town)


def test_whoever_is_too_far_behind_reads_anew(kept: PinCounts, town: TownDatabase) -> None:
    with town.database.session() as db:
        put(db, 1000, 1000)
    assert trim_pin_changes(town.database.engine, kept="0 seconds") > 0
    with town.database.public_engine.connect() as public:
        assert kept.count(public, HOME, TOWN) is None, "what was forgotten cannot be brought up to date"
    assert kept.read(HOME)
    assert_fresh(kept, town)


def test_a_saved_area_counts_those_without_a_place_too(
    kept: PinCounts, town: TownDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(pin_counts._started, str(town.database.public_engine.url), kept)
    with town.database.session() as db:
        areas = db.execute(text("SELECT id, kind FROM boundaries.area ORDER BY slug")).all()
        put(db, 700, 700).public_geom = None
        named = put(db, 1500, 1500)
        named.geom, named.public_geom, named.named_area_id = None, None, areas[0].id
        hidden = put(db, 650, 650)
        hidden.visibility = "hidden"
    asked: list[str] = []
    with town.database.public_engine.connect() as public:
        counted_in_the_end(kept, public, TOWN)
        monkeypatch.setattr("service.areas.queries.pins_of_area_by_sql", lambda *_: asked.append("by what is noted"))
        totals = {}
        for row in public.execute(text("SELECT slug, version_id, ST_AsBinary(geom) AS geom FROM area")).all():
            found = pins_of_area(public, HOME, from_wkb(bytes(row.geom)), row.version_id)
            assert sorted(map(repr, found)) == sorted(map(repr, pins_of_area_by_sql(public, row.version_id)))
            totals[row.slug] = sum(one.count for one in found)
    assert not asked
    # Two with a place, one shown only as its area, one that names the area; none that is hidden.
    assert totals["01"] == 4


def test_a_log_from_another_server_is_not_believed(kept: PinCounts, town: TownDatabase) -> None:
    with town.database.session() as db:
        put(db, 1000, 1000)
        # As in a backup restored elsewhere, with transactions that have yet to come.
        db.execute(text("UPDATE service.pin_change_mark SET server = server + 1"))
        db.execute(text("UPDATE service.pin_change SET transaction = transaction + 1000000"))
    with town.database.public_engine.connect() as public:
        assert kept.count(public, HOME, TOWN) is None
    assert not kept.read(HOME)
    trim_pin_changes(town.database.engine)
    assert kept.read(HOME)
    assert_fresh(kept, town)


def test_changes_are_worked_in_without_reading_again(kept: PinCounts, town: TownDatabase) -> None:
    with town.database.session() as db:
        moved = put(db, 2500, 2500)
        for n in range(30):
            put(db, 50 * n, 40 * n, state="considered", kind=KINDS[n % 5])
    assert_fresh(kept, town)
    with town.database.session() as db:
        db.execute(
            text("UPDATE service.pin SET public_geom = ST_Translate(public_geom, -900, 0) WHERE id = :i"),
            {"i": moved.id},
        )
        db.execute(text("DELETE FROM service.pin WHERE state = 'received'"))
    assert_fresh(kept, town)
    kept.work_in(HOME)
    assert_fresh(kept, town)
    with town.database.session() as db:
        put(db, 10, 10)
    assert_fresh(kept, town)


def test_more_pins_than_there_is_room_for_are_left_to_the_database(town: TownDatabase) -> None:
    with town.database.session() as db:
        for n in range(3):
            put(db, n, n)
    counts = PinCounts(town.database.public_engine, most=2)
    assert not counts.read(HOME)
    with town.database.public_engine.connect() as public:
        assert counts.count(public, HOME, TOWN) is None
    counts.close()


class Life(RuleBasedStateMachine):
    """Pins come, change, go and come back, in transactions that overlap, and now and then the log is trimmed."""

    town: TownDatabase
    counts: PinCounts

    def __init__(self) -> None:
        super().__init__()
        self.open: list[Session] = []
        self.pins: list[Any] = []
        with self.town.database.session() as db:
            db.execute(text("DELETE FROM service.pin"))
        assert self.counts.read(HOME)

    @rule(
        place=st.tuples(st.integers(0, 3000), st.integers(0, 3000)),
        kind=st.sampled_from(KINDS),
        stays_open=st.booleans(),
    )
    def come(self, place: tuple[int, int], kind: str, stays_open: bool) -> None:
        db = self.town.session()
        pin = put(db, *place, kind=kind).id
        # No more than the pool has connections for.
        if stays_open and len(self.open) < 3:
            self.open.append(db)
            return
        db.commit()
        db.close()
        self.pins.append(pin)

    @precondition(lambda self: self.open)
    @rule(which=st.integers(0, 9), keeps=st.booleans())
    def end(self, which: int, keeps: bool) -> None:
        db = self.open.pop(which % len(self.open))
        db.commit() if keeps else db.rollback()
        db.close()

    @precondition(lambda self: self.pins)
    @rule(
        which=st.integers(0, 99),
        change=st.sampled_from(
            ["visibility = 'hidden'", "visibility = 'public'", "visibility = 'withdrawn'", "state = 'done'",
             "kind = 'idea'", "public_geom = NULL", "public_geom = geom",
             "public_geom = ST_Translate(public_geom, 130, -40)",
             "support_count = support_count + 1"]
        ),
    )  # fmt: skip
    def change(self, which: int, change: str) -> None:
        with self.town.database.session() as db:
            db.execute(
                text(f"UPDATE service.pin SET {change} WHERE id = :i"),  # noqa: S608
                {"i": self.pins[which % len(self.pins)]},
            )

    @rule()
    def be_worked_in(self) -> None:
        self.counts.work_in(HOME)

    @rule()
    def be_trimmed(self) -> None:
        trim_pin_changes(self.town.database.engine, kept="0 seconds")

    @invariant()
    def counts_are_right(self) -> None:
        with self.town.database.public_engine.connect() as public:
            for shape in SHAPES[1:3]:
                counted = self.counts.count(public, HOME, shape)
                if counted is None and self.open:
                    assert self.counts.read(HOME)
                    counted = self.counts.count(public, HOME, shape)
                elif counted is None:
                    counted = counted_in_the_end(self.counts, public, shape)
                if counted is None:
                    # Somebody who began before the log was trimmed has not ended: SQL answers meanwhile.
                    assert self.open
                else:
                    assert by_theme(public, counted) == told(public, shape)

    def teardown(self) -> None:
        for db in self.open:
            db.rollback()
            db.close()


def test_whatever_happens_the_count_is_right(town: TownDatabase) -> None:
    counts = PinCounts(town.database.public_engine)
    machine = type("LifeHere", (Life,), {"town": town, "counts": counts})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
    counts.close()


@pytest.fixture
def warm(client: Browser, town: TownDatabase) -> Iterator[Callable[[], int]]:
    """Pins that a visitor sees inside the town by drawing it, answered from memory."""
    counts = pin_counts.start(town.database)
    for _ in range(200):
        if counts.is_warm(HOME):
            break
        time.sleep(0.05)
    visitor = client.application.test_client()

    def ask() -> int:
        assert counts.is_warm(HOME)
        shape = geometry_to_geojson(part(1, 1, 2999, 2999))
        answer = visitor.send_json("/api/areas/facts", {"geometry": shape})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return int(answer.get_json()["pins"]["total"])

    yield ask
    pin_counts.stop(town.database)


def test_what_people_do_shows_in_the_next_count(client: Browser, warm: Callable[[], int], town: TownDatabase) -> None:
    assert warm() == 0
    body = {"text": "Penkki lehmuksen alle.", "theme": "green", "lonlat": list(lonlat_in("05")), "method": "tap"}
    references = []
    for wish in ("Penkki lehmuksen alle.", "Valaistus rantapolulle.", "Suojatie koulun eteen."):
        sent = client.send_json(
            "/api/pins", {**body, "text": wish, "lonlat": list(lonlat_in("05", 100 * len(wish) % 900))}
        )
        assert sent.status_code == 201, sent.get_data(as_text=True)
        references.append(sent.get_json()["reference"])
    assert warm() == 3
    assert client.send(f"/pins/{references[0]}/withdraw", {}).status_code == 303
    assert warm() == 2, "what its author took back is gone at once"
    with town.session() as db:
        hidden = db.execute(text("SELECT id FROM service.pin WHERE reference = :r"), {"r": references[1]}).scalar_one()
    moderator = client.application.test_client()
    moderator.sign_in("moderator")
    assert moderator.send("/admin/moderate", {"deed": f"hide pin:{hidden}", "reason": "spam"}).status_code == 303
    assert warm() == 1, "what is hidden is gone at once"
