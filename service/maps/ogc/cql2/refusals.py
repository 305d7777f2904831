"""What is said of a filter that cannot be used."""

from __future__ import annotations

from service.errors import FieldError, UnknownParameter
from service.i18n import gettext as _


def refused(sentence: str, where: str = "filter") -> UnknownParameter:
    """A 400 that names the parameter and says in a sentence what is wrong with it."""
    detail = _("The parameter %(name)s is not right.", name=where)
    return UnknownParameter(f"{detail} {sentence}", [FieldError(where, sentence)])
