"""Making a decision. There is no operation that changes one."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from boundaries.slugs import unused_slug
from service.analysis.disparity import Disparity
from service.audit import record
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.permissions import Actor
from service.programmes.frozen import chosen_rows, frozen_card, frozen_table, sealed, sha256
from service.programmes.models import Decision
from service.programmes.schemas import DecisionForm


def make_decision(
    db: Session,
    published: Connection,
    actor: Actor,
    words: DecisionForm,
    result: Disparity,
    *,
    is_synthetic: bool = False,
) -> Decision:
    """Freeze a choice of areas with its data, method and reasons. The caller has checked ``decision.make``.

    Parameters
    ----------
    published : a connection to what anyone may see: a decision rests on nothing else.
    result : the index that the areas were chosen by, as the form says.

    Raises InvalidInput when an area is unknown or has no reason.
    """
    table = frozen_table(published, actor.municipality_id, result)
    check_reasons(words, {row["code"] for row in table})
    card, chosen = frozen_card(result, table), chosen_rows(table, words.reasons())
    content = sealed(
        title=words.title,
        reason=words.reason,
        signature=", ".join(part for part in (actor.name, actor.title) if part),
        decided_at=dt.datetime.now(dt.UTC),
        method_card=card,
        table=table,
        chosen=chosen,
    )
    made = Decision(
        municipality_id=actor.municipality_id,
        slug=unused_slug(db, Decision.slug, actor.municipality_id, words.title),
        title=words.title,
        reason=words.reason,
        method_card=card,
        table=table,
        chosen=chosen,
        content_hash=sha256(content),
        decided_by=actor.person_id,
        signature=content["signature"],
        is_synthetic=is_synthetic,
        decided_at=dt.datetime.fromisoformat(content["decided_at"]),
    )
    db.add(made)
    db.flush()
    codes = [row["code"] for row in chosen]
    record(db, actor, "decision.made", "decision", made.slug, areas=codes, content_hash=made.content_hash.hex())
    return made


def check_reasons(words: DecisionForm, known: set[str]) -> None:
    """Every chosen area must be one of the table's and have a reason of its own.

    Raises InvalidInput with a sentence for each that has not.
    """
    errors = [
        FieldError(f"area_reason-{code}", _("Write why this area was chosen."))
        for code, reason in words.reasons().items()
        if not reason
    ]
    errors += [
        FieldError("area", _("The statistics have no area with the code %(code)s.", code=code))
        for code in words.area
        if code not in known
    ]
    if errors:
        raise InvalidInput(_("Some of it needs correcting."), errors)
