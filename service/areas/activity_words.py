"""What happened, in the reader's words."""

from __future__ import annotations

from service.areas.activity import Happening
from service.i18n import N_, format_date, format_month, named
from service.i18n import gettext as _

LABELS = {
    "pin_told": N_("New idea"),
    "pin_answered": N_("The municipality answered"),
    "walk_announced": N_("A walk is coming"),
    "walk_held": N_("A walk was held"),
    "proposal_opened": N_("A new proposal"),
    "area_drawn": N_("A resident drew an area"),
    "boundary_changed": N_("The boundary changed"),
    "decision_made": N_("Chosen as a priority area"),
    "walk_observed": N_("Noted on a walk"),
    "commented": N_("A comment"),
    "pin_grown": N_("A proposal grew out of this idea"),
    "theme_step": N_("The plan of a theme"),
}
#: The same in the feed of a whole municipality, where a decision is about several areas.
MUNICIPALITY_LABELS = {**LABELS, "decision_made": N_("A decision on priority areas")}
ADDRESSES = {
    "pin_told": "/pins/{}",
    "pin_answered": "/pins/{}",
    "walk_announced": "/walks/{}",
    "walk_held": "/walks/{}",
    "proposal_opened": "/proposals/{}",
    "area_drawn": "/areas/{}",
    "boundary_changed": "/areas/{}",
    "decision_made": "/decisions/{}",
    "walk_observed": "/walks/{}/observations/{}",
    "commented": "{}#comments",
    "pin_grown": "/proposals/{}",
    "theme_step": "/themes/{}#path",
}
#: States of a step on a theme's path.
STEP_STATES = {
    "planned": N_("Planned"),
    "changed": N_("Changed plan"),
    "done": N_("Done"),
    "dropped": N_("Dropped"),
}
TITLE_LENGTH = 80


def label(one: Happening, *, whole_municipality: bool = False) -> str:
    """What kind of thing happened."""
    return _((MUNICIPALITY_LABELS if whole_municipality else LABELS)[one.kind])


def title(one: Happening) -> str:
    """What it happened to: its own title, the name of the area, or the beginning of what was said."""
    if one.names:
        return named(one.names)
    if one.kind == "walk_observed":
        return shortened(one.body, TITLE_LENGTH)
    return one.title or shortened(one.body, TITLE_LENGTH)


def detail(one: Happening) -> str:
    """One more line: the day of a walk, the reason of a boundary, the text of an answer. May be empty."""
    if one.kind == "walk_announced" and one.takes_place_on is not None:
        return _("The walk is on %(day)s.", day=format_date(one.takes_place_on))
    if one.kind == "walk_held" and one.takes_place_on is not None:
        return _("The walk was on %(day)s.", day=format_date(one.takes_place_on))
    if one.kind == "walk_observed":
        return _("On the walk %(title)s.", title=one.title)
    if one.kind == "theme_step" and one.takes_place_on is not None:
        stands = f"{_(STEP_STATES[one.state])}: {format_month(one.takes_place_on)}."
        return f"{stands} {one.body}" if one.body else stands
    return one.body if one.kind != "pin_told" or one.title else ""


def address(one: Happening) -> str:
    """The path of the page that tells more."""
    return ADDRESSES[one.kind].format(one.name, one.number)


def shortened(text: str, length: int) -> str:
    """The beginning of a text on one line, cut between words, with an ellipsis where something was cut."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    return (cut.rpartition(" ")[0] or cut).rstrip(",.;:–- ") + "…"
