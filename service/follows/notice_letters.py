"""What the letters say that go out at once: an answer, a word of the staff, what a moderator did.

Plain text, in the reader's language; call inside `speaking`.
"""

from __future__ import annotations

from typing import Any

from boundaries.database import sql
from service.areas.body_words import body_words
from service.areas.facts.said import PIN_STATES
from service.follows.letters import Letter
from service.follows.queries import PACKAGE
from service.follows.statement_letters import STATEMENT_WRITERS
from service.follows.telling import Telling, Written, quoted
from service.i18n import gettext as _
from service.participation.replies.links.queries import links_of_change, target_path
from service.participation.replies.links.words import relation_words
from service.web.plain_text import clean_line


def notice_letter(told: Telling, own: str) -> Letter | None:
    """Subject and body of the letter, or None. `own` is the address where the reader stops it."""
    own_writers = STATEMENT_WRITERS if told.subject.kind == "statement" else WRITERS
    written = own_writers[told.notice.kind](told)
    if written is None:
        return None
    title, parts = written
    why = _("You asked to be told what happens to this.")
    if told.is_author and told.subject.body_kind:
        why = _("You sit %(on_body)s that gave this statement.", **body_words(told.subject.body_kind))
    if told.is_author and told.subject.kind == "pin":
        why = _("You asked to be told what happens to your own idea.")
    foot = []
    if told.signature:
        why = _("You signed this statement.")
        foot = [_("Your signature, and how to be forgotten:") + f"\n{told.signature}"]
    stop = _("Stop, or change how often:")
    return title, "\n\n".join([*parts, "-- ", *foot, f"{why} {stop}\n{own}"])


def _answered(told: Telling) -> Written:
    values = {"id": int(told.notice.source), "pin_id": told.subject.id}
    row = told.public.execute(sql(PACKAGE, "answer_of_notice"), values).first()
    if row is None:
        return None
    state = _(PIN_STATES.get(row.state, row.state))
    head = (
        _("Your idea has been answered. It is now: %(state)s.", state=state)
        if told.is_author
        else _("An idea that you follow has been answered. It is now: %(state)s.", state=state)
    )
    parts = [head, told.subject.call(), quoted(row.public_text)]
    if row.signature:
        parts.append(_("Answered by: %(who)s", who=clean_line(row.signature)))
    parts += [_use(told.base, link) for link in links_of_change(told.public, values["id"])]
    return f"{told.subject.name}: {state}", [*parts, told.page()]


def _use(base: str, link: Any) -> str:
    """What a proposal or a decision did with the idea, why, and where to read it."""
    head = f"{relation_words(link.relation)}: {clean_line(link.target_title)}"
    why = [quoted(link.reason)] if link.reason else []
    return "\n".join([head, *why, f"{base}{target_path(link.target_kind, link.target_slug)}"])


def _commented(told: Telling) -> Written:
    row = told.public.execute(sql(PACKAGE, "comment_of_notice"), {"id": told.notice.source}).first()
    if row is None:
        return None
    who = ", ".join(str(clean_line(part)) for part in (row.author_name, row.staff_title) if part)
    return (
        _("The municipality commented: %(what)s", what=told.subject.call()),
        [
            _("%(who)s has commented on this: %(what)s", who=who, what=told.subject.what()),
            quoted(row.body),
            f"{told.page()}#comment-{told.notice.source}",
        ],
    )


def _hidden(told: Telling) -> Written:
    if told.subject.is_public:
        return None
    name = told.subject.name
    parts = [
        _("A moderator has hidden your idea %(reference)s. Others do not see it now.", reference=name),
        _("You see it in the browser from which you sent it, or with your own link."),
    ]
    return _("%(reference)s is not public now", reference=name), [*parts, told.page()]


def _published(told: Telling) -> Written:
    if not told.subject.is_public:
        return None
    head = (
        _("Your idea is public now. Everyone can read it, support it and comment on it.")
        if told.is_author
        else _("An idea that you follow is public again.")
    )
    title = _("%(reference)s is public now", reference=told.subject.name)
    return title, [head, told.subject.call(), told.page()]


def _grew(told: Telling) -> Written:
    proposal_id, _bar, pin_id = told.notice.source.partition("|")
    values = {"proposal_id": proposal_id, "pin_id": pin_id}
    row = told.public.execute(sql(PACKAGE, "growth_of_notice"), values).first()
    if row is None:
        return None
    head = (
        _("The municipality's planners have made a proposal out of your idea.")
        if told.is_author
        else _("The municipality's planners have made a proposal out of an idea that you follow.")
    )
    proposal = f"{clean_line(row.title)}\n{told.base}/proposals/{row.slug}"
    title = _("A proposal grew out of %(what)s", what=told.subject.call())
    return title, [head, told.subject.call(), _("The proposal:") + f" {proposal}", quoted(row.summary), told.page()]


def _never(told: Telling) -> Written:  # noqa: ARG001
    """Whoever takes an idea back is its author, and nobody else is told."""
    return None


WRITERS = {
    "answered": _answered,
    "commented": _commented,
    "hidden": _hidden,
    "published": _published,
    "grew": _grew,
    "withdrawn": _never,
}
