"""What the letters about statements say: the official response in full, and what a moderator did.

Plain text, in the reader's language; call inside `speaking`.
"""

from __future__ import annotations

from typing import Any

from boundaries.database import sql
from service.areas.body_words import body_words, sentence
from service.follows.queries import PACKAGE
from service.follows.telling import Telling, Written, quoted
from service.i18n import N_
from service.i18n import gettext as _
from service.web.plain_text import clean_line

OUTCOMES = {
    "changed": N_("The proposal was changed because of this"),
    "partly": N_("The proposal was partly changed because of this"),
    "not_changed": N_("The proposal was not changed"),
    "noted": N_("Noted; it asked for no change"),
}


def _answered(told: Telling) -> Written:
    values = {"id": int(told.notice.source.rpartition("-")[2]), "statement_id": told.subject.id}
    row = told.public.execute(sql(PACKAGE, "response_of_notice"), values).first()
    if row is None:
        return None
    if row.version > 1:
        head = _("The official response to a statement was corrected.")
    elif told.is_author and told.subject.body_kind:
        words = body_words(told.subject.body_kind)
        head = sentence(_("The statement of %(your_body)s has got its official response.", **words))
    elif told.is_author:
        head = _("Your statement has got its official response.")
    elif told.signature:
        head = _("A statement that you signed has got its official response.")
    else:
        head = _("A statement that you follow has got its official response.")
    parts = [head, told.subject.call(), _(OUTCOMES[row.outcome])]
    parts += [text for text in (row.change_note, row.lead) if text]
    parts += [_part(one) for one in row.parts]
    parts.append(_("Answered by: %(who)s", who=clean_line(row.signature)))
    title = _("Official response: %(what)s", what=told.subject.call())
    return title, [*parts, told.page()]


def _part(one: dict[str, Any]) -> str:
    """What was said, quoted, and the answer to it."""
    told = OUTCOMES.get(one.get("outcome", ""))
    outcome = [_(told)] if told else []
    return "\n\n".join([quoted(one["text"]), *outcome, one["answer"]])


def _hidden(told: Telling) -> Written:
    if told.subject.is_public:
        return None
    name = told.subject.name
    title = _("%(reference)s is not public now", reference=name)
    if told.subject.body_kind:
        said = _(
            "A moderator has hidden the statement %(reference)s of %(your_body)s. Others do not see it.",
            reference=name,
            **body_words(told.subject.body_kind),
        )
        return title, [said]
    parts = [
        _("A moderator has hidden your statement %(reference)s. Others do not see it now.", reference=name),
        _("You see it in the browser from which you sent it, or with your own link."),
    ]
    return title, [*parts, told.page()]


def _published(told: Telling) -> Written:
    if not told.subject.is_public:
        return None
    title = _("%(reference)s is public now", reference=told.subject.name)
    return title, [_("The statement is public now. Everyone can read it."), told.subject.call(), told.page()]


def _withdrawn(told: Telling) -> Written:
    """For those who signed: what they signed stands no more."""
    if told.subject.is_public or not told.signature:
        return None
    name = told.subject.name
    parts = [
        _("The statement %(reference)s, which you signed, was taken back by whoever gave it.", reference=name),
        _("Your signature does not count any more. You can sign another statement or give one of your own:"),
        f"{told.base}{told.subject.path}",
    ]
    return _("A statement that you signed was taken back: %(reference)s", reference=name), parts


def _never(told: Telling) -> Written:  # noqa: ARG001
    """Statements take no comments."""
    return None


STATEMENT_WRITERS = {
    "answered": _answered,
    "commented": _never,
    "hidden": _hidden,
    "published": _published,
    "withdrawn": _withdrawn,
}
