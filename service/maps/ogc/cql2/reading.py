"""A filter's text or JSON as the tree of CQL2's JSON form. Nothing in it is judged yet but its form."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedInput, UnexpectedToken

from service.i18n import gettext as _
from service.maps.ogc.cql2.refusals import refused

LONGEST = 8000


def tree_of(text: str, language: str) -> Any:
    """The tree of a filter.

    Parameters
    ----------
    language : ``cql2-text`` or ``cql2-json``.

    Reading takes time in proportion to the text, whatever stands in it: the text's grammar is LALR(1).
    Raises UnknownParameter with a sentence that says where it stopped.
    """
    if not text.strip() or len(text) > LONGEST:
        raise refused(_("A filter has from 1 to %(most)s characters.", most=LONGEST))
    return _from_json(text) if language == "cql2-json" else _from_text(text)


def _from_text(text: str) -> Any:
    try:
        return _parser().parse(text)
    except UnexpectedInput as error:
        place = error.pos_in_stream
        if place is None or (isinstance(error, UnexpectedToken) and error.token.type == "$END"):
            raise refused(_("The filter ends too early.")) from None
        part = text[place : place + 20]
        raise refused(
            _("It cannot be read from character %(place)s on: %(part)s", place=place + 1, part=part)
        ) from None


def _from_json(text: str) -> Any:
    def no_constant(name: str) -> None:
        raise ValueError(name)

    try:
        return json.loads(text, parse_constant=no_constant)
    except RecursionError:
        raise refused(_("It is nested too deep.")) from None
    except ValueError as error:
        place = getattr(error, "pos", 0)
        raise refused(
            _(
                "It cannot be read from character %(place)s on: %(part)s",
                place=place + 1,
                part=text[place : place + 20],
            )
        ) from None


def _op(name: str, *args: Any) -> dict[str, Any]:
    return {"op": name, "args": list(args)}


class _ToJson(Transformer[Token, Any]):
    """Makes CQL2's JSON form while the text is parsed; there is no tree in between that could grow deep."""

    def start(self, found: list[Any]) -> Any:
        return found[0]

    def disjunction(self, found: list[Any]) -> Any:
        return _op("or", *found)

    def conjunction(self, found: list[Any]) -> Any:
        return _op("and", *found)

    def negated(self, found: list[Any]) -> Any:
        return _op("not", *found)

    def comparison(self, found: list[Any]) -> Any:
        return _op(str(found[1]), found[0], found[2])

    def like(self, found: list[Any]) -> Any:
        return _op("like", *found)

    def not_like(self, found: list[Any]) -> Any:
        return _op("not", self.like(found))

    def between(self, found: list[Any]) -> Any:
        return _op("between", *found)

    def not_between(self, found: list[Any]) -> Any:
        return _op("not", self.between(found))

    def within(self, found: list[Any]) -> Any:
        return _op("in", found[0], found[1:])

    def not_within(self, found: list[Any]) -> Any:
        return _op("not", self.within(found))

    def is_null(self, found: list[Any]) -> Any:
        return _op("isNull", *found)

    def is_not_null(self, found: list[Any]) -> Any:
        return _op("not", self.is_null(found))

    def called(self, found: list[Any]) -> Any:
        return _op(str(found[0]).lower(), *found[1:])

    def casei(self, found: list[Any]) -> Any:
        return _op("casei", *found)

    def property(self, found: list[Any]) -> Any:
        return {"property": str(found[0]).strip('"')}

    def number(self, found: list[Any]) -> float:
        return float(found[0])

    def string(self, found: list[Any]) -> str:
        # A quote is written twice or after a backslash.
        return re.sub(r"''|\\'", "'", str(found[0])[1:-1])

    def true(self, found: list[Any]) -> bool:  # noqa: ARG002 (lark's shape)
        return True

    def false(self, found: list[Any]) -> bool:  # noqa: ARG002 (lark's shape)
        return False

    def date(self, found: list[Any]) -> Any:
        return {"date": self.string(found)}

    def timestamp(self, found: list[Any]) -> Any:
        return {"timestamp": self.string(found)}

    def interval(self, found: list[Any]) -> Any:
        return {"interval": found}

    def bbox(self, found: list[Any]) -> Any:
        return {"bbox": [float(one) for one in found]}

    def part(self, found: list[Any]) -> str:
        return " ".join(map(str, found))

    def coordinates(self, found: list[Any]) -> str:
        return f"({', '.join(found)})"

    def wkt(self, found: list[Any]) -> Any:
        return {"wkt": f"{found[0]} {found[1]}"}


@cache
def _parser() -> Lark:
    grammar = (files("service.maps.ogc.cql2") / "grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", transformer=_ToJson())
