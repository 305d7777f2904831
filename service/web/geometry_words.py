"""What is wrong with a geometry, in a sentence that names what and where."""

from __future__ import annotations

from geo.errors import GeometryProblem
from service.i18n import gettext as _


def geometry_sentence(error: GeometryProblem) -> str:
    """The sentence for a geometry that was refused."""
    return _("The shape could not be used: %(code)s.", code=error.code)
