"""The pyramid and the deltas together are, at every moment, what counting the pins would give."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text
from werkzeug.test import Client

from geo.crs import METRIC
from service.maps.tiles import TileApp
from service.participation.pins.pyramid import CELLS_PER_TILE, TOP_ZOOM, fold_batch, fold_pin_changes
from tests.conftest import TownDatabase
from tests.factories.world import ORIGIN
from tests.service.maps.conftest import MATRIX, address, shown_pins

PutPins = Callable[..., list[str]]
STATES = ("received", "considered", "done")


def cells(town: TownDatabase, zoom: int) -> dict[tuple[int, int, str, str], tuple[int, float, float]]:
    """Cells as readers see them: what is rolled up and what is not, added."""
    side = MATRIX.resolution(zoom) * MATRIX.tile_size / CELLS_PER_TILE
    statement = text(
        "SELECT cell_x, cell_y, key, state, sum(n), sum(sx), sum(sy) FROM ("
        "  SELECT cell_x, cell_y, theme_id, state, pin_count AS n, sum_x AS sx, sum_y AS sy"
        "  FROM service.pin_pyramid_cell WHERE zoom = :zoom"
        "  UNION ALL SELECT floor((ST_X(geom) - :x) / :side), floor((:y - ST_Y(geom)) / :side), theme_id, state,"
        "    change, change * ST_X(geom), change * ST_Y(geom) FROM service.pin_pyramid_delta"
        ") AS both_ JOIN service.theme AS t ON t.id = theme_id GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0"
    )
    with town.database.engine.connect() as connection:
        rows = connection.execute(statement, {"zoom": zoom, "side": side, "x": MATRIX.minx, "y": MATRIX.maxy})
        return {(int(r[0]), int(r[1]), r[2], r[3]): (int(r[4]), float(r[5]), float(r[6])) for r in rows}


def counted(town: TownDatabase, zoom: int) -> dict[tuple[int, int, str, str], tuple[int, float, float]]:
    """The same by brute force over the public pins."""
    side = MATRIX.resolution(zoom) * MATRIX.tile_size / CELLS_PER_TILE
    found: dict[Any, tuple[int, float, float]] = {}
    with town.database.public_engine.connect() as connection:
        for x, y, theme, state in connection.execute(
            text("SELECT ST_X(geom), ST_Y(geom), theme, state FROM pin WHERE geom IS NOT NULL")
        ):
            key = (int((x - MATRIX.minx) // side), int((MATRIX.maxy - y) // side), theme, state)
            n, sx, sy = found.get(key, (0, 0.0, 0.0))
            found[key] = (n + 1, sx + x, sy + y)
    return found


def assert_equal(town: TownDatabase) -> None:
    """Counts agree exactly, sums to a millimetre in all."""
    for zoom in (0, 3, 7, TOP_ZOOM):
        ours, theirs = cells(town, zoom), counted(town, zoom)
        assert ours.keys() == theirs.keys()
        for key, (n, sx, sy) in theirs.items():
            assert ours[key][0] == n
            assert ours[key][1:] == pytest.approx((sx, sy), abs=1e-3)


class Life(RuleBasedStateMachine):
    """Pins come, change, go and come back, and now and then the deltas are folded."""

    town: TownDatabase
    put: PutPins

    @initialize()
    def begin(self) -> None:
        with self.town.database.session() as db:
            db.execute(text("DELETE FROM service.pin"))
        self.references: list[str] = []

    @rule(
        places=st.lists(st.tuples(st.integers(0, 3000), st.integers(0, 3000)), min_size=1, max_size=6),
        theme=st.sampled_from(["green", "traffic"]),
        state=st.sampled_from(STATES),
    )
    def come(self, places: list[tuple[int, int]], theme: str, state: str) -> None:
        self.references += self.put(*places, theme=theme, state=state)

    @precondition(lambda self: self.references)
    @rule(data=st.data(), visibility=st.sampled_from(["public", "hidden", "withdrawn", "pending"]))
    def hide_or_show(self, data: st.DataObject, visibility: str) -> None:
        self._set(data, "visibility = :value", visibility)

    @precondition(lambda self: self.references)
    @rule(data=st.data(), state=st.sampled_from(STATES))
    def move_on(self, data: st.DataObject, state: str) -> None:
        self._set(data, "state = :value", state)

    @precondition(lambda self: self.references)
    @rule(data=st.data(), metres=st.integers(-300, 300))
    def move_away(self, data: st.DataObject, metres: int) -> None:
        self._set(data, "public_geom = ST_Translate(public_geom, :value, 0)", metres)

    @precondition(lambda self: self.references)
    @rule(data=st.data())
    def lose_place(self, data: st.DataObject) -> None:
        self._set(data, "public_geom = CAST(NULLIF(:value, '') AS geometry)", "")

    @precondition(lambda self: self.references)
    @rule(data=st.data())
    def be_erased(self, data: st.DataObject) -> None:
        reference = data.draw(st.sampled_from(self.references))
        with self.town.database.session() as db:
            db.execute(text("DELETE FROM service.pin WHERE reference = :r"), {"r": reference})
        self.references.remove(reference)

    @rule(batch=st.integers(1, 7))
    def fold_some(self, batch: int) -> None:
        with self.town.database.engine.begin() as connection:
            fold_batch(connection, batch)

    @rule()
    def fold_all(self) -> None:
        fold_pin_changes(self.town.database.engine, batch=5)

    @invariant()
    def they_agree(self) -> None:
        assert_equal(self.town)

    def _set(self, data: st.DataObject, change: str, value: Any) -> None:
        reference = data.draw(st.sampled_from(self.references))
        statement = text("UPDATE service.pin SET {} WHERE reference = :r".format(change))  # noqa: S608, UP032
        with self.town.database.session() as db:
            db.execute(statement, {"value": value, "r": reference})


def test_pyramid_and_deltas_are_what_counting_gives(town: TownDatabase, put_pins: PutPins) -> None:
    machine = type("LifeHere", (Life,), {"town": town, "put": staticmethod(put_pins)})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=12, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def test_what_is_folded_leaves_no_delta_and_no_empty_cell(town: TownDatabase, put_pins: PutPins) -> None:
    put_pins(*[(n * 37 % 3000, n * 91 % 3000) for n in range(100)])
    assert fold_pin_changes(town.database.engine, batch=30) == 100
    assert fold_pin_changes(town.database.engine) == 0
    with town.database.session() as db:
        db.execute(text("UPDATE service.pin SET visibility = 'hidden'"))
    assert fold_pin_changes(town.database.engine) == 100
    with town.database.engine.connect() as connection:
        left = connection.execute(text("SELECT count(*) FROM service.pin_pyramid_cell")).scalar_one()
    assert left == 0


def test_roll_ups_that_meet_fold_each_delta_once(town: TownDatabase, put_pins: PutPins) -> None:
    put_pins(*[(n * 37 % 3000, n * 91 % 3000) for n in range(300)])
    folded: list[int] = []
    threads = [
        threading.Thread(target=lambda: folded.append(fold_pin_changes(town.database.engine, batch=40)))
        for _ in range(3)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    fold_pin_changes(town.database.engine)
    assert sum(folded) <= 300
    assert_equal(town)
    assert Counter(n for n, _, _ in cells(town, 0).values()).total() == 1


def test_a_reader_never_sees_a_pin_twice_or_not_at_all(town: TownDatabase, put_pins: PutPins) -> None:
    """Tiles drawn while deltas are folded always stand for all pins."""
    put_pins(*[(1000 + n % 50, 1000 + n // 50) for n in range(400)])
    tiles = Client(TileApp(town.database))
    ended = threading.Event()

    def fold() -> None:
        while not ended.is_set():
            with town.database.engine.begin() as connection:
                if fold_batch(connection, 10) == 0:
                    ended.set()

    worker = threading.Thread(target=fold)
    worker.start()
    seen = set()
    while not ended.is_set():
        seen.add(shown_pins(tiles.get(address("pins", 5, 1025, 1005)).data))
    worker.join()
    assert seen == {400}


def test_a_roll_up_that_is_broken_off_changes_nothing(town: TownDatabase, put_pins: PutPins) -> None:
    put_pins((100, 100), (200, 200))
    with town.database.engine.connect() as connection:
        transaction = connection.begin()
        assert fold_batch(connection) == 2
        transaction.rollback()
    assert_equal(town)
    assert fold_pin_changes(town.database.engine) == 2
    assert_equal(town)


def test_the_worker_folds_on_its_own(town: TownDatabase, put_pins: PutPins, monkeypatch: pytest.MonkeyPatch) -> None:
    from service.participation.pins.tasks import fold_pin_pyramid

    put_pins((100, 100), (2900, 2900))
    monkeypatch.setenv("DATABASE_URL", town.settings.database_url)
    monkeypatch.setenv("SERVICE_DATABASE_URL", town.settings.service_database_url)
    monkeypatch.setenv("ALUEKARTTA_SECRET_KEY", town.settings.secret_key)
    fold_pin_pyramid(timestamp=0)
    with town.database.engine.connect() as connection:
        waiting = connection.execute(text("SELECT count(*) FROM service.pin_pyramid_delta")).scalar_one()
    assert waiting == 0
    corner = METRIC.matrix.tile_at(TOP_ZOOM, ORIGIN[0] + 100, ORIGIN[1] + 100)
    assert any((x // CELLS_PER_TILE, y // CELLS_PER_TILE) == corner for x, y, _, _ in cells(town, TOP_ZOOM))
