"""Who may sign a statement and when: pure predicates on plain values."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Literal

from service.permissions import Actor, permission
from service.statements.rules import Window

Stage = Literal["open", "unseen", "answered", "asked_for_none", "coming", "closed"]


@permission("statement.sign")
def may_sign(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Anybody: by an account at once, or by an address that says yes. When, is the operation's matter."""
    return True


@permission("signature.own")
def may_touch_signature(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """Whoever holds the secret link of a signature, which the route checks (`links.signature_id`)."""
    return True


def signing_stage(statement: Any, window: Window | None) -> Stage:
    """Whether a statement can be signed, and if not, why: it is signed while statements are taken and it is not yet
    answered."""
    if statement.visibility != "public":
        return "unseen"
    if statement.state == "answered":
        return "answered"
    if window is None:
        return "asked_for_none"
    return window.stage


def may_be_signed_yet(statement: Any, window: Window | None) -> bool:
    """Whether anybody could still sign a statement, now or in a phase to come.

    One that a moderator keeps out of sight may be shown again before its time is over, and is signed then.
    """
    if window is None or statement.visibility == "withdrawn" or statement.state == "answered":
        return False
    return window.stage in ("open", "coming")


def signed_words(statement: Any) -> bytes:
    """The SHA-256 of what is signed: the words, on whose behalf they are, and what they are about.

    Parameters
    ----------
    statement : the stored row, read from the database.
    """
    place = str(statement.geom.desc) if statement.geom is not None else ""
    words = [
        statement.title, statement.body, statement.on_behalf, statement.about, statement.part, statement.paragraph,
        statement.quote, place,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(words, sort_keys=True, ensure_ascii=False).encode()).digest()


def shown_mark(signature: Any) -> str:
    """The SHA-256 of what the page of a mailed link shows: the words, the name, and whether everybody may read it.

    Anybody may type an address again while it has not said yes, with other words, another name or another choice.
    """
    shown = [bytes(signature.words_hash).hex(), signature.name, signature.is_name_public]
    return hashlib.sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()
