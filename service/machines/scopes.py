"""What a key may be given for. Each scope opens routes by the permission that they name; reading needs none."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from service.i18n import N_


@dataclass(frozen=True, slots=True)
class Scope:
    """A scope: its name for programs, what it lets in words, and the permissions of the routes of the JSON API that it
    opens (none for an interface with routes of its own)."""

    name: str
    lets: str
    permissions: frozenset[str] = frozenset()


REPORTS = "reports"
SCOPES = MappingProxyType(
    {
        one.name: one
        for one in (
            Scope(REPORTS, N_("Send reports, and notes on them, by Open311")),
            Scope("pins", N_("Send ideas and their photos"), frozenset({"pin.submit", "photo.add"})),
            Scope("statements", N_("Give statements on proposals"), frozenset({"statement.give"})),
            Scope("areas", N_("Draw areas and change its own"), frozenset({"area.draw", "area.edit"})),
        )
    }
)


def permissions_of(names: list[str]) -> frozenset[str]:
    """The permissions that scopes open; names that are no scopes any more open nothing."""
    return frozenset().union(*(SCOPES[name].permissions for name in names if name in SCOPES))
