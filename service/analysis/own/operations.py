"""Bringing an import's figures in, and taking editions back: named verbs that flush and never commit."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from boundaries.slugs import slug_of
from boundaries.units import Units
from layers.indicators.catalogue import BY_KEY
from layers.indicators.models import OwnEdition, OwnIndicator
from layers.indicators.own_store import EditionTraits, add_edition, own_indicator, show_edition
from service.analysis.own.checking import misnamed, wanting
from service.analysis.own.errors import NoSuchEdition, ReportOutdated
from service.analysis.own.models import IndicatorImport
from service.analysis.own.report import Report, report_of
from service.analysis.own.schemas import LANGUAGES
from service.analysis.own.words import BY_SHAPE
from service.audit import record
from service.errors import InvalidInput
from service.i18n import gettext as _
from service.i18n import gettext_in
from service.permissions import Actor

_COPY_ROWS = text(
    "INSERT INTO service.indicator_import_row (municipality_id, import_id, line, cells, shares) "
    "SELECT municipality_id, :copy, line, cells, shares FROM service.indicator_import_row WHERE import_id = :id"
)


def bring_in(
    db: Session, actor: Actor, row: IndicatorImport, mark: str, units: Units, *, is_synthetic: bool = False
) -> OwnEdition:
    """Keep the figures of an import as an edition of its indicator, which is made if it is new.

    Parameters
    ----------
    mark : of the report that was approved.

    Raises
    ------
    ReportOutdated
        when what would be done is no longer what was approved, and nothing is done.
    InvalidInput
        with a sentence for everything that is wanting.
    """
    chosen = own_indicator(db, row.municipality_id, str(row.wish.get("indicator", "")))
    report = report_of(db, row, units, chosen.kind if chosen else None)
    errors = wanting(row, report, chosen)
    if errors:
        raise InvalidInput(_("Some of it needs correcting."), errors)
    if row.state != "ready" or report.mark != mark:
        raise ReportOutdated(_("Something changed after this report was made. Look at the new one and approve it."))
    indicator = chosen or _made(db, row, is_synthetic=is_synthetic)
    traits = EditionTraits(
        year=int(row.wish["year"]),
        source=str(row.wish["source"]),
        licence=str(row.wish.get("licence", "")),
        note=_note(report),
        origin={"file": row.file_name, "sha256": bytes(row.sha256).hex(), "columns": dict(report.choices.columns)},
        is_synthetic=is_synthetic,
        person_id=actor.person_id,
    )
    edition = add_edition(db, indicator, traits, report.choices.parts, report.outcome.figures)
    row.state, row.applied_at, row.edition_id = "applied", dt.datetime.now(dt.UTC), edition.id
    db.flush()
    record(
        db,
        actor,
        "indicator.brought",
        "indicator",
        indicator.key,
        edition=edition.edition,
        areas=len(report.outcome.figures),
        sha256=bytes(row.sha256).hex(),
    )
    return edition


def begin_again(db: Session, actor: Actor, row: IndicatorImport) -> IndicatorImport:
    """The same file once more, for another of its columns."""
    kept = ("missing", "empty", "twice", "by_shape", "year", "source", "licence", "domain")
    copy = IndicatorImport(
        id=uuid.uuid4(),
        municipality_id=row.municipality_id,
        person_id=actor.person_id,
        state="ready",
        file_name=row.file_name,
        sha256=row.sha256,
        layer=row.layer,
        heading=row.heading,
        mapping={part: name for part, name in row.mapping.items() if part in ("code", "name")},
        wish={name: row.wish[name] for name in kept if name in row.wish},
        facts=row.facts,
        total=row.total,
    )
    db.add(copy)
    db.flush()
    db.execute(_COPY_ROWS, {"copy": copy.id, "id": row.id})
    return copy


def discard(db: Session, actor: Actor, row: IndicatorImport) -> None:
    """Forget a file; what was brought in from it stays."""
    db.delete(row)
    db.flush()
    record(db, actor, "indicator.import.discarded", "indicator_import", str(row.id))


def set_shown(db: Session, actor: Actor, edition: OwnEdition, *, is_shown: bool) -> None:
    """Take an edition out of every output, or put it back; its figures are kept either way."""
    if edition.is_shown == is_shown:
        return
    show_edition(db, edition, is_shown=is_shown)
    key = db.scalars(select(OwnIndicator.key).where(OwnIndicator.id == edition.indicator_id)).one()
    act = "indicator.put_back" if is_shown else "indicator.taken_back"
    record(db, actor, act, "indicator", key, edition=edition.edition)


def edition_of(db: Session, municipality_id: int, number: int) -> OwnEdition:
    """An edition of the municipality's, locked. Raises NoSuchEdition."""
    wanted = select(OwnEdition).where(OwnEdition.id == number, OwnEdition.municipality_id == municipality_id)
    row = db.scalar(wanted.with_for_update())
    if row is None:
        raise NoSuchEdition(_("There is no such edition."))
    return row


def describe(db: Session, actor: Actor, indicator: OwnIndicator, wish: Mapping[str, Any]) -> None:
    """Say anew what an indicator is; its figures stay.

    Raises InvalidInput with a sentence for everything that is wanting.
    """
    errors = misnamed(wish, indicator.kind)
    if errors:
        raise InvalidInput(_("Some of it needs correcting."), errors)
    _describe(indicator, wish)
    # Tells readers that keep figures in memory that they are to be taken otherwise.
    its = update(OwnEdition).where(OwnEdition.indicator_id == indicator.id)
    db.execute(its.values(changed_at=func.clock_timestamp()))
    db.flush()
    record(db, actor, "indicator.described", "indicator", indicator.key)


def _made(db: Session, row: IndicatorImport, *, is_synthetic: bool) -> OwnIndicator:
    wish = row.wish
    indicator = OwnIndicator(
        municipality_id=row.municipality_id,
        key=_unused_key(db, row.municipality_id, str(wish.get("name_en") or wish.get("name_fi") or wish["name_sv"])),
        kind=wish.get("kind", "share"),
        is_synthetic=is_synthetic,
    )
    _describe(indicator, wish)
    db.add(indicator)
    db.flush()
    return indicator


def _describe(indicator: OwnIndicator, wish: Mapping[str, Any]) -> None:
    is_share = indicator.kind == "share"
    indicator.domain = wish.get("domain", "other")
    indicator.names, indicator.meaning = _texts(wish, "name"), _texts(wish, "meaning")
    indicator.of_whom = _texts(wish, "of") if is_share else {}
    indicator.unit = "" if is_share else str(wish.get("unit", ""))
    indicator.more_is_need = wish.get("direction", "more") == "more"
    indicator.minimum_base = int(wish.get("minimum_base") or 1)
    indicator.treatment = wish.get("treatment", "rule")


def _texts(wish: Mapping[str, Any], what: str) -> dict[str, str]:
    return {code: text for code in LANGUAGES if (text := str(wish.get(f"{what}_{code}", "")))}


def _unused_key(db: Session, municipality_id: int, name: str) -> str:
    base = slug_of(name).replace("-", "_")[:40].strip("_") or "indicator"
    key, number = base, 1
    while key in BY_KEY or own_indicator(db, municipality_id, key) is not None:
        number += 1
        key = f"{base}_{number}"
    return key


def _note(report: Report) -> dict[str, str]:
    return {code: gettext_in(code, BY_SHAPE) for code in LANGUAGES} if report.choices.by_shape else {}
