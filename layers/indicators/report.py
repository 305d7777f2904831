"""What an import did, and what it met on the way."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ImportMessage:
    """Something about one area that a person should know.

    `code` is one of ``boundary_repaired``, ``boundary_unusable``, ``code_padded``, ``code_twice``,
    ``unknown_sentinel``, ``years_assumed``, ``older_edition``; `where` is the area's code or the edition; `detail`
    says more in plain English.
    """

    code: str
    where: str
    detail: str = ""


@dataclass(slots=True)
class ImportReport:
    """Counts and messages of an import."""

    edition: str
    areas_created: int = 0
    areas_revised: int = 0
    areas_unchanged: int = 0
    variables: int = 0
    values: int = 0
    suppressed: int = 0
    missing: int = 0
    messages: list[ImportMessage] = field(default_factory=list)

    @property
    def areas(self) -> int:
        """How many areas have figures now."""
        return self.areas_created + self.areas_revised + self.areas_unchanged
