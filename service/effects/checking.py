"""Whether a row is about things that there are, and the columns that it becomes."""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import Connection

from service.effects.choosing import ZERO, Choices, statement_slug
from service.effects.models import EffectRow
from service.effects.schemas import RowForm
from service.effects.words import AREA, OWN
from service.errors import FieldError, InvalidInput
from service.i18n import gettext as _


def row_columns(connection: Connection, municipality_id: int, choices: Choices, form: RowForm) -> dict[str, Any]:
    """The columns of a row.

    Raises InvalidInput with a sentence for each field that names what there is not.
    """
    columns: dict[str, Any] = {name: getattr(form, name) for name in ("direction", "certainty", "why", "easing")}
    errors = [
        *_topic(choices, form, columns),
        *_people(choices, form, columns),
        *_alternative(choices, form, columns),
        *_source(connection, municipality_id, choices, form, columns),
    ]
    if errors:
        raise InvalidInput(_("Some of it needs correcting."), errors)
    return columns


def typed_row(row: EffectRow) -> dict[str, Any]:
    """A row as the form has it."""
    source = row.source_kind
    if row.source_kind in ("document", "indicator"):
        source = f"{row.source_kind}:{row.source_ref}"
    same = ("topic", "topic_own", "people_own", "direction", "certainty", "why", "easing", "revision")
    return {
        **{name: getattr(row, name) for name in same},
        "people": f"{AREA}:{row.area_slug}" if row.people == AREA else row.people,
        "alternative": ZERO if row.alternative_id is None else str(row.alternative_id),
        "source": source,
        "source_text": row.source_ref if row.source_kind == "statement" else row.source_note,
    }


def is_out_of_date(choices: Choices, row: EffectRow) -> bool:
    """Whether a row names an alternative, an area or a document that can be chosen no more."""
    typed = typed_row(row)
    offered = {
        "alternative": choices.alternatives(), "people": choices.people(), "source": choices.sources()
    }  # fmt: skip
    return any(typed[name] not in dict(options) for name, options in offered.items())


def _topic(choices: Choices, form: RowForm, columns: dict[str, Any]) -> list[FieldError]:
    if form.topic not in dict(choices.topics()):
        return [_no_option("topic")]
    columns["topic"], columns["topic_own"] = form.topic, form.topic_own if form.topic == OWN else ""
    return [_needed("topic_own")] if form.topic == OWN and not form.topic_own else []


def _people(choices: Choices, form: RowForm, columns: dict[str, Any]) -> list[FieldError]:
    if form.people not in dict(choices.people()):
        return [_no_option("people")]
    key, _colon, slug = form.people.partition(":")
    columns["people"], columns["people_own"] = key, form.people_own if key == OWN else ""
    columns["area_slug"] = slug if key == AREA else ""
    return [_needed("people_own")] if key == OWN and not form.people_own else []


def _alternative(choices: Choices, form: RowForm, columns: dict[str, Any]) -> list[FieldError]:
    if form.alternative not in dict(choices.alternatives()):
        return [_no_option("alternative")]
    columns["alternative_id"] = None if form.alternative == ZERO else uuid.UUID(form.alternative)
    return []


def _source(
    connection: Connection, municipality_id: int, choices: Choices, form: RowForm, columns: dict[str, Any]
) -> list[FieldError]:
    if form.source not in dict(choices.sources()):
        return [_no_option("source")]
    kind, _colon, reference = form.source.partition(":")
    note = form.source_text
    if kind in ("statement", "other") and not note:
        return [_needed("source_text")]
    if kind == "statement":
        reference, note = note.upper(), ""
        if statement_slug(connection, municipality_id, reference, choices.proposal_ids) is None:
            sentence = _("No public statement on these proposals has this reference.")
            return [FieldError("source_text", sentence)]
    columns |= {"source_kind": kind, "source_ref": reference, "source_note": note if kind else ""}
    return []


def _no_option(where: str) -> FieldError:
    return FieldError(where, _("Choose one of the options."))


def _needed(where: str) -> FieldError:
    return FieldError(where, _("This is needed."))
