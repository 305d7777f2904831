"""Code URIs of the national plan model: what is stored instead of labels.

Labels change and are translated; a code's address does not. The code lists are those of the national built
environment information system: plan regulations (land use) and a plan's life cycle.
"""

from __future__ import annotations

from dataclasses import dataclass

LAND_USE_LIST = "http://uri.suomi.fi/codelist/rytj/RY_Kaavamaarayslaji/code/"
LIFE_CYCLE_LIST = "http://uri.suomi.fi/codelist/rytj/kaavaelinkaari/code/"


def land_use_uri(code: str) -> str:
    """The address of a land-use code, for example ``puisto``."""
    return LAND_USE_LIST + code


def life_cycle_uri(code: str) -> str:
    """The address of a life-cycle code, for example ``13`` (in force)."""
    return LIFE_CYCLE_LIST + code


def code_of(uri: str) -> str:
    """The code at the end of a code's address; empty for an empty address."""
    return uri.rstrip("/").rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class PlanStatus:
    """Where a plan is in its life, in words. `phase` is ``coming``, ``in_force`` or ``ended``."""

    code: str
    phase: str
    names: dict[str, str]


def _status(code: str, phase: str, fi: str, sv: str, en: str) -> PlanStatus:
    return PlanStatus(code, phase, {"fi": fi, "sv": sv, "en": en})


_STATUSES = {
    status.code: status
    for status in (
        _status("01", "coming", "aloite", "initiativ", "initiative"),
        _status("02", "coming", "vireillä", "anhängig", "under way"),
        _status("03", "coming", "valmistelussa", "under beredning", "being prepared"),
        _status("04", "coming", "ehdotus", "förslag", "draft plan"),
        _status("05", "coming", "muutettu ehdotus", "ändrat förslag", "changed draft plan"),
        _status("06", "coming", "hyväksytty", "godkänd", "approved"),
        _status("07", "coming", "oikaisukehotus tehty", "rättelseuppmaning given", "correction requested"),
        _status("08", "coming", "valituksen alainen", "överklagad", "appealed"),
        _status(
            "09",
            "coming",
            "oikaisukehotus ja valitus tehty",
            "rättelseuppmaning och besvär",
            "correction requested and appealed",
        ),
        _status("10", "in_force", "osittain voimassa", "delvis i kraft", "partly in force"),
        _status(
            "11",
            "in_force",
            "voimassa, ei vielä lainvoimainen",
            "i kraft, ännu inte lagakraftvunnen",
            "in force, not yet final",
        ),
        _status("12", "in_force", "lainvoimainen", "lagakraftvunnen", "final"),
        _status("13", "in_force", "voimassa", "i kraft", "in force"),
        _status("14", "ended", "kumottu", "upphävd", "repealed"),
        _status("15", "ended", "rauennut", "förfallen", "lapsed"),
        _status("16", "ended", "hylätty", "förkastad", "rejected"),
        _status("17", "ended", "keskeytetty", "avbruten", "stopped"),
    )
}
UNKNOWN_STATUS = _status("", "coming", "tila ei tiedossa", "status okänd", "status not known")


def plan_status(uri: str) -> PlanStatus:
    """The life-cycle status at a code's address; `UNKNOWN_STATUS` for an address that is not of the list."""
    return _STATUSES.get(code_of(uri), UNKNOWN_STATUS) if uri.startswith(LIFE_CYCLE_LIST) else UNKNOWN_STATUS


def statuses() -> tuple[PlanStatus, ...]:
    """All statuses of the national list, in the order of a plan's life."""
    return tuple(_STATUSES.values())


def codes_ended() -> tuple[str, ...]:
    """Addresses of the statuses of plans that no longer bind, or never did."""
    return tuple(life_cycle_uri(status.code) for status in _STATUSES.values() if status.phase == "ended")
