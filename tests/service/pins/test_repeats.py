"""The same words from the same spot wait for a moderator, however the place is shown; others do not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import update

from geo.crs import METRIC
from geo.places import coarse_position
from service.participation.pins.location import CELL_M
from service.participation.pins.models import Pin
from tests.conftest import TownDatabase
from tests.factories.world import lonlat_in
from tests.service.pins.conftest import Submit

#: A little south-west of a corner of the grid by which places are shown to about 100 m.
_NEAR = METRIC.from_lonlat(*lonlat_in("05", 300, 300))
_MIDDLE = coarse_position(*_NEAR, CELL_M)
CORNER = (_MIDDLE[0] + CELL_M / 2, _MIDDLE[1] + CELL_M / 2)


def _at(east: float, north: float) -> list[float]:
    return list(METRIC.to_lonlat(CORNER[0] + east, CORNER[1] + north))


@pytest.mark.parametrize(
    "shown", [{}, {"precision": "about_100_m"}, {"precision": "area"}], ids=["exact", "about 100 m", "not at all"]
)
def test_the_same_words_from_the_same_spot_wait(submit: Submit, shown: dict[str, Any]) -> None:
    # The two stand on both sides of the corner, so their cells' middles are a whole diagonal apart.
    assert submit(lonlat=_at(-8, -8), **shown).pin.waits_for == ""
    repeat = submit(lonlat=_at(8, 8), text="PENKKI  lehmuksen alle,\nkiitos.", **shown)
    assert (repeat.pin.waits_for, repeat.pin.visibility) == ("repeat", "pending")


def test_the_same_words_without_a_place_wait(submit: Submit) -> None:
    assert submit(lonlat=None).pin.waits_for == ""
    assert submit().pin.waits_for == ""  # somewhere is another thing than nowhere
    assert submit(lonlat=None).pin.waits_for == "repeat"


@pytest.mark.parametrize("other", [{"text": "Roskis kioskin viereen."}, {"lonlat": _at(20, 20)}])
def test_other_words_or_another_spot_do_not_wait(submit: Submit, other: dict[str, Any]) -> None:
    submit(lonlat=_at(-8, -8))
    assert submit(**{"lonlat": _at(8, 8), **other}).pin.waits_for == ""


@pytest.mark.parametrize("change", [{"visibility": "withdrawn"}, {"days": 31}], ids=["withdrawn", "long ago"])
def test_what_is_gone_or_old_is_not_repeated(submit: Submit, town: TownDatabase, change: dict[str, Any]) -> None:
    first = submit().pin
    values = {"created_at": first.created_at - dt.timedelta(days=31)} if "days" in change else change
    with town.database.session() as db:
        db.execute(update(Pin).where(Pin.id == first.id).values(values))
    assert submit().pin.waits_for == ""
