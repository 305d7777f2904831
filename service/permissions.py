"""The one permission function: who may do what, to what.

Each feature's `rules.py` registers pure predicates on plain values; every route names the permission it
needs, and `may` decides. A test walks all routes and fails on one that names none.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from service.errors import NotAllowed, SignInNeeded
from service.i18n import gettext as _

STAFF = frozenset({"planner", "official", "moderator", "administrator"})


@dataclass(frozen=True)
class Actor:
    """Who asks, in which municipality. A visitor has no `person_id` and no roles."""

    municipality_id: int
    person_id: uuid.UUID | None = None
    name: str = ""
    title: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)
    boards: frozenset[int] = field(default_factory=frozenset)  # areas of the boards that the person sits on
    edit_token: str | None = None  # a secret link's token, when the request carries one

    @property
    def is_signed_in(self) -> bool:
        """Whether there is an account behind the request."""
        return self.person_id is not None

    @property
    def is_staff(self) -> bool:
        """Whether the person works for this municipality."""
        return bool(self.roles & STAFF)

    @property
    def sight(self) -> str:
        """The most restricted layers that the person may see: one of `layers.models.VISIBILITIES`."""
        if "administrator" in self.roles:
            return "administrators"
        return "officials" if self.is_staff else "public"


Rule = Callable[[Actor, Any], bool]
_F = TypeVar("_F", bound=Rule)
_RULES: dict[str, Rule] = {}


def permission(name: str) -> Callable[[_F], _F]:
    """Register a predicate `(actor, subject) -> bool` as the rule of a permission."""

    def register(rule: _F) -> _F:
        if name in _RULES and _RULES[name] is not rule:
            raise ValueError(f"permission {name!r} has two rules")
        _RULES[name] = rule
        return rule

    return register


def known_permissions() -> frozenset[str]:
    """The names of all registered permissions."""
    return frozenset(_RULES)


def may(actor: Actor, name: str, subject: Any = None) -> bool:
    """Whether `actor` may do `name` to `subject`. An unknown permission is a programming error."""
    if subject is not None:
        owner = getattr(subject, "municipality_id", actor.municipality_id)
        if owner != actor.municipality_id:  # another municipality's things do not exist here
            return False
    return _RULES[name](actor, subject)


def require(actor: Actor, name: str, subject: Any = None) -> None:
    """Raise unless `actor` may do `name` to `subject`.

    Raises SignInNeeded for a visitor and NotAllowed for somebody signed in.
    """
    if may(actor, name, subject):
        return
    if not actor.is_signed_in:
        raise SignInNeeded(_("Sign in to do this."))
    raise NotAllowed(_("Your account does not have the right to do this."))


@permission("public")
def _public(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """What anyone may do, signed in or not."""
    return True


@permission("staff")
def _staff(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
    """What anybody who works for the municipality may do."""
    return actor.is_staff


def has_role(*roles: str) -> Rule:
    """A rule: the actor has one of `roles`; an administrator has them all."""
    wanted = frozenset(roles) | {"administrator"}

    def rule(actor: Actor, subject: Any) -> bool:  # noqa: ARG001
        return bool(actor.roles & wanted)

    return rule
