"""A file's features as a layer of the catalogue: what is typed of it, what is guessed, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from boundaries.reading.values import guessed_columns
from layers.attributes import MOST_ATTRIBUTES, attributes_for
from layers.importing import KINDS, LayerTraits, free_key
from layers.models import Layer
from layers.sight import layers_seen, seen_by
from service.errors import FieldError
from service.i18n import gettext as _
from service.layer_imports.targets import day_of

FIELDS = (
    "replaces", "name_fi", "name_sv", "name_en", "layer_kind", "source", "source_url", "licence", "licence_url",
    "attribution", "valid_on", "visibility", "name_column",
)  # fmt: skip
LONGEST = 200
#: So many columns are shown on click unless somebody chooses others: more would not be read.
FIRST_SHOWN = 8


def first_layer(
    file_name: str, layer: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """What a file's features would be as a layer, as guessed from its name, its layer and some of its rows."""
    stem = layer if layer and len(layer) > 2 else PurePath(file_name).stem
    return {
        **dict.fromkeys(FIELDS, ""),
        "name_fi": stem.replace("_", " ").strip()[:LONGEST],
        "layer_kind": "other",
        "visibility": "officials",
        "name_column": guessed_columns(columns, rows).get("fi", ""),
        "shown": list(columns[:FIRST_SHOWN]),
    }


def layer_errors(target: Mapping[str, Any], sight: str) -> list[FieldError]:
    """What is missing or wrong in what somebody with a sight typed of a layer; empty when it can be brought in."""
    found = []
    if not any(target.get(f"name_{language}") for language in ("fi", "sv", "en")):
        found.append(FieldError("layer-name_fi", _("Give the layer a name.")))
    for name, sentence in (
        ("source", _("Say where the data come from: everybody sees it.")),
        ("licence", _("Say under which licence the data may be used, as in CC BY 4.0.")),
    ):
        if not target.get(name):
            found.append(FieldError(f"layer-{name}", sentence))
    for name in ("source_url", "licence_url"):
        if target.get(name) and not str(target[name]).startswith(("https://", "http://")):
            found.append(FieldError(f"layer-{name}", _("Write the whole address, beginning with https://.")))
    if target.get("layer_kind") not in KINDS:
        found.append(FieldError("layer-layer_kind", _("Choose what the layer shows.")))
    if target.get("visibility") not in seen_by(sight):
        found.append(FieldError("layer-visibility", _("Choose who may see the layer.")))
    if target.get("valid_on") and day_of(target["valid_on"]) is None:
        found.append(FieldError("layer-valid_on", _("Write the day as year, month and day: 2026-11-22.")))
    return found


def layer_traits(db: Session, municipality_id: int, target: Mapping[str, Any]) -> LayerTraits:
    """The layer's entry of the catalogue; what was typed must have been checked."""
    names = {language: str(target.get(f"name_{language}") or "") for language in ("fi", "sv", "en")}
    names = {language: name for language, name in names.items() if name}
    source = str(target["source"])
    return LayerTraits(
        key=str(target["replaces"]) or free_key(db, municipality_id, next(iter(names.values()))),
        kind=str(target["layer_kind"]),
        names=names,
        source=source,
        licence=str(target["licence"]),
        attribution=str(target["attribution"]) or source,
        valid_on=day_of(target.get("valid_on")),
        source_url=str(target["source_url"]),
        licence_url=str(target["licence_url"]),
        attributes=attributes_for(list(target["shown"])[:MOST_ATTRIBUTES]),
        visibility=str(target["visibility"]),
    )


def replaceable(municipality_id: int, sight: str) -> Select[Layer]:
    """The layers whose features a file of somebody with a sight can take the place of, in the catalogue's order."""
    return layers_seen(municipality_id, sight).where(Layer.kind.in_(KINDS), Layer.removed_at.is_(None))
