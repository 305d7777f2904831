"""What a file's features are to become, as typed and guessed: a plan's traits and the columns that hold them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from boundaries.reading.values import text_of
from boundaries.slugs import slug_of
from layers.plans.designations import designation
from layers.plans.importing import PLAN_KINDS, PlanInput
from layers.plans.land_use import LAND_USE_LIST, life_cycle_uri, statuses
from service.errors import FieldError
from service.i18n import gettext as _

PLAN_FIELDS = ("key", "name_fi", "name_sv", "plan_kind", "status", "approved_on", "valid_from", "valid_to")
#: What columns of a plan's file hold.
PLAN_COLUMNS = ("letter", "number", "land_use", "name", "regulation")
LONGEST = {"key": 80, "name_fi": 160, "name_sv": 160}
#: What names of columns begin with, most telling first.
_HINTS = {
    "letter": ("kaavamerkinta", "merkinta", "kirjain", "letter", "kaavatunnus", "paakayttotarkoitus", "beteckning",
               "kayttotarkoitus", "zoning", "zone", "luokka", "layer"),
    "number": ("kaavayksik", "yksikko", "numero", "nro", "number", "nummer", "kohde_id", "tunnus", "fid", "id"),
    "land_use": ("land_use", "landuse", "kayttotarkoitus_uri", "maankaytto", "markanvandning"),
    "name": ("nimi", "name", "namn"),
    "regulation": ("maarays", "kaavamaarays", "bestammelse", "regulation", "selite", "kuvaus", "description",
                   "teksti"),
}  # fmt: skip
_PLAIN = str.maketrans({"ä": "a", "ö": "o", "å": "a"})
#: Letters are capitals; only streets and squares are written out.
_LETTER = re.compile(r"[A-ZÅÄÖ]{1,4}(?:[-/ ].{0,12}|\d.{0,8})?|[Kk]atu|[Tt]ori")


def first_target(
    file_name: str, layer: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """The target as guessed from a file's name, its layer and some of its rows."""
    stem = layer if layer and len(layer) > 2 else PurePath(file_name).stem
    return {
        "kind": "plan" if has_letters(columns, rows) else "layer",
        "key": slug_of(stem)[: LONGEST["key"]],
        "name_fi": stem.replace("_", " ").strip()[: LONGEST["name_fi"]],
        "name_sv": "",
        "plan_kind": "detailed",
        "status": "",
        "approved_on": "",
        "valid_from": "",
        "valid_to": "",
        "outside": False,
        "columns": guessed(columns, rows),
    }


def guessed(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The columns that likely hold what a plan needs; by their values for letters and land uses, else by name."""
    found: dict[str, str] = {}
    if best := has_letters(columns, rows):
        found["letter"] = best
    for name in columns:
        texts = [text_of(row.get(name)) for row in rows]
        if "land_use" not in found and any(text.startswith(LAND_USE_LIST) for text in texts):
            found["land_use"] = name
    for part, hints in _HINTS.items():
        if part not in found:
            name = _by_name(hints, [one for one in columns if one not in found.values()])
            if name:
                found[part] = name
    return found


def has_letters(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> str:
    """The column of which at least half of the values are letters of plans; empty when there is none."""
    shares = {name: _share_of_letters([text_of(row.get(name)) for row in rows]) for name in columns}
    best = max(shares, key=lambda name: shares[name], default="")
    return best if best and shares[best] >= 0.5 else ""


def _share_of_letters(texts: Sequence[str]) -> float:
    filled = [text for text in texts if text]
    if not filled:
        return 0.0
    return sum(bool(_LETTER.fullmatch(text)) and designation(text).is_known for text in filled) / len(filled)


def _by_name(hints: Sequence[str], columns: Sequence[str]) -> str:
    simple = {name: re.sub(r"[^a-z0-9]+", "_", name.lower().translate(_PLAIN)).strip("_") for name in columns}
    exact = next((name for hint in hints for name, plain in simple.items() if plain == hint), "")
    return exact or next(
        (name for hint in hints if len(hint) > 3 for name, plain in simple.items() if plain.startswith(hint)), ""
    )


def plan_errors(target: Mapping[str, Any], *, prefix: str = "") -> list[FieldError]:
    """What is missing or wrong in what was typed of a plan, field by field; empty when it can be brought in."""
    found = []
    if not target.get("key"):
        found.append(FieldError(prefix + "key", _("Give the plan its identifier, as in 297-836.")))
    if not target.get("name_fi") and not target.get("name_sv"):
        found.append(FieldError(prefix + "name_fi", _("Give the plan a name.")))
    if target.get("plan_kind") not in PLAN_KINDS:
        found.append(FieldError(prefix + "plan_kind", _("Choose whether it is a detailed plan or a master plan.")))
    if target.get("status") not in {one.code for one in statuses()}:
        found.append(FieldError(prefix + "status", _("Choose where the plan is in its life, for example in force.")))
    for name in ("approved_on", "valid_from", "valid_to"):
        if target.get(name) and day_of(target[name]) is None:
            found.append(FieldError(prefix + name, _("Write the day as year, month and day: 2026-11-22.")))
    begins, ends = day_of(target.get("valid_from")), day_of(target.get("valid_to"))
    if begins and ends and ends < begins:
        found.append(FieldError(prefix + "valid_to", _("The plan ends before it begins.")))
    return found


def plan_input(target: Mapping[str, Any], source: str) -> PlanInput:
    """The plan as the zoning takes it; what was typed must have been checked.

    Parameters
    ----------
    source : where it came from, in words.
    """
    names = {"fi": target.get("name_fi") or "", "sv": target.get("name_sv") or ""}
    return PlanInput(
        plan_key=str(target["key"]),
        names={language: name for language, name in names.items() if name},
        life_cycle_status=life_cycle_uri(str(target["status"])),
        plan_kind=str(target["plan_kind"]),
        approved_on=day_of(target.get("approved_on")),
        valid_from=day_of(target.get("valid_from")),
        valid_to=day_of(target.get("valid_to")),
        source=source,
    )


def day_of(text: object) -> dt.date | None:
    """A day as typed; None for nothing and for what is no day."""
    try:
        return dt.date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None
