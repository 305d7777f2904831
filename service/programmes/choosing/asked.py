"""Reading a choice from an address or a form. What is wrong is told field by field, and the rest still counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from werkzeug.datastructures import MultiDict

from layers.indicators.catalogue import Indicator
from service.analysis.workbench.plan import Plan
from service.analysis.workbench.schema import bench_query
from service.errors import FieldError, UnknownParameter
from service.i18n import gettext as _
from service.programmes.choosing.choice import Choosing
from service.programmes.choosing.schemas import ChoiceForm
from service.programmes.sharing.share import Sharing
from service.web.parse import EVERYWHERE, PLUMBING, field_errors

LISTS = ("add", "drop", "also", "only", "area")
#: Fields whose names end in an area's code, and where they are kept.
BY_CODE = {"cost-": "costs", "part-": "parts"}


@dataclass(frozen=True)
class Wishes:
    """What was asked for; `typed` are the fields as they came, for showing them again, and `errors` what was wrong
    in them: such fields count as not given."""

    plan: Plan
    choosing: Choosing
    sharing: Sharing | None
    typed: dict[str, Any]
    errors: tuple[FieldError, ...]

    def query(self) -> dict[str, Any]:
        """The parameters of an address that asks for the same."""
        return {
            **self.plan.query(),
            **self.choosing.query(),
            **(self.sharing.query() if self.sharing is not None else {}),
        }


def wishes(
    given: MultiDict[str, str], indicators: tuple[Indicator, ...], other: frozenset[str] = frozenset()
) -> Wishes:
    """The choices in a query string or form.

    Parameters
    ----------
    other : names of fields that somebody else reads.

    Raises
    ------
    UnknownParameter
        for a name that is none of ours, or a plan that is none.
    """
    plan_values, own = _parted(given, other)
    try:
        plan: Plan = bench_query(indicators).model_validate(plan_values).plan()
    except ValidationError as error:
        raise UnknownParameter(_("Something in the address is wrong."), field_errors(error)) from None
    form, errors = _form(own)
    return Wishes(plan, form.choosing(), form.sharing(), own, tuple(errors))


def _parted(given: MultiDict[str, str], other: frozenset[str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields of the plan, and our own."""
    plan: dict[str, Any] = {}
    own: dict[str, Any] = {}
    for name, values in given.lists():
        if name in EVERYWHERE or name in PLUMBING or name in other:
            continue
        value: Any = values if name in LISTS else values[-1]
        kept = next((kept for start, kept in BY_CODE.items() if name.startswith(start)), None)
        if kept is not None:
            if value:
                own.setdefault(kept, {})[name.partition("-")[2]] = value
        elif name in ChoiceForm.model_fields and name not in BY_CODE.values():
            own[name] = value
        else:
            plan[name] = value
    return plan, own


def _form(own: dict[str, Any]) -> tuple[ChoiceForm, list[FieldError]]:
    """The form, without the fields that are wrong; each of these has a sentence."""
    try:
        return ChoiceForm.model_validate(own), []
    except ValidationError as error:
        found = field_errors(error)
    fine = {name: value for name, value in own.items() if name not in {one.where.split(".")[0] for one in found}}
    for kept in BY_CODE.values():
        wrong = {one.where.partition(".")[2] for one in found if one.where.startswith(f"{kept}.")}
        if wrong:
            fine[kept] = {code: value for code, value in own[kept].items() if code not in wrong}
    try:
        form = ChoiceForm.model_validate(fine)
    except ValidationError:
        form = ChoiceForm()
    starts = {kept: start for start, kept in BY_CODE.items()}
    return form, [_named(one, starts) for one in found]


def _named(one: FieldError, starts: dict[str, str]) -> FieldError:
    """The error with the name of the field on the page."""
    kept, _dot, code = one.where.partition(".")
    return FieldError(starts[kept] + code if kept in starts else one.where, one.message)
