"""Making a decision by a rule: its numbers, its reasons and everything that both rest on, sealed at one address."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from boundaries.slugs import unused_slug
from service.audit import record
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.permissions import Actor
from service.programmes.choosing.asked import Wishes
from service.programmes.choosing.page import final_choices
from service.programmes.frozen import boundary_versions, plain, sealed, sha256
from service.programmes.models import Decision
from service.programmes.records.code import code_version
from service.programmes.records.content import Made, made
from service.programmes.records.figures import figures_of_record
from service.programmes.records.schemas import RecordForm


def make_record(
    db: Session,
    published: Connection,
    actor: Actor,
    words: RecordForm,
    asked: Wishes,
    *,
    is_synthetic: bool = False,
) -> Decision:
    """Freeze a choice made by a rule. The caller has checked ``decision.make``.

    Parameters
    ----------
    published : a connection to what anyone may see: a decision rests on nothing else.

    Raises
    ------
    InvalidInput
        when nothing is chosen, or an area that the official took in or left out has no reason.
    ChoiceProblem
        when the rule, or the sum, cannot be carried out.
    LookupError
        when the municipality has no statistics.
    """
    found, card = frozen(published, actor.municipality_id, asked)
    chosen = [{**one, "reason": words.reasons.get(one["code"], "")} for one in found.chosen]
    if words.seen and words.seen != ",".join(one["code"] for one in chosen):
        raise InvalidInput(
            _("The figures or the choice have changed since you looked. Look at it again, and publish it if it holds.")
        )
    if not chosen and found.card.get("drawn", {}).get("chosen"):
        raise InvalidInput(
            _("The rule chooses drawn areas alone. A decision needs at least one statistical area beside them.")
        )
    if not chosen:
        raise InvalidInput(_("The rule chooses no area: there is nothing to decide."))
    card["overrides"] = overrides(found, asked, words)
    content = sealed(
        title=words.title,
        reason=words.reason,
        signature=", ".join(part for part in (actor.name, actor.title) if part),
        decided_at=dt.datetime.now(dt.UTC),
        method_card=card,
        table=found.table,
        chosen=chosen,
    )
    decision = Decision(
        municipality_id=actor.municipality_id,
        slug=unused_slug(db, Decision.slug, actor.municipality_id, words.title),
        title=words.title,
        reason=words.reason,
        method_card=card,
        table=found.table,
        chosen=chosen,
        content_hash=sha256(content),
        decided_by=actor.person_id,
        signature=content["signature"],
        is_synthetic=is_synthetic,
        decided_at=dt.datetime.fromisoformat(content["decided_at"]),
    )
    db.add(decision)
    db.flush()
    codes = [row["code"] for row in chosen]
    sealed_by = decision.content_hash.hex()
    record(db, actor, "decision.made", "decision", decision.slug, areas=codes, content_hash=sealed_by)
    return decision


def frozen(published: Connection, municipality_id: int, asked: Wishes) -> tuple[Made, dict[str, Any]]:
    """The numbers of a record, and its card with what is known of the figures and boundaries of this day.

    The numbers are made from the figures as the record will hold them, so that whoever has the record makes the same.
    """
    figures, choices = final_choices(published, municipality_id, asked)
    versions = boundary_versions(published, municipality_id)
    ids = dict(zip(figures.frame.codes, figures.frame.area_ids, strict=True))
    extra = {code: versions[area_id] for code, area_id in ids.items()}
    first = made(figures, choices, extra)
    found = made(figures_of_record(first.card, first.table), choices, extra)
    variables = figures.frame.variables.values()
    used = {key for one in figures.indicators for key in one.columns}
    boundaries = [[row["code"], row["area_version_id"], row["boundary_sha256"]] for row in found.table]
    card = {
        **found.card,
        "code": code_version(),
        "editions": sorted({info.edition for info in variables if info.key in used}),
        "sources": sorted({info.source for info in variables if info.key in used}),
        "boundaries_sha256": sha256(sorted(boundaries)).hex(),
    }
    return found, plain(card)


def overrides(found: Made, asked: Wishes, words: RecordForm) -> list[dict[str, str]]:
    """Areas that the official took in or left out against the rule, each with its reason.

    Raises InvalidInput for each that has none, or is no area here.
    """
    by_rule = set(found.card["choice"]["by_rule"])
    known = {row["code"] for row in found.table}
    errors = [
        FieldError("", _("The statistics have no area with the code %(code)s.", code=code))
        for code in (*asked.choosing.add, *asked.choosing.drop)
        if code not in known
    ]
    kinds = [(code, "added") for code in asked.choosing.add if code not in by_rule]
    kinds += [(code, "dropped") for code in asked.choosing.drop if code in by_rule]
    errors += [
        FieldError(f"reason-{code}", _("Write why the rule does not hold for this area. Everybody can read it."))
        for code, _kind in kinds
        if not words.reasons.get(code) and code in known
    ]
    if errors:
        raise InvalidInput(_("Some of it needs correcting."), errors)
    return [{"code": code, "kind": kind, "reason": words.reasons[code]} for code, kind in kinds if code in known]
