"""Saying in an answer what used an input: checks of what was typed, and a verb that flushes and never commits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from sqlalchemy.orm import Session

from service.audit import record
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.pins.models import StateChange
from service.participation.replies.links.queries import Target
from service.participation.replies.links.words import RELATIONS
from service.participation.replies.models import AnswerLink
from service.permissions import Actor

#: An answer names at most so many proposals and decisions.
MOST_LINKS = 10


@dataclass(frozen=True, slots=True)
class Use:
    """That something used an input, used it in part or did not, and why."""

    target: Target
    relation: str
    reason: str


def uses_of(
    targets: Mapping[str, Target], keys: Sequence[str], relations: Sequence[str], reasons: Sequence[str]
) -> list[Use]:
    """The filled rows of a form, in order. A row without a target and without a reason is empty.

    Raises InvalidInput that names each row and field, the first row being 0.
    """
    found: list[Use] = []
    errors: list[FieldError] = []
    for number, (key, relation, reason) in enumerate(zip_longest(keys, relations, reasons, fillvalue="")):
        if not key and not reason:
            continue
        wrong = _wrong(targets, found, key, relation or "used", reason)
        if wrong is not None:
            errors.append(FieldError(f"{wrong[0]}.{number}", wrong[1]))
            continue
        found.append(Use(targets[key], relation or "used", reason))
    if len(found) > MOST_LINKS:
        errors.append(
            FieldError("link.0", _("An answer can name at most %(count)s proposals and decisions.", count=MOST_LINKS))
        )
    if errors:
        raise InvalidInput(_("Some of it needs correcting."), errors)
    return found


def add_uses(
    db: Session, actor: Actor, change: StateChange, uses: Sequence[Use], *, is_synthetic: bool = False
) -> None:
    """Put on an answer what used the input."""
    for use in uses:
        is_proposal = use.target.kind == "proposal"
        db.add(
            AnswerLink(
                municipality_id=actor.municipality_id,
                pin_id=change.pin_id,
                change_id=change.id,
                proposal_id=use.target.id if is_proposal else None,
                decision_id=None if is_proposal else use.target.id,
                relation=use.relation,
                reason=use.reason,
                is_synthetic=is_synthetic,
            )
        )
    if uses:
        db.flush()
        named = [[use.target.key, use.relation] for use in uses]
        record(db, actor, "pin.linked", "pin", str(change.pin_id), change=change.id, uses=named)


def _wrong(
    targets: Mapping[str, Target], found: Sequence[Use], key: str, relation: str, reason: str
) -> tuple[str, str] | None:
    """The field of a row that is wrong and the sentence about it; None when the row is right."""
    if not key:
        return "link", _("Choose what this reason is about.")
    if key not in targets:
        return "link", _("There is no such proposal or decision.")
    if any(one.target.key == key for one in found):
        return "link", _("The same proposal or decision stands here twice.")
    if relation not in RELATIONS:
        return "relation", _("Choose one of the options.")
    if relation != "used" and not reason:
        return "link_reason", _("Say why it was not used, or used only in part. Everybody can read it.")
    return None
