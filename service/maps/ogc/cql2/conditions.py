"""The tree of a filter as a condition of SQL: its words are fixed here, and every value is bound."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from geo.crs import METRIC
from service.i18n import gettext as _
from service.maps.ogc.collections import Collection
from service.maps.ogc.cql2.refusals import refused
from service.maps.ogc.cql2.shapes import shape_in_metres
from service.maps.ogc.cql2.times import RELATIONS, moment
from service.maps.ogc.reference_systems import ReferenceSystem

DEEPEST = 20
MOST_VALUES = 500
_COMPARISONS = ("=", "<>", "<", ">", "<=", ">=")
_SPATIAL = {
    "s_intersects": "ST_Intersects({a}, {b})",
    "s_disjoint": "NOT ST_Intersects({a}, {b})",
    "s_equals": "ST_Equals({a}, {b})",
    "s_touches": "ST_Touches({a}, {b})",
    "s_within": "ST_Within({a}, {b})",
    "s_overlaps": "ST_Overlaps({a}, {b})",
    "s_crosses": "ST_Crosses({a}, {b})",
    "s_contains": "ST_Contains({a}, {b})",
}
_TYPES = {"text": "text", "number": "double precision", "boolean": "boolean", "day": "date", "instant": "timestamptz"}


@dataclass(frozen=True, slots=True)
class _Operand:
    """A piece of SQL and what it is: text, number, boolean, day or instant."""

    sql: str
    kind: str


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL that is true of the rows, named ``item``, that are wanted, and the values to bind."""

    sql: str
    values: dict[str, Any]


def condition_of(tree: Any, collection: Collection, system: ReferenceSystem) -> Condition:
    """The condition of a filter's tree on a collection.

    Parameters
    ----------
    system : what the filter's shapes are in.

    Raises UnknownParameter for a property that is not there, for types that do not go together, for what is
    nested deeper than `DEEPEST` or has more than `MOST_VALUES` values.
    """
    made = _Making(collection, system)
    return Condition(made.of(tree), made.values)


@dataclass(slots=True)
class _Making:
    """The making of one condition; `values` grows on the way."""

    collection: Collection
    system: ReferenceSystem
    values: dict[str, Any] = field(default_factory=dict)

    def of(self, node: Any, depth: int = 0) -> str:
        """The condition of a node that is true or false. Raises UnknownParameter for anything else."""
        if depth > DEEPEST:
            raise refused(_("It is nested too deep."))
        if isinstance(node, bool) or (isinstance(node, dict) and "property" in node):
            found = self._operand(node)
            if found.kind != "boolean":
                raise refused(_("A property stands alone only when it is true or false."))
            return found.sql
        op, args = _call(node)
        if op in ("and", "or") and len(args) >= 2:
            return f"({f' {op.upper()} '.join(self.of(one, depth + 1) for one in args)})"
        if op == "not" and len(args) == 1:
            return f"(NOT {self.of(args[0], depth + 1)})"
        if op == "isNull" and len(args) == 1:
            sql = "item.geom" if args[0] == {"property": "geometry"} else self._operand(args[0]).sql
            return f"({sql} IS NULL)"
        if op in _COMPARISONS and len(args) == 2:
            return self._comparison(op, args[0], args[1])
        if op == "like" and len(args) == 2:
            return self._like(args[0], args[1])
        if op == "between" and len(args) == 3:
            low, high = self._comparison(">=", args[0], args[1]), self._comparison("<=", args[0], args[2])
            return f"({low} AND {high})"
        if op == "in" and len(args) == 2 and isinstance(args[1], list) and args[1]:
            return f"({' OR '.join(self._comparison('=', args[0], one) for one in args[1])})"
        if op in _SPATIAL and len(args) == 2:
            return self._spatial(op, args)
        if op in RELATIONS and len(args) == 2:
            return self._temporal(op, args)
        raise refused(_("%(name)s is not known here, or has the wrong number of parts.", name=op[:40]))

    def _comparison(self, op: str, left: Any, right: Any) -> str:
        one, other = self._alike(self._operand(left), self._operand(right))
        if one.kind == "boolean" and op not in ("=", "<>"):
            raise refused(_("What is true or false is compared with = or <> only."))
        return f"({one.sql} {op} {other.sql})"

    def _like(self, left: Any, pattern: Any) -> str:
        inner = pattern
        for _step in range(2):
            if isinstance(inner, dict) and inner.get("op") == "casei":
                inner = (_call(inner)[1] or [None])[0]
        if not isinstance(inner, str) or (len(inner) - len(inner.rstrip("\\"))) % 2:
            raise refused(_("After LIKE comes a text with % and _ in it, and no single backslash at its end."))
        one, other = self._operand(left), self._operand(pattern)
        if one.kind != "text":
            raise refused(_("LIKE is for texts."))
        return f"({one.sql} LIKE {other.sql})"

    def _alike(self, one: _Operand, other: _Operand) -> tuple[_Operand, _Operand]:
        """Both as the same kind: an instant beside a day is the day that it falls on here."""
        if {one.kind, other.kind} == {"day", "instant"}:
            return _as_day(one), _as_day(other)
        if one.kind != other.kind:
            raise refused(_("It compares things of different types."))
        return one, other

    def _operand(self, node: Any, depth: int = 0) -> _Operand:
        if isinstance(node, bool):
            return self._bound(node, "boolean")
        if isinstance(node, int | float):
            if not -1e300 < node < 1e300:
                raise refused(_("A number is too large."))
            return self._bound(float(node), "number")
        if isinstance(node, str):
            if not all(one.isprintable() or one in "\n\t" for one in node):
                raise refused(_("A text has signs in it that cannot be printed."))
            return self._bound(node, "text")
        if isinstance(node, dict) and ("date" in node or "timestamp" in node):
            return self._moment(node.get("date", node.get("timestamp")))
        if isinstance(node, dict) and "property" in node:
            return self._property(node["property"])
        op, args = _call(node)
        if op == "casei" and len(args) == 1 and depth < 2:
            inner = self._operand(args[0], depth + 1)
            if inner.kind == "text":
                return _Operand(f"lower({inner.sql})", "text")
        raise refused(_("%(name)s is not known here, or has the wrong number of parts.", name=op[:40]))

    def _property(self, name: Any) -> _Operand:
        schema = self.collection.properties.get(name) if isinstance(name, str) else None
        if schema is None:
            names = ", ".join([*self.collection.properties, "geometry"])
            raise refused(
                _("It names a property that is not there or does not fit. There are: %(names)s.", names=names)
            )
        kind = {"date": "day", "date-time": "instant"}.get(schema.get("format", "")) or {
            "string": "text",
            "integer": "number",
        }.get(schema["type"], schema["type"])
        return _Operand(f"item.{name}", kind)

    def _moment(self, text: Any) -> _Operand:
        found = moment(text)
        return self._bound(found, "instant" if isinstance(found, dt.datetime) else "day")

    def _bound(self, value: Any, kind: str) -> _Operand:
        return _Operand(self._bind(value, _TYPES[kind]), kind)

    def _bind(self, value: Any, sql_type: str) -> str:
        if len(self.values) >= MOST_VALUES:
            raise refused(_("It has more than %(most)s values.", most=MOST_VALUES))
        name = f"cql{len(self.values)}"
        self.values[name] = value
        return f"CAST(:{name} AS {sql_type})"

    def _spatial(self, op: str, args: list[Any]) -> str:
        pieces = [self._shape(one, op) for one in args]
        found = _SPATIAL[op].format(a=pieces[0], b=pieces[1])
        if op in ("s_intersects", "s_disjoint") or self.collection.geometry != "Geometry":
            return f"({found})"
        # The others are not defined for a collection of shapes.
        return f"(CASE WHEN GeometryType(item.geom) = 'GEOMETRYCOLLECTION' THEN FALSE ELSE {found} END)"

    def _shape(self, node: Any, op: str) -> str:
        if node == {"property": "geometry"}:
            return "item.geom"
        if not isinstance(node, dict) or "property" in node or "op" in node:
            raise refused(_("Beside geometry stands a shape."))
        shape = shape_in_metres(node, self.system)
        if shape.geom_type == "GeometryCollection" and op not in ("s_intersects", "s_disjoint") and not shape.is_empty:
            raise refused(_("A collection of shapes goes with S_INTERSECTS and S_DISJOINT only."))
        return f"ST_GeomFromWKB({self._bind(shape.wkb, 'bytea')}, {METRIC.epsg})"

    def _temporal(self, op: str, args: list[Any]) -> str:
        ends = [end for one in args for end in self._ends(one)]
        is_by_day = any(end is not None and end.kind == "day" for end in ends)
        kind = "date" if is_by_day else "timestamptz"
        sqls = [
            f"CAST('{'-' if place % 2 == 0 else ''}infinity' AS {kind})"
            if end is None
            else (_as_day(end).sql if is_by_day else end.sql)
            for place, end in enumerate(ends)
        ]
        return f"({RELATIONS[op].format(**dict(zip('abcd', sqls, strict=True)))})"

    def _ends(self, node: Any) -> tuple[_Operand | None, _Operand | None]:
        """The beginning and the end of a time; None where it is open."""
        given = node.get("interval") if isinstance(node, dict) else None
        if isinstance(given, list) and len(given) == 2:
            first, last = (None if one == ".." else self._time(one) for one in given)
            return first, last
        one = self._time(node)
        return one, one

    def _time(self, node: Any) -> _Operand:
        found = self._moment(node) if isinstance(node, str) else self._operand(node)
        if found.kind not in ("day", "instant"):
            raise refused(_("It compares things of different types."))
        return found


def _call(node: Any) -> tuple[str, list[Any]]:
    if isinstance(node, dict) and isinstance(node.get("op"), str) and isinstance(node.get("args"), list):
        return node["op"], node["args"]
    raise refused(_("A part of it is neither a comparison nor a value."))


def _as_day(one: _Operand) -> _Operand:
    return one if one.kind == "day" else _Operand(f"CAST({one.sql} AT TIME ZONE 'Europe/Helsinki' AS date)", "day")
