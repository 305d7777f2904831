"""Which counts an area is given, and from which columns each is made. Shares come from the indicators' own."""

from __future__ import annotations

from dataclasses import dataclass

from layers.indicators.catalogue import DWELLINGS, HOLIDAY_HOMES, HOUSEHOLDS, INDICATORS, RESIDENTS
from service.i18n import N_

#: The figures that people look at first. Holiday homes stand beside residents, because their people do not
#: count as residents.
MAIN = ("residents", "households", "holiday_homes")


@dataclass(frozen=True, slots=True)
class CountSpec:
    """A count: the sum of `columns`.

    `of_people` says that those who live together are counted one by one; few of what is `protected` are not told.
    `per` names the column that the count is a
    part of: it is what a hidden figure cannot exceed, and where some zones hide theirs, their part is taken to
    be as large as in the zones that show it.
    """

    key: str
    label: str
    columns: tuple[str, ...]
    of_people: bool = False
    protected: bool = False
    per: str | None = None


RESIDENTS_COUNT = CountSpec("residents", N_("Residents"), (RESIDENTS,), of_people=True, protected=True)
HOLIDAY_HOMES_COUNT = CountSpec("holiday_homes", N_("Holiday homes"), (HOLIDAY_HOMES,))
COUNTS = (
    RESIDENTS_COUNT,
    CountSpec("households", N_("Households"), (HOUSEHOLDS,), protected=True, per=RESIDENTS),
    CountSpec("dwellings", N_("Dwellings"), (DWELLINGS,)),
    HOLIDAY_HOMES_COUNT,
)


def _age(key: str, label: str, *columns: str) -> CountSpec:
    return CountSpec(key, label, columns, of_people=True, protected=True, per=RESIDENTS)


#: Age groups by how finely their publishers count; the first set that the nearest source has is used.
AGES = (
    (
        _age("age_0_6", N_("Aged 0–6"), "he_0_2", "he_3_6"),
        _age("age_7_17", N_("Aged 7–17"), "he_7_12", "he_13_15", "he_16_17"),
        _age(
            "age_18_64",
            N_("Aged 18–64"),
            *("he_18_19", "he_20_24", "he_25_29", "he_30_34", "he_35_39", "he_40_44", "he_45_49"),
            *("he_50_54", "he_55_59", "he_60_64"),
        ),
        _age("age_65_", N_("Aged 65 or over"), "he_65_69", "he_70_74", "he_75_79", "he_80_84", "he_85_"),
    ),
    (
        _age("age_0_9", N_("Aged 0–9"), "age_0_9"),
        _age("age_10_19", N_("Aged 10–19"), "age_10_19"),
        _age(
            "age_20_69",
            N_("Aged 20–69"),
            *("age_20_29", "age_30_39", "age_40_49", "age_50_59", "age_60_69"),
        ),
        _age("age_70_", N_("Aged 70 or over"), "age_70_79", "age_80_"),
    ),
)


def columns_needed() -> tuple[str, ...]:
    """Every column that facts are made of, each once."""
    specs = (*COUNTS, *(spec for ages in AGES for spec in ages))
    wanted = [column for spec in specs for column in (*spec.columns, *((spec.per,) if spec.per else ()))]
    for one in INDICATORS:
        wanted += [*one.numerator, *one.denominator, *((one.denominator_at_most,) if one.denominator_at_most else ())]
    return tuple(dict.fromkeys(wanted))
