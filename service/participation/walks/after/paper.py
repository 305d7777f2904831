"""Entering a walk sheet from paper: one sheet is one walker, one transaction."""

from __future__ import annotations

import uuid
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from service.audit import record
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _
from service.participation.walks.along.operations import confirm_passage, note_observation, tell_experience
from service.participation.walks.along.schemas import (
    TEXT_MAX,
    WISH_MAX,
    ExperienceSent,
    ObservationSent,
    Optional5,
    PassageSent,
    Role,
)
from service.participation.walks.models import Walk, Walker
from service.permissions import Actor
from service.web.parse import validated
from service.web.plain_text import PlainText

MOST_ROWS = 40
Rows = Field(default_factory=list, max_length=MOST_ROWS)


class PaperForm(BaseModel):
    """What stands on one sheet. Observations come as lists of the same length; rows without a text are empty."""

    model_config = ConfigDict(extra="forbid")

    roles: list[Role] = Field(default_factory=list, max_length=11)
    at: list[Annotated[str, Field(max_length=20)]] = Rows
    severity: list[Annotated[str, Field(max_length=20)]] = Rows
    text: list[Annotated[PlainText, Field(max_length=TEXT_MAX)]] = Rows
    wish: list[Annotated[PlainText, Field(max_length=WISH_MAX)]] = Rows
    walked: list[Annotated[str, Field(pattern=r"^\d{1,3}$")]] = Rows
    nothing: list[Annotated[str, Field(pattern=r"^\d{1,3}$")]] = Rows
    heard: Optional5 = None
    safe: Optional5 = None
    ease: Optional5 = None
    worth: Optional5 = None
    words: Annotated[PlainText, Field(max_length=TEXT_MAX)] = ""


def enter_paper(db: Session, actor: Actor, walk: Walk, form: PaperForm, *, language: str) -> int:
    """Store one sheet; returns how many observations it held. All of it is marked as paper, with who entered it.

    Raises InvalidInput with the row; then nothing of the sheet is kept.
    """
    walker = Walker(
        municipality_id=walk.municipality_id,
        walk_id=walk.id,
        roles=sorted(set(form.roles)),
        method="paper",
        entered_by=actor.person_id,
    )
    db.add(walker)
    db.flush()
    count = 0
    for number, (at, severity, said, wish) in enumerate(
        zip(form.at, form.severity, form.text, form.wish, strict=False), start=1
    ):
        if not said:
            continue
        try:
            sent = validated(
                ObservationSent,
                {"id": uuid.uuid4(), "at": at, "severity": severity, "text": said, "wish": wish},
            )
            note_observation(db, walk, walker, sent, language=language, entered_by=actor.person_id)
        except InvalidInput as error:
            raise _in_row(number, error) from error
        count += 1
    for leg in sorted({int(one) for one in (*form.walked, *form.nothing)}):
        passage = PassageSent(id=uuid.uuid4(), segment=max(leg, 1), nothing=str(leg) in form.nothing)
        confirm_passage(db, walk, walker, passage)
    answers = {name: getattr(form, name) for name in ("heard", "safe", "ease", "worth")}
    if form.words or any(one is not None for one in answers.values()):
        tell_experience(db, walker, ExperienceSent(id=uuid.uuid4(), text=form.words, **answers))
    if not count and not form.walked and not form.nothing and not form.words and not any(answers.values()):
        raise InvalidInput(_("Nothing was filled in."))
    db.flush()
    record(db, actor, "walk.paper", "walk", walk.slug, observations=count)
    return count


def _in_row(number: int, error: InvalidInput) -> InvalidInput:
    first = error.errors[0] if error.errors else FieldError("text", error.message)
    sentence = _("Row %(number)s: %(problem)s", number=number, problem=first.message)
    return InvalidInput(sentence, [FieldError(f"text-{number}", sentence)])
