"""Reading what came in: query, form or JSON through a pydantic schema, with sentences for what is wrong."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from flask import request
from pydantic import BaseModel, ValidationError

from service.errors import FieldError, InvalidInput, UnknownParameter
from service.i18n import format_number
from service.i18n import gettext as _

_M = TypeVar("_M", bound=BaseModel)
#: Parameters that any page may carry: the language, and the secret of one's own link.
EVERYWHERE = frozenset({"lang", "key"})
PLUMBING = frozenset({"csrf_token", "idempotency_key"})
MAX_DEPTH = 32


def parse_query(schema: type[_M]) -> _M:
    """The query string as `schema`. A repeated or unknown parameter raises UnknownParameter (400)."""
    values: dict[str, Any] = {}
    for name, given in request.args.lists():
        if name in EVERYWHERE and name not in schema.model_fields:
            continue
        if name not in _names(schema):
            raise UnknownParameter(_("The address has an unknown parameter: %(name)s.", name=name))
        values[name] = given if _is_list(schema, name) else given[-1]
    try:
        return schema.model_validate(values)
    except ValidationError as error:
        raise UnknownParameter(_("Something in the address is wrong."), field_errors(error)) from None


def parse_form(schema: type[_M], *, beside: str = "") -> _M:
    """The posted form as `schema`; raises InvalidInput with a sentence for each field.

    Fields whose names start with `beside` belong to another part of the form and are left to it.
    """
    values: dict[str, Any] = {}
    for name, given in request.form.lists():
        if name not in PLUMBING and not (beside and name.startswith(beside)):
            values[name] = given if _is_list(schema, name) else given[-1]
    return validated(schema, values)


def parse_json(schema: type[_M]) -> _M:
    """The JSON body as `schema`; raises InvalidInput with a sentence for each field."""
    return validated(schema, json_body())


def json_body() -> Any:
    """The request's JSON. Duplicate keys, NaN and too deep nesting are refused."""
    try:
        body = json.loads(
            request.get_data(cache=True),
            object_pairs_hook=_without_duplicates,
            parse_constant=_no_constant,
        )
    except RecursionError:
        raise InvalidInput(_("What was sent is nested too deep.")) from None
    except (ValueError, UnicodeDecodeError):
        raise InvalidInput(_("What was sent could not be read as JSON.")) from None
    return body


def validated(schema: type[_M], values: Any) -> _M:
    """`values` as `schema`; raises InvalidInput with a sentence for each field."""
    try:
        return schema.model_validate(values)
    except ValidationError as error:
        raise InvalidInput(_("Some of it needs correcting."), field_errors(error)) from None


def field_errors(error: ValidationError) -> list[FieldError]:
    """Each finding of a validation as a field and a sentence in the reader's language."""
    return [FieldError(".".join(str(p) for p in one["loc"]), _sentence(one)) for one in error.errors()]


def _sentence(one: Mapping[str, Any]) -> str:
    context = one.get("ctx", {})
    kind = str(one["type"])
    if kind in ("too_short", "too_long") and isinstance(one.get("input"), str):
        kind = f"string_{kind}"  # a text that was cleaned before it was measured
    if kind == "missing" or (kind == "string_too_short" and context.get("min_length") == 1):
        return _("This is needed.")
    if kind == "string_too_short":
        return _("Write at least %(count)s characters.", count=format_number(context["min_length"]))
    if kind == "string_too_long":
        return _("Write at most %(count)s characters.", count=format_number(context["max_length"]))
    if kind == "extra_forbidden":
        return _("This is not known here.")
    if kind in ("literal_error", "enum"):
        return _("Choose one of the options.")
    if kind.startswith(("int_", "float_", "decimal_", "finite_")):
        return _("Give a number.")
    if kind.startswith(("greater_than", "less_than")):
        return _("The number is out of range.")
    if kind.startswith(("date", "time")):
        return _("Give a date as day, month and year.")
    if kind == "value_error":  # our own validators raise ValueError with a translated sentence
        return str(context.get("error", "")) or _("This is not right.")
    return _("This is not right.")


def _names(schema: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in schema.model_fields.items()}


def _is_list(schema: type[BaseModel], name: str) -> bool:
    for key, field in schema.model_fields.items():
        if name in (key, field.alias):
            return "list[" in str(field.annotation)
    return False


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate key")
    return found


def _no_constant(name: str) -> None:
    raise ValueError(name)
