"""What was done to make a surface, in sentences of the reader's language."""

from __future__ import annotations

from service.analysis.surfaces.choices import SurfaceKind
from service.analysis.surfaces.looking import Look
from service.analysis.surfaces.queries import Made
from service.analysis.surfaces.reckoning import LEAST_IDEAS, LEAST_PEOPLE, Surfaces
from service.analysis.words import trimmed_sentence
from service.i18n import format_number, format_percent, ngettext
from service.i18n import gettext as _


def title_of(kind: SurfaceKind) -> str:
    """The heading of a surface's legend."""
    return {
        "raw": _("Ideas for each square kilometre"),
        "rate": _("Ideas per 1,000 people, smoothed"),
        "adjusted": _("Ideas per 1,000 people, adjusted for who takes part"),
        "risk": _("Ideas against residents"),
    }[kind]


def sentences(kind: SurfaceKind, look: Look, surfaces: Surfaces, fine: Made) -> list[str]:
    """What the map shows, how it was made, and what could not be done."""
    said = [_meaning(kind), _spread(look, fine.facts["cell"] if fine.is_ready else surfaces.raster.cell_m)]
    if kind == "adjusted":
        said.extend(adjusting(look))
    if kind != "raw":
        said.append(people_words(look))
        said.append(
            _(
                "There is no colour where fewer than %(people)s people live within the spread of a place.",
                people=format_number(LEAST_PEOPLE),
            )
        )
    if kind == "risk":
        said.append(
            _(
                "Nor where fewer than %(ideas)s ideas lie within three spreads: so few tell nothing.",
                ideas=format_number(LEAST_IDEAS),
            )
        )
    if surfaces.people.lost > 0 and kind != "raw":
        said.append(
            _(
                "%(people)s people live in areas smaller than the map's squares and are not on it.",
                people=format_number(surfaces.people.lost, 0),
            )
        )
    return said


def nothing_words(kind: SurfaceKind, look: Look) -> str:
    """Why a surface shows nothing; empty when it shows something."""
    if not look.places.total:
        return _("None of these ideas has a point on the map, so there is nothing to draw. The table counts them.")
    if kind == "risk":
        return _("There are too few ideas close together, or too few residents, to compare anywhere.")
    return _("Nowhere do enough people live within the spread to say anything. Choose a wider one.")


def significance(kind: SurfaceKind, fine: Made) -> list[str]:
    """What chance would not do, in words; that it is not known yet before the worker has dealt the labels anew."""
    if kind != "risk":
        return []
    if not fine.is_ready:
        return [_("What is more than chance would make is not worked out yet for these choices.")]
    facts = fine.facts
    said = [
        _(
            "Solid lines hold places with surely more ideas than residents would suggest (%(more)s places, %(more_km)s"
            " km² in all), dashed ones those with surely fewer (%(less)s places, %(less_km)s km²).",
            more=format_number(facts["more"]["places"]),
            more_km=format_number(facts["more"]["km2"], 1),
            less=format_number(facts["less"]["places"]),
            less_km=format_number(facts["less"]["km2"], 1),
        )
        if facts["more"]["places"] or facts["less"]["places"]
        else _("Nowhere is the difference greater than chance would make it: no line is drawn.")
    ]
    said.append(
        _(
            "Ideas and residents were mixed and ideas dealt anew among them %(times)s times. Outside the lines chance"
            " alone would do as much in more than %(level)s of the draws; each place is judged by itself.",
            times=format_number(facts["relabellings"]),
            level=format_percent(facts["level"], 0),
        )
    )
    return said


def adjusting(look: Look) -> list[str]:
    """How ideas were weighted by area, or why they were not."""
    weights = look.analysis.weights
    if weights.reason == "few_voices":
        return [_("So few ideas do not tell who takes part. Nothing was adjusted: this is the map per 1,000.")]
    if weights.reason == "one_area":
        return [
            _(
                "All ideas are of one area, so who takes part cannot be compared and nothing was adjusted: this is the"
                " map per 1,000."
            )
        ]
    said = [
        _(
            "Each idea counts for its area's share of all people divided by its area's share of all ideas, but at"
            " least 0.2 and at most 5. An idea counts in the area that it is about: where its author lives is"
            " unknown.",
        ),
        _(
            "After weighting, %(voices)s ideas tell as much as %(effective)s would that counted alike.",
            voices=format_number(weights.voices, 0),
            effective=format_number(weights.effective_n, 0),
        ),
    ]
    if weights.trimmed:
        said.append(trimmed_sentence(weights.trimmed))
    if weights.unweighted:
        said.append(
            ngettext(
                "%(count)s idea is of no area where people live, and counts as one.",
                "%(count)s ideas are of no area where people live, and count as one each.",
                round(weights.unweighted),
                count=format_number(weights.unweighted, 0),
            )
        )
    said.append(_("An area from which nothing came stays empty: weights cannot speak for those who said nothing."))
    return said


def people_words(look: Look) -> str:
    """Where it is known from where people live."""
    atoms = look.ground.atoms
    if atoms is not None:
        text = _(
            "Where people live is known by squares of %(metres)s m, from %(year)s.",
            metres=format_number(atoms.frame.cell_m, 0),
            year=atoms.year,
        )
    elif look.ground.zones:
        text = _(
            "Residents are known by postal-code area. Within one they are shared out by zones of the urban structure,"
            " each zone as thickly as the areas together suggest; what differs inside one zone of an area is unknown."
        )
    else:
        text = _(
            "Residents are known by postal-code area alone and are shared out evenly over it; what differs inside an"
            " area is unknown."
        )
    if look.choices.base == "users":
        text += " " + _("Holiday homes are shared out evenly over their postal-code area, one home as one person.")
    return text


def _meaning(kind: SurfaceKind) -> str:
    return {
        "raw": _("The map shows where many ideas are, not where the need is."),
        "rate": _("How many ideas came for each 1,000 people; where few people live, drawn towards the whole."),
        "adjusted": _("The same, but each area speaks as loudly as its people are many."),
        "risk": _("How many times as many ideas there are as an even share among residents would give."),
    }[kind]


def _spread(look: Look, cell_m: float) -> str:
    text = _(
        "Each idea is spread with a standard deviation of %(metres)s m, on squares of %(cell)s m.",
        metres=format_number(look.choices.sigma_m),
        cell=format_number(cell_m, 0),
    )
    if look.thumb[0] > 0 and look.thumb[1] > 0:
        text += " " + _(
            "A rule of thumb (Scott) would be %(east)s m from west to east and %(north)s m from south to north.",
            east=format_number(look.thumb[0], 0),
            north=format_number(look.thumb[1], 0),
        )
    return text
