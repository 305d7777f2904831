"""The indicators: what each says, in which direction, and from which published columns it is computed.

The one place that defines them: facts of drawn areas, the sum index, tables and the method page read it.
Every share is a ratio of counts, so that it can be interpolated, smoothed and added up honestly.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Indicator:
    """A share of people or homes.

    Attributes
    ----------
    of : whom the share is of, in words that follow the figure ("of those in the labour force").
    numerator, denominator : published column names whose sums make the share.
    denominator_at_most : a column that is never hidden and that the denominator cannot exceed, for the bounds
        where the denominator itself is hidden.
    more_is_need : whether a greater share means a greater need (direction +1) or the opposite.
    minimum_base : the smallest denominator with which the share is shown at all; 1 leaves it to the
        publisher, who hides small groups already, and to the floor of residents.
    in_sum_index : whether the Helsinki-style sum index uses it.
    """

    key: str
    names: dict[str, str]
    meaning: dict[str, str]
    of: dict[str, str]
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    year: int
    denominator_at_most: str | None = None
    more_is_need: bool = True
    minimum_base: int = 1
    in_sum_index: bool = False


INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        key="unemployment",
        names={"fi": "Työttömyys", "sv": "Arbetslöshet", "en": "Unemployment"},
        meaning={
            "fi": "Työttömien osuus työvoimasta, eli työllisistä ja työttömistä.",
            "sv": "Andelen arbetslösa av arbetskraften, det vill säga av sysselsatta och arbetslösa.",
            "en": "The share of the labour force, employed and unemployed together, that is unemployed.",
        },
        of={"fi": "työvoimasta", "sv": "av arbetskraften", "en": "of those in the labour force"},
        numerator=("pt_tyott",),
        denominator=("pt_tyott", "pt_tyoll"),
        year=2016,
        denominator_at_most="pt_vakiy",
        in_sum_index=True,
    ),
    Indicator(
        key="low_education",
        names={"fi": "Vain peruskoulu", "sv": "Endast grundskola", "en": "Basic education only"},
        meaning={
            "fi": "Niiden 18 vuotta täyttäneiden osuus, joilla ei ole perusasteen jälkeistä tutkintoa.",
            "sv": "Andelen personer som fyllt 18 år och saknar examen efter grundnivå.",
            "en": "The share of people aged 18 or over without a qualification after basic education.",
        },
        of={
            "fi": "18 vuotta täyttäneistä",
            "sv": "av dem som fyllt 18 år",
            "en": "of those aged 18 or over",
        },
        numerator=("ko_perus",),
        denominator=("ko_ika18y",),
        year=2016,
        in_sum_index=True,
    ),
    Indicator(
        key="low_income",
        names={"fi": "Pienituloisuus", "sv": "Låga inkomster", "en": "Low income"},
        meaning={
            "fi": "Niiden 18 vuotta täyttäneiden osuus, jotka kuuluvat alimpaan tuloluokkaan.",
            "sv": "Andelen personer som fyllt 18 år och hör till den lägsta inkomstklassen.",
            "en": "The share of people aged 18 or over who belong to the lowest income class.",
        },
        of={
            "fi": "18 vuotta täyttäneistä",
            "sv": "av dem som fyllt 18 år",
            "en": "of those aged 18 or over",
        },
        numerator=("hr_pi_tul",),
        denominator=("hr_tuy",),
        year=2016,
        in_sum_index=True,
    ),
)

BY_KEY = {indicator.key: indicator for indicator in INDICATORS}
SUM_INDEX: tuple[Indicator, ...] = tuple(one for one in INDICATORS if one.in_sum_index)
RESIDENTS, HOUSEHOLDS, DWELLINGS, HOLIDAY_HOMES = "he_vakiy", "te_taly", "ra_asunn", "ra_ke"
