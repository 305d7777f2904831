"""Keeping templates and filling them in: verbs that flush and never commit, and reads of a short list."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.audit import record
from service.errors import FieldError, InvalidInput, NotFound
from service.i18n import gettext as _
from service.participation.replies.models import AnswerTemplate
from service.participation.replies.templates.schemas import PLACEHOLDERS, TemplateForm
from service.permissions import Actor

#: A municipality keeps at most so many; more could not be found among each other.
MOST_TEMPLATES = 200
_PLACEHOLDER = re.compile(r"\{(" + "|".join(PLACEHOLDERS) + r")\}")


def templates(db: Session, municipality_id: int) -> list[AnswerTemplate]:
    """All templates, by language and name."""
    query = select(AnswerTemplate).where(AnswerTemplate.municipality_id == municipality_id)
    return sorted(db.scalars(query), key=lambda one: (one.language, one.name.casefold()))


def template_of(db: Session, municipality_id: int, number: int) -> AnswerTemplate:
    """A template of the municipality. Raises NotFound."""
    query = select(AnswerTemplate).where(
        AnswerTemplate.id == number, AnswerTemplate.municipality_id == municipality_id
    )
    found = db.scalar(query)
    if found is None:
        raise NotFound(_("There is no such template."))
    return found


def save_template(
    db: Session,
    actor: Actor,
    form: TemplateForm,
    template: AnswerTemplate | None = None,
    *,
    is_synthetic: bool = False,
) -> AnswerTemplate:
    """Make a template, or change one.

    Raises InvalidInput when the language has another of that name, or when there are too many.
    """
    others = [one for one in templates(db, actor.municipality_id) if one is not template]
    if any((one.language, one.name.casefold()) == (form.language, form.name.casefold()) for one in others):
        sentence = _("There is a template with this name already.")
        raise InvalidInput(sentence, [FieldError("name", sentence)])
    if len(others) >= MOST_TEMPLATES:
        sentence = _("There can be at most %(count)s templates.", count=MOST_TEMPLATES)
        raise InvalidInput(sentence, [FieldError("name", sentence)])
    deed = "template.changed" if template is not None else "template.made"
    if template is None:
        template = AnswerTemplate(municipality_id=actor.municipality_id, is_synthetic=is_synthetic)
        db.add(template)
    template.language, template.name, template.body = form.language, form.name, form.body
    template.changed_at = func.now()
    db.flush()
    record(db, actor, deed, "template", str(template.id), name=form.name, language=form.language)
    return template


def remove_template(db: Session, actor: Actor, template: AnswerTemplate) -> None:
    """Take a template away; answers that began from it stay."""
    record(db, actor, "template.removed", "template", str(template.id), name=template.name)
    db.delete(template)
    db.flush()


def filled(body: str, values: Mapping[str, str]) -> str:
    """A template's text with its placeholders filled in. Other braces stay as they are."""
    return _PLACEHOLDER.sub(lambda match: values[match[1]], body)


def added_to(typed: str, text: str) -> str:
    """What was typed with a template's text after it; what stands there already is not put there twice."""
    typed = typed.strip()
    if not typed:
        return text
    return typed if text in typed else f"{typed}\n\n{text}"
