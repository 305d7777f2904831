"""Indicators of reach in words of every language, and what is said of a reckoning."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.analysis.reach.reckoning import CELL_M, PER, Measure, Reach
from service.i18n import LANGUAGES, N_, gettext_in

STATE_WORDS = {
    "waiting": N_("Waiting"),
    "running": N_("Being reckoned"),
    "ready": N_("Reckoned"),
    "failed": N_("Failed"),
}
STATE_TONES = {"waiting": "info", "running": "info", "ready": "good", "failed": "bad"}
PROBLEMS = {
    "no_services": N_("The layer holds no service, so there is nothing to measure."),
    "no_statistics": N_("There are no residents by area here yet, so nobody knows whom to measure from."),
    "failed": N_("Something went wrong. Start it again; if it happens again, tell the administrator."),
}
MEASURES = {
    "nearest": N_("Distance to the nearest one"),
    "catchment": N_("Services for each resident in reach"),
}
NAMES = {"nearest": N_("Distance to the nearest: %(layer)s"), "catchment": N_("In reach: %(layer)s")}
MEANINGS = {
    "nearest": N_("How far residents live on average, as the crow flies, from the nearest of these: %(layer)s."),
    "catchment": N_(
        "How many of these there are within %(radius)s m for each 1,000 residents who share them: %(layer)s."
    ),
}
SOURCES = {
    "grid": N_("Residents stand where the protected grid tells, shared out over squares of %(cell)s m."),
    "zones": N_(
        "Residents of each postal-code area are shared out over squares of %(cell)s m by the urban zones, since where "
        "they live within it is not published."
    ),
    "units": N_(
        "Residents of each postal-code area are spread evenly over squares of %(cell)s m, since where they live "
        "within it is not published. In large areas the figure is coarse."
    ),
}
EDGES = N_(
    "%(services)s services were counted. Distances are as the crow flies; services beyond the municipality's border "
    "are not known."
)
SHARED = N_(
    "Each service is shared by all who live within reach of it (two-step floating catchment, Luo & Wang 2003)."
)
UNITS = {"nearest": "m", "catchment": f"/ {PER:,}".replace(",", "\u00a0")}


def names_of(measure: Measure, layer: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """What the indicator is called in each language: as was given, or by its layer."""
    return {
        code: given.get(code) or gettext_in(code, NAMES[measure], layer=_layer_in(code, layer)) for code in LANGUAGES
    }


def meaning_of(measure: Measure, layer: Mapping[str, str], radius_m: int) -> dict[str, str]:
    """One plain sentence in each language."""
    radius = f"{radius_m:,}".replace(",", "\u00a0")
    return {
        code: gettext_in(code, MEANINGS[measure], layer=_layer_in(code, layer).lower(), radius=radius)
        for code in LANGUAGES
    }


def note_of(reach: Reach, measure: Measure) -> dict[str, str]:
    """How the figures were made, and how sharp they can be, in each language."""
    values: dict[str, Any] = {"cell": f"{CELL_M:.0f}", "services": reach.services}
    lines = [SOURCES[reach.source], EDGES, *([SHARED] if measure == "catchment" else [])]
    return {code: " ".join(gettext_in(code, line, **values) for line in lines) for code in LANGUAGES}


def _layer_in(code: str, layer: Mapping[str, str]) -> str:
    return layer.get(code) or layer.get("fi") or next(iter(layer.values()), "")
