"""A notice on its way to one of those who follow: what the writers of its letters need."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from service.follows.subjects import Followed
from service.i18n import gettext as _
from service.notices.models import Follow, Notice

LONGEST_QUOTE = 3000
#: Subject and paragraphs of a letter, or None when there is nothing that the reader may be told any more.
Written = tuple[str, list[str]] | None


@dataclass(frozen=True, slots=True)
class Telling:
    """A notice on its way to one of those who follow.

    `base` is the address that people use, `signature` that of the reader's own signature under a statement, empty
    for who did not sign it.
    """

    public: Connection
    notice: Notice
    follow: Follow
    subject: Followed
    base: str
    signature: str = ""

    @property
    def is_author(self) -> bool:
        """Whether it goes to who made the subject."""
        return self.follow.role == "author"

    def page(self) -> str:
        """Where to read more."""
        return _("The page:") + f"\n{self.base}{self.subject.path}"


def quoted(text: str) -> str:
    """What somebody said, marked line by line as it is done in mails."""
    return "\n".join(f"> {line}".rstrip() for line in text[:LONGEST_QUOTE].splitlines())
