"""The conclusions in the reader's language, and the names of divisions."""

from __future__ import annotations

from service.analysis.spread.panel.conclusions import Conclusions, Group, Held
from service.analysis.spread.panel.ways import DRAWN, GRID, REGIONS
from service.analysis.spread.zonings import POSTAL
from service.areas.kinds import kinds_label
from service.i18n import format_number, named
from service.i18n import gettext as _


def group_name(group: Group) -> str:
    """Divisions of one kind, by name."""
    if group.kind == GRID and group.size_m is not None:
        return square_name(group.size_m)
    if group.kind == REGIONS:
        return _("Regions of chance")
    if group.kind == DRAWN:
        return kinds_label(group.key)
    return named(group.names) if group.names else kinds_label(group.key or POSTAL)


def square_name(size_m: float) -> str:
    """Squares by their side."""
    if size_m < 1000:
        return _("Squares of %(side)s m", side=format_number(size_m))
    return _("Squares of %(side)s km", side=format_number(size_m / 1000))


def range_words(three: tuple[float, float, float] | None, decimals: int = 3) -> str:
    """The least and the greatest, or the one number that both are."""
    if three is None:
        return "–"
    low, high = (format_number(one, decimals) for one in (three[0], three[2]))
    return low if low == high else f"{low}–{high}"


def held_words(held: Held) -> str:
    """In how many divisions something holds."""
    if not held.of:
        return "–"
    return _("%(count)s of %(all)s", count=format_number(held.count), all=format_number(held.of))


def verdict_words(held: Held) -> str:
    """Whether a conclusion survives, in a word or two."""
    return {
        "all": _("holds"),
        "mostly": _("holds mostly"),
        "depends": _("depends on the division"),
        "none": _("does not hold"),
        "untold": _("cannot be told"),
    }[held.verdict]


def sentences(found: Conclusions) -> list[tuple[str, Held]]:
    """Each conclusion as a sentence, with how it is held."""
    rows = [(_apart(found.apart), found.apart), (_clustered(found.clustered), found.clustered)]
    return rows if found.d_range is None else [*rows[:1], (_range(found), found.apart), *rows[1:]]


def _apart(held: Held) -> str:
    counts = {"count": format_number(held.count), "all": format_number(held.of)}
    if held.verdict == "all":
        return _("The group lives apart more than chance would give, in every one of the %(all)s divisions.", **counts)
    if held.verdict == "none":
        return _("In none of the %(all)s divisions does the group live apart more than chance would give.", **counts)
    if held.verdict == "untold":
        return _("Whether the group lives apart cannot be told in any division.")
    return _(
        "The group lives apart more than chance would give in %(count)s of %(all)s divisions; in the others it cannot "
        "be told from chance.",
        **counts,
    )


def _clustered(held: Held) -> str:
    counts = {"count": format_number(held.count), "all": format_number(held.of)}
    if held.verdict == "all":
        return _("Clustering is significant in every one of the %(all)s divisions where it can be tested.", **counts)
    if held.verdict == "none":
        return _("Clustering is significant in none of the %(all)s divisions where it can be tested.", **counts)
    if held.verdict == "untold":
        return _("Clustering cannot be tested in any division.")
    return _(
        "Clustering is significant in %(count)s of the %(all)s divisions where it can be tested: the answer depends "
        "on how the boundaries are drawn, so do not build on it alone.",
        **counts,
    )


def _range(found: Conclusions) -> str:
    assert found.d_range is not None  # noqa: S101 (asked for only where there is one)
    low, high = (format_number(one, 3) for one in found.d_range)
    return _(
        "D lies between %(low)s and %(high)s: so much the choice of boundaries alone moves it. It falls as areas "
        "grow, whoever lives in them, so no division is less segregated than another for that.",
        low=low,
        high=high,
    )
