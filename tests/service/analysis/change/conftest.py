"""A made-up series of years for the made-up town. It stands in tests alone."""

from collections.abc import Callable

import numpy as np
import pytest
from sqlalchemy import text

from layers.indicators.columns import Column
from layers.indicators.years.store import YearTable, store_year
from service.analysis.change import series
from tests.conftest import TownDatabase
from tests.factories.world import STATISTICS

CODES = tuple(STATISTICS)
#: Unemployed and employed of each area in the first year; area 08 is hidden, nobody lives in 09.
UNEMPLOYED = (100, 100, 80, 300, 150, 40, 12, np.nan, 0)
EMPLOYED = (700, 1200, 300, 1200, 2000, 290, 30, np.nan, 0)
SOURCE = "Keksitty aikasarja (synteettinen)"

Bring = Callable[..., None]


def table(year: int, unemployed: list[float]) -> YearTable:
    """One edition of the two columns behind unemployment."""
    columns = (
        Column("pt_tyott", "count", "henkilöä", year, {"fi": "työttömiä"}),
        Column("pt_tyoll", "count", "henkilöä", year, {"fi": "työllisiä"}),
    )
    working = [total + before - now for total, before, now in zip(EMPLOYED, UNEMPLOYED, unemployed, strict=True)]
    values = np.array([unemployed, working]).T
    return YearTable(f"made_{year}", SOURCE, columns, CODES, values, np.isnan(values))


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What one test's database held is not another's, though both count their rows alike."""
    series._remembered.clear()


@pytest.fixture
def bring(town: TownDatabase) -> Bring:
    """Brings years of unemployment in: `bring(2018, 2019, step=5)` adds 5 unemployed to area 03 each year."""

    def years(*wanted: int, step: int = 5) -> None:
        with town.session() as db:
            home = db.execute(text("SELECT id FROM boundaries.municipality")).scalar_one()
            for number, year in enumerate(wanted):
                now = [float(one) for one in UNEMPLOYED]
                now[2] += number * step
                store_year(db, home, "postal", table(year, now))
            db.commit()

    return years
