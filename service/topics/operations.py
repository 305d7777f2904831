"""Writing themes' owners and paths: named verbs that flush and never commit."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.audit import record
from service.errors import EditConflict, FieldError, InvalidInput, NotFound
from service.i18n import gettext as _
from service.participation.pins.models import Theme
from service.participation.replies.models import Unit
from service.participation.replies.units.queries import staff
from service.permissions import Actor
from service.topics.models import ThemeOwner, ThemeStep, ThemeStepChange
from service.topics.rules import needs_reason, state_after
from service.topics.schemas import OwnerForm, StepChangeForm, StepForm

#: So many steps stand on one path at most.
MOST_STEPS = 60


def name_owner(db: Session, actor: Actor, theme: Theme, form: OwnerForm, *, is_synthetic: bool = False) -> None:
    """Say who answers for a theme, or that nobody does.

    Raises InvalidInput for somebody who does not work here, or a unit that is not there.
    """
    before = db.get(ThemeOwner, theme.id)
    if form.person is None:
        if before is not None:
            db.delete(before)
            db.flush()
            record(db, actor, "theme.owner_taken", "theme", theme.key)
        return
    if form.person not in {person_id for person_id, _name in staff(db, theme.municipality_id)}:
        raise _wrong("person", _("Choose somebody who works for the municipality."))
    unit = db.get(Unit, form.unit) if form.unit is not None else None
    if form.unit is not None and (unit is None or unit.municipality_id != theme.municipality_id):
        raise _wrong("unit", _("There is no such unit."))
    if before is not None and (before.person_id, before.unit_id) == (form.person, form.unit):
        return
    owner = before or ThemeOwner(theme_id=theme.id, municipality_id=theme.municipality_id, is_synthetic=is_synthetic)
    owner.person_id, owner.unit_id, owner.since = form.person, form.unit, func.now()
    db.add(owner)
    db.flush()
    record(db, actor, "theme.owner_named", "theme", theme.key, person=str(form.person), unit=form.unit)


def add_step(db: Session, actor: Actor, theme: Theme, form: StepForm, *, is_synthetic: bool = False) -> ThemeStep:
    """Publish a step on a theme's path.

    Raises InvalidInput when it says nothing, or the path is full.
    """
    _check_text(form)
    if (db.scalar(select(func.count()).where(ThemeStep.theme_id == theme.id)) or 0) >= MOST_STEPS:
        raise _wrong("text_fi", _("A path has at most %(count)s steps.", count=MOST_STEPS))
    step = ThemeStep(
        municipality_id=theme.municipality_id,
        theme_id=theme.id,
        month=form.month,
        texts=form.texts,
        state="planned",
        is_synthetic=is_synthetic,
    )
    db.add(step)
    db.flush()
    _note(db, actor, step, {})
    record(db, actor, "theme.step_added", "theme", theme.key, step=step.id, month=step.month, texts=step.texts)
    return step


def change_step(db: Session, actor: Actor, theme: Theme, step: ThemeStep, form: StepChangeForm) -> bool:
    """Change a step, keeping what it was; whether anything changed.

    Raises InvalidInput when it says nothing or the reason is missing, and EditConflict when somebody changed it
    since the form was opened.
    """
    _check_text(form)
    if newest_change(db, step) != form.seen:
        raise EditConflict(_("Somebody changed this step while you wrote. Look at it as it is now and save again."))
    is_altered = (step.month, step.texts) != (form.month, form.texts)
    state = state_after(step.state, form.state, is_altered=is_altered)
    if not is_altered and state == step.state:
        return False
    if needs_reason(step.state, state, is_altered=is_altered) and not form.reasons:
        raise _wrong("reason_fi", _("Say why the plan changes. Everyone can read it."))
    before = {"month": step.month, "texts": step.texts, "state": step.state}
    step.month, step.texts, step.state = form.month, form.texts, state
    db.flush()
    _note(db, actor, step, form.reasons)
    after = {"month": step.month, "texts": step.texts, "state": step.state}
    record(
        db, actor, "theme.step_changed", "theme", theme.key, step=step.id, before=before, after=after,
        reason=next(iter(form.reasons.values()), ""),
    )  # fmt: skip
    return True


def theme_of(db: Session, municipality_id: int, key: str) -> Theme:
    """The theme with a key.

    Raises NotFound.
    """
    found = db.scalar(select(Theme).where(Theme.municipality_id == municipality_id, Theme.key == key))
    if found is None:
        raise NotFound(_("There is no such theme."))
    return found


def step_of(db: Session, theme: Theme, step_id: int) -> ThemeStep:
    """A step of a theme, locked for a change.

    Raises NotFound.
    """
    found = db.scalar(
        select(ThemeStep).where(ThemeStep.id == step_id, ThemeStep.theme_id == theme.id).with_for_update()
    )
    if found is None:
        raise NotFound(_("There is no such step on this theme's path."))
    return found


def newest_change(db: Session, step: ThemeStep) -> int:
    """The number of a step's newest change."""
    return db.scalar(select(func.max(ThemeStepChange.id)).where(ThemeStepChange.step_id == step.id)) or 0


def _note(db: Session, actor: Actor, step: ThemeStep, reasons: dict[str, str]) -> None:
    db.add(
        ThemeStepChange(
            municipality_id=step.municipality_id,
            step_id=step.id,
            month=step.month,
            texts=step.texts,
            state=step.state,
            reasons=reasons,
            signature=", ".join(part for part in (actor.name, actor.title) if part),
        )
    )
    db.flush()


def _check_text(form: StepForm) -> None:
    if not form.texts:
        raise _wrong("text_fi", _("Write what will be done, in at least one language."))


def _wrong(where: str, sentence: str) -> InvalidInput:
    return InvalidInput(sentence, [FieldError(where, sentence)])
