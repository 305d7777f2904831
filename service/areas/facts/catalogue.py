"""Which figures an area is given, and from which published columns each is made."""

from __future__ import annotations

from dataclasses import dataclass

from service.i18n import N_

AGES = {
    "age_0_6": ("he_0_2", "he_3_6"),
    "age_7_17": ("he_7_12", "he_13_15", "he_16_17"),
    "age_18_64": (
        "he_18_19", "he_20_24", "he_25_29", "he_30_34", "he_35_39", "he_40_44", "he_45_49", "he_50_54",
        "he_55_59", "he_60_64",
    ),
    "age_65_": ("he_65_69", "he_70_74", "he_75_79", "he_80_84", "he_85_"),
}  # fmt: skip
#: Fewer people or households than this are not estimated.
FEWEST = 10
RESIDENTS = "he_vakiy"
HOUSEHOLDS = "te_taly"


@dataclass(frozen=True, slots=True)
class CountSpec:
    """A count: the sum of `columns`.

    `of_people` tells persons from things. `cap` names the column that a hidden value cannot exceed. An
    estimate below `fewest` is not given, unless it is a published figure.
    """

    key: str
    label: str
    columns: tuple[str, ...]
    of_people: bool = False
    cap: str | None = None
    fewest: int = FEWEST


@dataclass(frozen=True, slots=True)
class ShareSpec:
    """A share: the sum of `part` in the sum of `whole`, where the part is counted within the whole.

    `cap` names the column that a hidden whole cannot exceed.
    """

    key: str
    label: str
    part: tuple[str, ...]
    whole: tuple[str, ...]
    base_label: str
    cap: str | None = None


COUNTS = (
    CountSpec("residents", N_("Residents"), (RESIDENTS,), of_people=True),
    CountSpec("age_0_6", N_("Aged 0–6"), AGES["age_0_6"], of_people=True, cap=RESIDENTS),
    CountSpec("age_7_17", N_("Aged 7–17"), AGES["age_7_17"], of_people=True, cap=RESIDENTS),
    CountSpec("age_18_64", N_("Aged 18–64"), AGES["age_18_64"], of_people=True, cap=RESIDENTS),
    CountSpec("age_65_", N_("Aged 65 or over"), AGES["age_65_"], of_people=True, cap=RESIDENTS),
    CountSpec("households", N_("Households"), (HOUSEHOLDS,), cap=RESIDENTS),
    CountSpec("dwellings", N_("Dwellings"), ("ra_asunn",), fewest=0),
    CountSpec("holiday_homes", N_("Holiday homes"), ("ra_ke",), fewest=0),
)
SHARES = (
    ShareSpec(
        "unemployed",
        N_("Unemployed"),
        ("pt_tyott",),
        ("pt_tyott", "pt_tyoll"),
        N_("of those in the labour force"),
        cap="pt_vakiy",
    ),
    ShareSpec(
        "low_education", N_("Basic education only"), ("ko_perus",), ("ko_ika18y",), N_("of those aged 18 or over")
    ),
    ShareSpec("low_income", N_("Lowest income class"), ("hr_pi_tul",), ("hr_tuy",), N_("of those aged 18 or over")),
)


def columns_needed() -> tuple[str, ...]:
    """Every published column that the catalogue uses, each once."""
    wanted = [column for spec in COUNTS for column in spec.columns]
    wanted += [column for spec in SHARES for column in (*spec.part, *spec.whole)]
    wanted += [spec.cap for spec in (*COUNTS, *SHARES) if spec.cap]
    return tuple(dict.fromkeys(wanted))
