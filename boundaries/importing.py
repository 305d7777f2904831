"""Setting up a municipality from files: its boundary, and its named places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import shapely
from geoalchemy2.shape import from_shape
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from boundaries.files import FileFeature, FileProblem
from boundaries.models import Municipality, Place
from boundaries.operations import sound_multipolygon
from boundaries.slugs import slug_of
from geo.crs import METRIC

#: Columns that may hold a municipality's code, in files of Finnish publishers and others.
CODE_COLUMNS = ("kunta", "kuntanro", "kuntakoodi", "natcode", "code", "koodi")
#: Columns that may hold a name, by language.
NAME_COLUMNS = {
    "fi": ("name_fi", "nimi_fi", "nimi", "name"),
    "sv": ("name_sv", "nimi_sv", "namn"),
    "en": ("name_en", "nimi_en"),
}
CODE_DIGITS = 3
PREFIX = re.compile(r"[A-ZÅÄÖ]{2,8}")


class MunicipalityNotFound(FileProblem):
    """No feature of the file has the municipality's code."""

    code = "municipality_not_in_file"


class TraitsUnusable(FileProblem):
    """What was said about the municipality cannot be used; the message says what."""

    code = "traits_unusable"


@dataclass(frozen=True, slots=True)
class MunicipalityTraits:
    """What a municipality is besides its boundary; empty values keep what is there, or are made from the name."""

    code: str
    names: Mapping[str, str]
    languages: Sequence[str] = ()
    prefix: str = ""
    zoom: float | None = None
    slug: str = ""


def save_municipality(db: Session, traits: MunicipalityTraits, features: Iterable[FileFeature]) -> Municipality:
    """Make the municipality with that code, or bring the one there is up to date; flushes, never commits.

    Parameters
    ----------
    features : of a municipality layer, in the metric CRS; those with the code are joined into the boundary.
        A layer of a single feature needs no code.

    Raises
    ------
    MunicipalityNotFound
    TraitsUnusable
        when a new one would have no name, or its prefix for references is not 2-8 capital letters.
    """
    found = _with_code(list(features), traits.code)
    boundary = sound_multipolygon(shapely.union_all([feature.geometry for feature in found]))
    row = db.scalar(select(Municipality).where(Municipality.code == traits.code))
    names = {**names_of(found[0]), **(row.names if row else {}), **traits.names}
    if not names:
        raise TraitsUnusable("The file gives the municipality no name. Give it with --name fi=...")
    first = next(iter(names.values()))
    row = row or Municipality(code=traits.code, languages=["fi", "sv", "en"], zoom=9.0, settings={})
    row.names = names
    row.slug = row.slug or traits.slug or slug_of(names.get("fi", first))
    row.reference_prefix = _prefix(traits.prefix or row.reference_prefix or slug_of(first)[:3].upper())
    row.languages = list(traits.languages) or row.languages
    row.zoom = traits.zoom if traits.zoom is not None else row.zoom
    row.geom = from_shape(boundary, METRIC.epsg)
    row.centre = from_shape(boundary.representative_point(), METRIC.epsg)
    db.add(row)
    db.flush()
    return row


def replace_places(
    db: Session, municipality_id: int, features: Iterable[FileFeature], *, kind: str, rank: int, source: str
) -> int:
    """Put named places in the place of those of the same kind and source; returns how many there are now.

    A feature without a name is passed over; an area becomes a point inside it.
    """
    old = delete(Place).where(Place.municipality_id == municipality_id, Place.kind == kind, Place.source == source)
    db.execute(old)
    rows = [
        Place(
            municipality_id=municipality_id,
            names=names,
            kind=kind,
            rank=rank,
            geom=from_shape(shapely.point_on_surface(feature.geometry), METRIC.epsg),
            source=source,
        )
        for feature in features
        if (names := names_of(feature))
    ]
    db.add_all(rows)
    db.flush()
    return len(rows)


def names_of(feature: FileFeature) -> dict[str, str]:
    """A feature's names by language, from the columns that usually hold them; empty when there is none."""
    return {
        language: name for language, columns in NAME_COLUMNS.items() if (name := _text(feature, columns)) is not None
    }


def _with_code(features: list[FileFeature], code: str) -> list[FileFeature]:
    if len(features) == 1 and not any(column in features[0].values for column in CODE_COLUMNS):
        return features
    found = [feature for feature in features if _code(feature) == code.zfill(CODE_DIGITS)]
    if not found:
        raise MunicipalityNotFound(f"No feature has the code {code} in any of the columns {', '.join(CODE_COLUMNS)}.")
    return found


def _code(feature: FileFeature) -> str | None:
    text = _text(feature, CODE_COLUMNS)
    return text.zfill(CODE_DIGITS) if text is not None else None


def _text(feature: FileFeature, columns: Iterable[str]) -> str | None:
    for column in columns:
        value = feature.values.get(column)
        if value not in (None, ""):
            return str(value).strip()
    return None


def _prefix(text: str) -> str:
    if not PREFIX.fullmatch(text):
        raise TraitsUnusable(f"References begin with 2-8 capital letters; {text!r} will not do. Give --prefix.")
    return text
