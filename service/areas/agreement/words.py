"""What drawings came to, in sentences of the reader's language."""

from __future__ import annotations

from typing import Any

from service.areas.agreement.queries import CallRow, Origin
from service.areas.facts.figures import size_text
from service.i18n import N_, format_date, format_number, format_percent, ngettext
from service.i18n import gettext as _
from service.web.places import place_in_words

#: With fewer drawings than this, the page says first that they are few.
FEW_DRAWINGS = 15

TIE_WORDS = {
    "permanent": N_("Those who live here"),
    "seasonal": N_("Those with a holiday home here"),
    "work": N_("Those who work here"),
    "study": N_("Those who study here"),
    "owner": N_("Those who own something here"),
    "visitor": N_("Visitors"),
    "unknown": N_("Those who did not say"),
}


def tie_label(tie: str) -> str:
    """Who draws, by tie, in the plural."""
    return _(TIE_WORDS[tie])


def level_label(share: float) -> str:
    """A level as a whole per cent."""
    return format_percent(share, 0)


def range_label(low: float, high: float | None) -> str:
    """A band between two levels: "50–75 %"; from the lower one on when there is no upper one."""
    if high is None:
        return _("%(share)s or more", share=level_label(low))
    return f"{format_number(low * 100, 0)}–{level_label(high)}"


def days_text(call: CallRow, is_open: bool, is_coming: bool) -> str:
    """When drawings are taken."""
    if is_coming:
        return _("Opens %(day)s", day=format_date(call.opens_on))
    if is_open:
        return _("Open until %(day)s", day=format_date(call.closes_on))
    return _("Closed %(day)s", day=format_date(call.closes_on))


def counted_text(call: CallRow, least: int) -> str:
    """How many have drawn, and how many of them are counted so far."""
    drawn = ngettext("%(count)s drawing", "%(count)s drawings", call.drawing_count)
    if not call.drawing_count:
        return _("No drawings yet")
    if not call.counted:
        return _("%(drawn)s; the result is shown from %(least)s on", drawn=drawn, least=format_number(least))
    if call.counted == call.drawing_count:
        return drawn
    return _("%(drawn)s, %(counted)s of them counted", drawn=drawn, counted=format_number(call.counted))


def headline(body: dict[str, Any]) -> str:
    """The result in one sentence."""
    proposal = body.get("proposal")
    if not proposal:
        return _("There is no place that half of the drawings share.")
    return _(
        "At least half of the people agree on %(size)s.",
        size=size_text(proposal["area_m2"]),
    )


def findings(body: dict[str, Any], call: CallRow) -> list[str]:
    """What the drawings tell, a sentence for each finding."""
    found = []
    sizes = {level["share"]: level["area_m2"] for level in body["levels"]}
    core, fringe = sizes.get(call.core_share), sizes.get(call.fringe_share)
    if core is None:
        found.append(_("There is no core: nowhere do at least %(share)s agree.", share=level_label(call.core_share)))
    else:
        found.append(_core_sentence(body, call, core))
    if fringe is not None:
        found.append(
            _(
                "The fringe, which %(range)s draw in, is %(size)s.",
                range=range_label(call.fringe_share, call.core_share),
                size=size_text(fringe - (core or 0)),
            )
        )
    proposal = body["proposal"]
    if proposal:
        found += _proposal_sentences(proposal)
    found.append(_("The middlemost drawing is %(size)s.", size=size_text(body["median_m2"])))
    return found


def few_warning(body: dict[str, Any]) -> str:
    """What to know of a result from few drawings; empty when there are enough."""
    count = body["count"]
    if count >= FEW_DRAWINGS:
        return ""
    return ngettext(
        "Only %(count)s person's drawing so far: take this as a first guess.",
        "Only %(count)s people's drawings so far: take this as a first guess.",
        count,
    )


def dissent_sentences(group: dict[str, Any], count: int) -> list[str]:
    """What a group drew otherwise, and where."""
    who = _("%(some)s of %(all)s", some=format_number(group["count"]), all=format_number(count))
    found = []
    for key, sentence in (
        ("left_out", N_("%(who)s leave out %(size)s %(where)s.")),
        ("added", N_("%(who)s take in %(size)s more %(where)s.")),
    ):
        place = group[key]
        if place:
            lon, lat = place["lonlat"]
            where = place_in_words((lon, lat))
            found.append(_(sentence, who=who, size=size_text(place["area_m2"]), where=where))
    return found


def others_sentences(dissent: dict[str, Any]) -> list[str]:
    """Those who drew in ways of their own, as numbers only."""
    found = []
    if dissent["lone"]:
        found.append(
            ngettext(
                "%(count)s person drew it in a way of their own.",
                "%(count)s people drew it in ways of their own.",
                dissent["lone"],
            )
        )
    if dissent["elsewhere"]:
        found.append(
            ngettext(
                "%(count)s of all drawings lies wholly elsewhere.",
                "%(count)s of all drawings lie wholly elsewhere.",
                dissent["elsewhere"],
            )
        )
    return found


def origin_sentence(origin: Origin) -> str:
    """Where an area's boundary came from."""
    level = format_percent(origin.level, 0)
    return ngettext(
        "Made from %(count)s person's drawing on %(day)s: what at least %(level)s drew in.",
        "Made from %(count)s people's drawings on %(day)s: what at least %(level)s of them drew in.",
        origin.drawing_count,
        day=format_date(origin.published_on),
        level=level,
    )


def method_sentence(body: dict[str, Any]) -> str:
    """How exact the lines are."""
    proposal = body["proposal"]
    if not proposal:
        return ""
    text = _(
        "The lines are right to %(tolerance)s m; spurs and gaps narrower than %(smoothed)s m are smoothed away.",
        tolerance=format_number(round(proposal["tolerance_m"])),
        smoothed=format_number(round(proposal["smoothed_m"])),
    )
    if proposal["crumbs"]:
        text += " " + ngettext(
            "%(count)s small part or hole (%(size)s) was left out.",
            "%(count)s small parts and holes (%(size)s in all) were left out.",
            proposal["crumbs"],
            size=size_text(proposal["crumbs_m2"]),
        )
    return text


def _core_sentence(body: dict[str, Any], call: CallRow, core_m2: float) -> str:
    share = level_label(call.core_share)
    certain = body["core"]
    # The size of the core comes from finer cells than its certainty does.
    sure = min(certain["sure_m2"], core_m2) if certain else 0
    if sure < 0.02 * core_m2:
        return _(
            "The core, which at least %(share)s draw in, is %(size)s; with other drawers any of it might change.",
            share=share,
            size=size_text(core_m2),
        )
    return _(
        "The core, which at least %(share)s draw in, is %(size)s. Of that %(sure)s is sure: it would hardly "
        "change if other people had drawn.",
        share=share,
        size=size_text(core_m2),
        sure=size_text(sure),
    )


def _proposal_sentences(proposal: dict[str, Any]) -> list[str]:
    return [
        _(
            "What at least half draw in would be %(low)s–%(high)s with other drawers (nine times in ten); "
            "along its edge %(unsure)s may fall in or out.",
            low=_bare(proposal["low_m2"], proposal["high_m2"]),
            high=size_text(max(proposal["high_m2"], proposal["area_m2"])),
            unsure=size_text(proposal["unsure_m2"]),
        ),
        _(
            "A drawing and this boundary share %(share)s of what either covers, on average.",
            share=format_percent(proposal["mean_jaccard"], 0),
        ),
    ]


def _bare(low: float, high: float) -> str:
    """The lower end of a range, without its unit when both ends have the same."""
    low_text, high_text = size_text(low), size_text(high)
    number, unit = low_text.rsplit(" ", 1)
    return number if high_text.endswith(" " + unit) else low_text
