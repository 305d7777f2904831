"""The words for what became of an input."""

from __future__ import annotations

from service.i18n import N_
from service.i18n import gettext as _

#: Relations in the order in which they are shown.
RELATIONS = {"used": N_("Used"), "partly": N_("Used in part"), "not_used": N_("Not used")}
KINDS = {"proposal": N_("Proposal"), "decision": N_("Decision")}


def relation_words(relation: str) -> str:
    """A relation by itself."""
    return _(RELATIONS[relation])


def relation_options() -> list[tuple[str, str]]:
    """Relations to choose from."""
    return [(key, _(words)) for key, words in RELATIONS.items()]


def kind_words(kind: str) -> str:
    """What kind of thing used the input."""
    return _(KINDS[kind])
