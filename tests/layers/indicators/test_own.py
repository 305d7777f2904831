"""A municipality's own indicators stand beside the built-in ones, and what is taken back is gone from every view."""

from collections.abc import Iterator

import numpy as np
import pytest
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from boundaries.models import Area, Municipality
from layers.indicators.catalogue import INDICATORS
from layers.indicators.models import OwnIndicator
from layers.indicators.own import indicators_of, variable_key
from layers.indicators.own_store import EditionTraits, add_edition, show_edition
from layers.indicators.queries import statistics_frame, statistics_stamp
from tests.conftest import TownDatabase

NAMES = {"fi": "Tyhjät asunnot", "sv": "Tomma bostäder", "en": "Empty homes"}


@pytest.fixture
def db(town: TownDatabase) -> Iterator[Session]:
    with town.session() as session:
        yield session


def seen(db: Session) -> Connection:
    """The session's connection looking at the public views alone, as a reader does."""
    db.flush()
    connection = db.connection()
    connection.exec_driver_sql("SET LOCAL search_path = public_api, public")
    return connection


def empty_homes(db: Session, kind: str = "share") -> OwnIndicator:
    town = db.scalars(select(Municipality)).first()
    assert town is not None
    row = OwnIndicator(
        municipality_id=town.id,
        key="empty_homes",
        domain="housing",
        kind=kind,
        names=NAMES,
        meaning=NAMES,
        of_whom={"fi": "asunnoista", "sv": "av bostäderna", "en": "of homes"} if kind == "share" else {},
        unit="" if kind == "share" else "m",
    )
    db.add(row)
    db.flush()
    return row


def areas(db: Session) -> list[int]:
    return list(db.scalars(select(Area.id).where(Area.kind == "postal").order_by(Area.code)))


def test_an_own_share_joins_the_built_in_ones(db: Session) -> None:
    row, ids = empty_homes(db), areas(db)
    figures = {area: {"part": ("value", 3.0), "whole": ("value", 100.0)} for area in ids[1:]}
    figures[ids[0]] = {"part": ("suppressed", None), "whole": ("value", 12.0)}
    add_edition(db, row, EditionTraits(2023, "Testilä", "CC BY 4.0"), ("part", "whole"), figures)

    found = indicators_of(seen(db), row.municipality_id)
    assert found[:-1] == INDICATORS
    own = found[-1]
    assert (own.key, own.kind, own.year, own.edition, own.is_own) == ("empty_homes", "share", 2023, "2023.001", True)
    assert own.columns == ("empty_homes.part", "empty_homes.whole")
    frame = statistics_frame(seen(db), row.municipality_id, own.columns)
    assert frame.suppressed["empty_homes.part"].tolist() == [True] + [False] * (len(ids) - 1)
    assert np.isnan(frame.values["empty_homes.part"][0])
    assert frame.values["empty_homes.whole"][0] == 12


def test_a_value_has_its_unit_base_and_error(db: Session) -> None:
    row, ids = empty_homes(db, "value"), areas(db)
    figures = {area: {"value": ("value", 250.5), "error": ("value", 9.0)} for area in ids}
    add_edition(db, row, EditionTraits(2024, "Testilä", ""), ("error", "value"), figures)
    own = indicators_of(seen(db), row.municipality_id)[-1]
    assert (own.unit, own.value, own.base, own.error) == ("m", "empty_homes.value", None, "empty_homes.error")
    assert own.numerator == own.denominator == ()


def test_the_newest_year_counts_and_taking_it_back_shows_the_one_before(db: Session) -> None:
    row, ids = empty_homes(db, "value"), areas(db)
    for year, value in ((2024, 2.0), (2023, 1.0), (2024, 3.0)):
        figures = {area: {"value": ("value", value)} for area in ids}
        newest = add_edition(db, row, EditionTraits(year, "Testilä", ""), ("value",), figures)
    key = variable_key(row.key, "value")
    assert statistics_frame(seen(db), row.municipality_id, [key]).values[key][0] == 3

    before = statistics_stamp(seen(db), row.municipality_id)
    show_edition(db, newest, is_shown=False)
    assert statistics_stamp(seen(db), row.municipality_id) != before
    assert indicators_of(seen(db), row.municipality_id)[-1].edition == "2024.001"
    assert statistics_frame(seen(db), row.municipality_id, [key]).values[key][0] == 2

    show_edition(db, newest, is_shown=True)
    assert statistics_frame(seen(db), row.municipality_id, [key]).values[key][0] == 3


def test_one_whose_editions_were_all_taken_back_is_gone(db: Session) -> None:
    row, ids = empty_homes(db, "value"), areas(db)
    figures = {area: {"value": ("value", 77.0)} for area in ids}
    only = add_edition(db, row, EditionTraits(2024, "Testilä", ""), ("value",), figures)
    show_edition(db, only, is_shown=False)
    assert indicators_of(seen(db), row.municipality_id) == INDICATORS
    left = seen(db).exec_driver_sql("SELECT count(*) FROM public_api.statistic WHERE value = 77").scalar_one()
    assert left == 0


def test_parts_of_the_other_kind_are_refused(db: Session) -> None:
    row = empty_homes(db, "value")
    for parts in (("part", "whole"), ("base",), ()):
        with pytest.raises(ValueError, match="parts"):
            add_edition(db, row, EditionTraits(2024, "", ""), parts, {})
