"""The numbers of the workbench: a plan gives what the published examples say, and says how sure it is."""

import numpy as np
import pytest
from sqlalchemy import Connection

from layers.indicators.catalogue import BY_KEY
from layers.indicators.queries import StatisticsFrame
from service.analysis.disparity import Choices, disparity
from service.analysis.workbench.candidates import NoSuchOutline, NoUrbanZones
from service.analysis.workbench.doubt import doubt_about, restored, stored
from service.analysis.workbench.figures import Figures, figures_in
from service.analysis.workbench.plan import Plan, plan_of
from service.analysis.workbench.result import NothingWeighed, Workbench, ranked_by, workbench
from tests.conftest import TownDatabase


def bench_of(town: TownDatabase, plan: Plan) -> Workbench:
    with town.database.public_engine.connect() as connection:
        return workbench(connection, municipality_of(connection), plan)


def municipality_of(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT id FROM municipality").scalar_one())


def names_at_top(bench: Workbench, count: int) -> list[str]:
    order = np.argsort(np.where(bench.ranked, bench.composite.place, np.inf), kind="stable")[:count]
    return [bench.figures.frame.names[at]["fi"] for at in order]


def test_kuopio_smoothed_top_of_areas_with_a_thousand_residents(kuopio_town: TownDatabase) -> None:
    """Juankoski 133.4, Karttula 132.8, Nilsiä 128.5, Vehmersalmi 128.2, Reittiö 126.2."""
    bench = bench_of(kuopio_town, Plan(floor=1000))
    assert [name.split()[0] for name in names_at_top(bench, 5)] == [
        "Juankoski", "Karttula", "Nilsiä", "Vehmersalmi", "Reittiö",
    ]  # fmt: skip
    top = np.sort(bench.index[bench.ranked])[::-1][:5]
    assert np.round(top, 1).tolist() == [133.4, 132.8, 128.5, 128.2, 126.2]


def test_hospital_area_and_small_areas_get_no_rank_by_default(kuopio_town: TownDatabase) -> None:
    bench = bench_of(kuopio_town, Plan())
    small = np.nan_to_num(bench.figures.residents) < 300
    assert small.any()
    assert not bench.ranked[small].any()
    at = bench.figures.frame.codes.index("70210")
    assert not bench.ranked[at]
    assert np.isnan(bench.index[at])


def test_the_usual_plan_is_the_sum_index(kuopio_town: TownDatabase) -> None:
    bench = bench_of(kuopio_town, Plan())
    with kuopio_town.database.public_engine.connect() as connection:
        index = disparity(connection, municipality_of(connection), Choices()).index.index
    np.testing.assert_allclose(bench.index, index, rtol=0, atol=1e-9)


def test_candidates_change_ranks_and_never_the_index(kuopio_town: TownDatabase) -> None:
    every = bench_of(kuopio_town, Plan())
    few = bench_of(kuopio_town, Plan(among="hand", only=("70820", "70500", "70150")))
    np.testing.assert_array_equal(every.index, few.index)
    assert few.composite.of == 3
    assert sorted(few.composite.place[few.ranked].tolist()) == [1, 2, 3]


def test_a_layer_or_area_that_is_not_there_is_said(kuopio_town: TownDatabase) -> None:
    with pytest.raises(NoUrbanZones):
        bench_of(kuopio_town, Plan(among="urban"))
    with pytest.raises(NoSuchOutline):
        bench_of(kuopio_town, Plan(among="inside", inside="no-such-place"))
    with pytest.raises(NothingWeighed):
        bench_of(kuopio_town, Plan(weights=()))


def test_doubt_is_the_same_byte_for_byte_and_of_the_candidates_alone(kuopio_town: TownDatabase) -> None:
    bench = bench_of(kuopio_town, Plan(floor=1000, draws=200))
    told: list[int] = []
    first, again = doubt_about(bench, told.append), doubt_about(bench)
    assert stored(first) == stored(again) == stored(restored(stored(first)))
    assert told == sorted(told)
    assert told[-1] == 100
    low, high = first.summary.low[bench.ranked], first.summary.high[bench.ranked]
    assert (low >= 1).all()
    assert (high <= bench.composite.of).all()
    assert np.isnan(first.summary.low[~bench.ranked]).all()
    # Somebody is always among the first five: the chances add up to five, or more where ranks are shared.
    assert np.nansum(first.summary.p_top) >= 5 - 1e-9


def test_another_seed_gives_other_draws(kuopio_town: TownDatabase) -> None:
    one = doubt_about(bench_of(kuopio_town, Plan(draws=200)))
    other = doubt_about(bench_of(kuopio_town, Plan(draws=200, seed=2)))
    assert stored(one) != stored(other)


@pytest.mark.parametrize("preset", ["helsinki", "imd", "svi", "zscore", "mpi"])
@pytest.mark.parametrize("aggregation", ["", "geometric", "copeland"])
def test_every_preset_ranks_with_what_fits_it(kuopio_town: TownDatabase, preset: str, aggregation: str) -> None:
    bench = bench_of(kuopio_town, Plan(preset=preset, aggregation=aggregation))
    assert bench.composite.of > 20
    assert not np.isnan(bench.composite.place[bench.ranked]).any()


def test_a_plan_survives_its_card() -> None:
    plan = Plan(preset="svi", among="hand", only=("1", "2"), weights=(("rented", 2.0),), seed=7, treats_outliers=True)
    assert plan_of(plan.plain()) == plan
    assert plan.digest(("x",)) != Plan().digest(("x",))


def made_up(part: list[list[float]], whole: list[list[float]], residents: list[float]) -> Figures:
    """Unemployed and low-income people of some areas; NaN is hidden."""
    columns = {"he_vakiy": residents}
    for rows, keys in ((part, ("pt_tyott", "hr_pi_tul")), (whole, ("labour force", "hr_tuy"))):
        columns |= dict(zip(keys, rows, strict=False))
    values = {key: np.array(column, dtype=np.float64) for key, column in columns.items()}
    if "labour force" in values:
        values["pt_tyoll"] = values.pop("labour force") - values["pt_tyott"]
    count = len(residents)
    frame = StatisticsFrame(
        area_ids=tuple(range(count)),
        codes=tuple(str(at) for at in range(count)),
        slugs=tuple(str(at) for at in range(count)),
        names=tuple({"fi": f"Alue {at}"} for at in range(count)),
        variables={},
        values=values,
        suppressed={key: np.isnan(column) for key, column in values.items()},
    )
    return figures_in(frame, (BY_KEY["unemployment"], BY_KEY["low_income"]))


WEIGHTS = (("low_income", 1.0), ("unemployment", 1.0))


def test_an_indicator_hidden_everywhere_is_left_out_with_a_note() -> None:
    nan = float("nan")
    figures = made_up([[10, 40, 20], [nan, nan, nan]], [[100, 100, 100], [nan, nan, nan]], [500, 500, 500])
    bench = ranked_by(figures, Plan(weights=WEIGHTS), np.ones(3, dtype=np.bool_))
    assert bench.composite.keys == ("unemployment",)
    assert {note.kind.value for note in bench.notes} == {"all_missing"}
    assert bench.composite.place.tolist() == [3, 1, 2]


def test_a_part_greater_than_its_whole_is_not_believed() -> None:
    figures = made_up([[10, 40, 20], [5, 300, 60]], [[100, 100, 100], [90, 90, 90]], [500, 500, 500])
    assert np.isnan(figures.value[1, 1])
    assert ranked_by(figures, Plan(weights=WEIGHTS), np.ones(3, dtype=np.bool_)).composite.of == 2


def test_one_area_alone_has_no_rank_and_says_so() -> None:
    figures = made_up([[10]], [[100]], [500])
    bench = ranked_by(figures, Plan(weights=WEIGHTS), np.ones(1, dtype=np.bool_))
    assert bench.composite.of == 0
    assert "one_area" in {note.kind.value for note in bench.notes}
    with pytest.raises(ValueError, match="no indicator tells the areas apart"):
        doubt_about(bench)
