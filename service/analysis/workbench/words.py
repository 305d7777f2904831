"""The workbench in sentences of the reader's language."""

from __future__ import annotations

from geo.stats.composite.engine import Note, NoteKind
from geo.stats.composite.explaining import Contributions
from geo.stats.composite.recipes import Aggregation
from geo.stats.composite.treating import Treated, Treatment
from service.analysis.catalogue.words import DOMAIN_WORDS
from service.analysis.words import sum_sentence
from service.analysis.workbench.plan import TOPS
from service.analysis.workbench.result import Workbench
from service.analysis.workbench.rows import BenchRow, BenchState
from service.i18n import format_number, format_percent, named, ngettext
from service.i18n import gettext as _


def presets() -> list[tuple[str, str]]:
    """The presets, the usual one first."""
    return [
        ("helsinki", _("Sum index as in Helsinki (municipality = 100)")),
        ("imd", _("English deprivation index (ranks, spread so that the neediest stand out)")),
        ("svi", _("Vulnerability index of the CDC (share of areas with less)")),
        ("zscore", _("Standard scores (distance from the mean)")),
        ("mpi", _("Count of hardships (Alkire and Foster)")),
    ]


def aggregations() -> list[tuple[str, str]]:
    """The ways to put indicators together."""
    return [
        ("", _("as the method says")),
        (Aggregation.ARITHMETIC, _("mean: one makes up for another")),
        (Aggregation.GEOMETRIC, _("geometric mean: makes up less")),
        (Aggregation.COPELAND, _("pair by pair: nothing makes up for anything")),
    ]


def smoothings() -> list[tuple[str, str]]:
    """What is done to the shares of small areas."""
    return [
        ("", _("as the method says")),
        ("eb", _("drawn towards the municipality")),
        ("logit", _("drawn on the logit scale")),
        ("none", _("as they are")),
    ]


def tops() -> list[tuple[str, str]]:
    """The N of the chance to be among the first N."""
    return [(str(count), format_number(count)) for count in TOPS]


def domain_words(domain: str) -> str:
    """A field of life as a heading."""
    return _(DOMAIN_WORDS[domain])


def bench_state_words(state: BenchState) -> str:
    """Why an area has no rank, in two or three words."""
    return {
        BenchState.RANKED: "",
        BenchState.NOT_CANDIDATE: _("not a candidate"),
        BenchState.BELOW_FLOOR: _("too few residents"),
        BenchState.NOT_PUBLISHED: _("not published"),
        BenchState.NO_FIGURES: _("no figures"),
    }[state]


def rank_words(place: int, is_tied: bool) -> str:
    """A rank as readers see it: equal ranks say that they are shared."""
    return _("%(rank)s. (shared)", rank=place) if is_tied else f"{place}."


def interval_words(row: BenchRow) -> str:
    """Where the rank lies in nine draws of ten: "2–8", or one number."""
    if row.interval is None:
        return ""
    low, high = row.interval.low, row.interval.high
    return format_number(low) if low == high else f"{format_number(low)}–{format_number(high)}"


def sureness_sentence(row: BenchRow, top: int) -> str:
    """How sure a rank is, in a sentence; empty before the draws are done."""
    found = row.interval
    if found is None or row.place is None:
        return ""
    text = _(
        "In nine draws of ten the rank is %(interval)s; the chance to be among the first %(top)s is %(chance)s.",
        interval=interval_words(row),
        top=top,
        chance=format_percent(found.p_top, 0),
    )
    if found.tied_from is not None and found.tied_to is not None and found.tied_from < found.tied_to:
        text += " " + _(
            "It cannot be told apart from the areas ranked %(low)s–%(high)s.",
            low=format_number(found.tied_from),
            high=format_number(found.tied_to),
        )
    return text


def why_sentence(bench: Workbench, row: BenchRow) -> str:
    """The index as the sum of what each indicator adds; empty where the method cannot be taken apart so."""
    found: Contributions = bench.composite.contributions
    if row.index is None or row.base is None or found.scale != "sum" or bench.plan.preset == "svi":
        return ""
    parts = [(one.indicator.names, one.points) for one in row.parts if one.points is not None]
    return sum_sentence(row.names, parts, row.base, bench.plan.decimals)


def notes_in_words(bench: Workbench) -> list[str]:
    """What was left out or done to the figures, and why; nothing is silent."""
    absent = [
        _("%(indicator)s has no figures here and is left out.", indicator=named(one.names))
        for one in bench.figures.absent
        if dict(bench.plan.weights).get(one.key, 0) > 0
    ]
    treated = [_treated(bench, one) for one in bench.composite.treatments]
    noted = [_note(bench, note) for note in bench.notes]
    return [text for text in (*absent, *noted, *treated) if text]


def _note(bench: Workbench, note: Note) -> str:
    name = _name(bench, note.key)
    count = format_number(note.count)
    return {
        NoteKind.ALL_MISSING: _("%(indicator)s is hidden or missing everywhere and is left out.", indicator=name),
        NoteKind.NO_VARIANCE: _(
            "%(indicator)s does not tell the areas apart (it is the same in all of them, or differs by chance alone) "
            "and is left out.",
            indicator=name,
        ),
        NoteKind.NO_CITY_FIGURE: _(
            "The municipality's own figure of %(indicator)s is 0 or unknown: nothing can be compared with it, "
            "and it is left out.",
            indicator=name,
        ),
        NoteKind.NO_INDICATOR: _("No indicator is left: there is no index."),
        NoteKind.ONE_AREA: _("Fewer than two areas have people enough: there is nothing to compare."),
        NoteKind.RENORMALISED: ngettext(
            "%(count)s area lacks some figures; the others carry their weight.",
            "%(count)s areas lack some figures; the others carry their weight.",
            note.count,
            count=count,
        ),
    }.get(note.kind, "")


def _treated(bench: Workbench, one: Treatment) -> str:
    name = _name(bench, one.key)
    return {
        Treated.WINSORISED: _("Outliers of %(indicator)s were drawn in (%(count)s).", indicator=name, count=one.count),
        Treated.LOGGED: _("%(indicator)s was taken on a logarithmic scale because of its outliers.", indicator=name),
        Treated.FLAGGED: _("%(indicator)s has outliers; they were left as they are.", indicator=name),
    }.get(one.action, "")


def _name(bench: Workbench, key: str) -> str:
    return next((named(one.names) for one in bench.figures.indicators if one.key == key), key)


def points_words(points: float | None, decimals: int) -> str:
    """What an indicator adds, with its sign; a dash where the method cannot be taken apart or it is missing."""
    if points is None:
        return "–"
    shown = format_number(abs(points), decimals)
    return shown if float(f"{abs(points):.{decimals}f}") == 0 else f"{'−' if points < 0 else '+'}{shown}"


def share_words(share: float) -> str:
    """A share of the ranks' unrest; estimates just under 0 are 0."""
    return "–" if share != share else format_percent(min(max(share, 0.0), 1.0), 0)


def source_words(source: str) -> str:
    """What may be in doubt, as a heading."""
    return {
        "data": _("Small numbers"),
        "weights": _("The weights"),
        "method": _("The method"),
        "left_out": _("Which indicators are in"),
    }.get(source, source)
