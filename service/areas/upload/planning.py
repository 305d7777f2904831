"""What an import would do, feature by feature: the report before, and what is done word for word."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Area, AreaVersion
from boundaries.reading.values import text_of
from boundaries.versions import SAME_WITHIN_M
from service.areas.upload.models import AreaImport, AreaImportFeature

Deed = Literal["create", "change", "rename", "same", "repair_first", "no_name", "code_twice", "left_out"]
DONE: tuple[Deed, ...] = ("create", "change", "rename")
LONGEST_NAME = 120
LONGEST_CODE = 40


@dataclass(frozen=True, slots=True)
class Existing:
    """An area of the kind that is there already, with its current boundary in the metric CRS."""

    id: int
    slug: str
    names: dict[str, str]
    code: str | None
    state: str
    version: int
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class Planned:
    """What an import would do with one feature. `change_m2` is new area less old, for a changed boundary."""

    feature: AreaImportFeature
    deed: Deed
    names: dict[str, str]
    code: str | None
    geometry: BaseGeometry | None
    existing: Existing | None = None
    change_m2: float = 0.0
    is_padded: bool = False


def plan_import(db: Session, row: AreaImport, repairs: Collection[int] = ()) -> list[Planned]:
    """What importing would do now, in the order of the file.

    A feature is an area that exists when its code is the same; without codes, when its Finnish name is. Codes
    that lost their leading zeros are given them back where all of the kind's codes have one length.

    Parameters
    ----------
    repairs : numbers of features whose repaired shape is taken.
    """
    features = db.scalars(
        select(AreaImportFeature).where(AreaImportFeature.import_id == row.id).order_by(AreaImportFeature.number)
    ).all()
    existing = _existing(db, row)
    width = _code_width([one.code for one in existing if one.code])
    has_codes = bool(row.columns.get("code"))
    by_key = {(one.code if has_codes else one.names.get("fi", "")): one for one in existing}
    seen: Counter[str] = Counter()
    planned = []
    for feature in features:
        names = _names(feature, row.columns)
        code, is_padded = _code(feature, row.columns, width)
        key = (code if has_codes else names.get("fi", "")) or ""
        geometry = shapely.from_wkb(bytes(feature.geom.data)) if feature.geom is not None else None
        found = by_key.get(key) if key else None
        deed = _deed(feature, names, geometry, found, is_taken=seen[key] > 0 and bool(key), repairs=repairs)
        if deed in (*DONE, "same"):
            seen[key] += 1
        change = geometry.area - found.geometry.area if geometry is not None and found is not None else 0.0
        planned.append(Planned(feature, deed, names, code, geometry, found, change, is_padded))
    return planned


def mark_of(planned: list[Planned]) -> str:
    """A mark of a whole plan: what was approved must be what is done."""
    content = [
        (one.feature.number, one.deed, one.names, one.code, one.existing.version if one.existing else 0)
        for one in planned
    ]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:24]


def counts(planned: list[Planned]) -> Counter[str]:
    """How many features have each fate."""
    return Counter(one.deed for one in planned)


def _existing(db: Session, row: AreaImport) -> list[Existing]:
    rows = db.execute(
        select(Area, AreaVersion)
        .join(AreaVersion, AreaVersion.area_id == Area.id)
        .where(Area.municipality_id == row.municipality_id, Area.kind == row.kind, AreaVersion.valid_to.is_(None))
        .order_by(Area.id)
    ).all()
    return [
        Existing(
            area.id,
            area.slug,
            dict(area.names),
            area.code,
            area.state,
            version.number,
            shapely.from_wkb(bytes(version.geom.data)),
        )
        for area, version in rows
    ]


def _deed(
    feature: AreaImportFeature,
    names: dict[str, str],
    geometry: BaseGeometry | None,
    found: Existing | None,
    *,
    is_taken: bool,
    repairs: Collection[int],
) -> Deed:
    if geometry is None:
        return "left_out"
    if feature.needs_repair and feature.number not in repairs:
        return "repair_first"
    if not names:
        return "no_name"
    if is_taken:
        return "code_twice"
    if found is None:
        return "create"
    if found.state == "withdrawn" or not _is_same(found.geometry, geometry):
        return "change"
    return "rename" if any(found.names.get(language) != name for language, name in names.items()) else "same"


def _is_same(old: BaseGeometry, new: BaseGeometry) -> bool:
    return bool(old.symmetric_difference(new).area <= SAME_WITHIN_M * old.length)


def _names(feature: AreaImportFeature, columns: dict[str, str]) -> dict[str, str]:
    found = {
        language: text_of(feature.values.get(columns[language]))[:LONGEST_NAME]
        for language in ("fi", "sv")
        if columns.get(language)
    }
    names = {language: name for language, name in found.items() if name}
    code = text_of(feature.values.get(columns["code"])) if columns.get("code") else ""
    return names or ({"fi": code[:LONGEST_NAME]} if code else {})


def _code(feature: AreaImportFeature, columns: dict[str, str], width: int) -> tuple[str | None, bool]:
    text = text_of(feature.values.get(columns["code"]))[:LONGEST_CODE] if columns.get("code") else ""
    if text.isdecimal() and len(text) < width:
        return text.zfill(width), True
    return text or None, False


def _code_width(codes: list[str]) -> int:
    """The length that all codes share when one of them begins with a zero; 0 otherwise."""
    lengths = {len(code) for code in codes}
    is_padded = any(code.startswith("0") for code in codes) and all(code.isdecimal() for code in codes)
    return lengths.pop() if len(lengths) == 1 and is_padded else 0
