"""What each measure says, one plain sentence a figure."""

from __future__ import annotations

from dataclasses import dataclass

from geo.spatial.autocorrelation import Moran
from service.analysis.spread.apart import DRAWS, Apart
from service.analysis.spread.clusters import FEW, LEVEL, Clusters
from service.analysis.spread.compute import Spread
from service.analysis.spread.figures import Measured
from service.analysis.spread.unequal import Unequal
from service.analysis.spread.words import difference_words, regions_name
from service.i18n import format_number, format_percent, ngettext
from service.i18n import gettext as _


@dataclass(frozen=True, slots=True)
class Told:
    """A measure's name, its figure as written, and what it says."""

    name: str
    figure: str
    sentence: str


def told_unequal(measured: Measured, found: Unequal) -> list[Told]:
    """Gini, Theil, Atkinson and S80/S20; empty when there is nothing to compare."""
    if found.problem or found.mean_difference is None:
        return []
    difference = difference_words(measured, found.mean_difference)
    aversions = " / ".join(format_number(one) for one, _value in found.atkinson)
    rows = [
        Told(
            _("Gini"),
            _three(found.gini),
            _("Take two people at random: the areas where they live differ by %(difference)s on average.",
              difference=difference),
        ),
        Told(_("Theil's T"), _three(found.theil), _theil(found)),
        Told(
            _("Atkinson, %(aversions)s", aversions=aversions),
            " / ".join(_three(value) for _one, value in found.atkinson),
            _("0 when all areas are alike. The greater the number in the name, the more the areas with the least "
              "weigh; from 1 on a single area with nothing makes it 1."),
        ),
    ]  # fmt: skip
    if found.quintile_ratio is not None:
        sentence = _(
            "The fifth of people in the areas with the most have on average %(ratio)s times what the fifth in the "
            "areas with the least have.",
            ratio=format_number(found.quintile_ratio, 2),
        )
        rows.append(Told("S80/S20", format_number(found.quintile_ratio, 2), sentence))
    return rows


def _theil(found: Unequal) -> str:
    if found.between is None or found.between.theil_share is None:
        return _("Its parts between and within larger regions add up to it; there are no larger regions here.")
    return _(
        "%(between)s of the differences are between the regions chosen (%(regions)s), and %(within)s between the "
        "areas inside them.",
        between=format_percent(found.between.theil_share, 0),
        within=format_percent(1 - found.between.theil_share, 0),
        regions=regions_name(found.between.regions),
    )


def told_apart(found: Apart) -> list[Told]:
    """D, what chance gives, what is left, isolation and H; empty when the group cannot live apart."""
    if found.measures is None or found.corrected is None or found.p is None:
        return []
    d, isolation = found.measures.dissimilarity, found.measures.isolation
    return [
        Told(
            _("D, index of dissimilarity"),
            _three(d),
            _("%(share)s of the group would have to move for the group to be as large a part of every area.",
              share=format_percent(d, 0)),
        ),
        Told(
            _("D by chance alone"),
            _three(found.by_chance),
            _("So great would D be if the same people were spread at random: small areas have a D above 0 by "
              "themselves."),
        ),
        Told(_("D without chance"), _three(found.corrected), _beyond(found.p)),
        Told(
            _("Isolation"),
            _three(isolation),
            _("Where an average member of the group lives, %(here)s belong to the group; of all people %(all)s do.",
              here=format_percent(isolation), all=format_percent(found.share)),
        ),
        Told(
            _("H, Theil's entropy"),
            _three(found.measures.entropy),
            _("0 when every area is as mixed as the whole municipality, 1 when the group never lives among others."),
        ),
    ]  # fmt: skip


def _beyond(p: float) -> str:
    if p >= LEVEL:
        return _("Not significant: random spreads give as much often (p = %(p)s).", p=format_number(p, 3))
    count = round(p * (DRAWS + 1)) - 1
    if not count:
        return _("What is left of D when chance is taken away. None of %(draws)s random spreads gave as much.",
                 draws=format_number(DRAWS))  # fmt: skip
    return _(
        "What is left of D when chance is taken away. Of %(draws)s random spreads %(count)s gave as much.",
        draws=format_number(DRAWS),
        count=format_number(count),
    )


def told_profile(found: Apart) -> str:
    """What is left of D in wide neighbourhoods; empty without a profile."""
    scales = [one for one in found.profile if one.dissimilarity == one.dissimilarity]
    if len(scales) < 2 or scales[0].dissimilarity == 0:
        return ""
    wide = min(scales, key=lambda one: abs(one.radius_m - 4000))
    return _(
        "Seen with everything within %(km)s km, %(left)s of D is left. The more is left, the more it is large parts "
        "of the municipality, and not single areas, that differ.",
        km=format_number(wide.radius_m / 1000),
        left=format_percent(wide.dissimilarity / scales[0].dissimilarity, 0),
    )


def told_clustering(result: Spread) -> str:
    """What Moran's I says, with its p; empty when it is not told."""
    found = result.clusters.overall
    return "" if found is None else _clustering(found)


def _clustering(found: Moran) -> str:
    values = {"i": format_number(found.i, 3), "p": format_number(found.p, 3)}
    if not found.is_significant(LEVEL):
        return _(
            "Not significant: chance alone gives a map at least as clustered as this in %(count)s cases of 1,000 "
            "(Moran's I %(i)s, p = %(p)s). It does not follow that the areas are alike.",
            count=format_number(round(found.p * 1000)),
            **values,
        )
    if found.i > found.expected:
        return _(
            "Areas with much of it lie next to each other, more than chance would give (Moran's I %(i)s, p = %(p)s).",
            **values,
        )
    return _("Areas differ from their neighbours more than chance would give (Moran's I %(i)s, p = %(p)s).", **values)


def told_of_rates(found: Clusters) -> str:
    """Whether the same holds when the swings of small areas are taken into account; empty when it is not told."""
    if found.of_rates is None:
        return ""
    values = {"i": format_number(found.of_rates.i, 3), "p": format_number(found.of_rates.p, 3)}
    if found.of_rates.is_significant(LEVEL):
        return _(
            "With the swings of small areas taken into account clustering is significant: I %(i)s, p = %(p)s.",
            **values,
        )
    return _(
        "With the swings of small areas taken into account clustering is not significant: I %(i)s, p = %(p)s.",
        **values,
    )


def told_compared(found: Clusters) -> str:
    """How many areas were compared, and from how many residents on."""
    return ngettext(
        "%(count)s area with at least %(floor)s residents is compared.",
        "%(count)s areas with at least %(floor)s residents are compared.",
        found.areas,
        count=format_number(found.areas),
        floor=format_number(found.floor),
    )


def told_few(found: Clusters) -> str:
    """A warning where there are so few areas that hardly anything can be significant."""
    if found.problem or found.areas >= FEW:
        return ""
    return _("Only %(count)s areas are compared. With so few hardly anything can be significant.",
             count=format_number(found.areas))  # fmt: skip


def _three(value: float | None) -> str:
    return "–" if value is None else format_number(value, 3)
