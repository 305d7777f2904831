"""What a WMS says of a place: names and values, never HTML."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

from geo.crs import METRIC
from geo.warping import box_around
from layers.remote.addresses import question
from layers.remote.fetching import Fetched, Wish
from layers.remote.maps import Source, map_parameters
from layers.remote.problems import RemoteProblem
from layers.remote.reading.model import Ask, line
from layers.remote.xml import local_name, said_by_service, sound_xml

SIDE = 101
ANSWER = Wish(
    ("text/", "application/json", "application/geo+json", "application/vnd.", "application/xml"), 400_000, 8.0
)
#: The formats that are understood, in the order of our liking.
FORMATS = (
    "application/json",
    "application/geo+json",
    "application/geojson",
    "application/vnd.ogc.gml",
    "application/gml+xml",
    "text/xml",
    "text/plain",
    "text/html",
)
MOST_ROWS = 60
MOST_LINES = 60
_TAG = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_PAIR = re.compile(r"^\s*([^=:]{1,80}?)\s*=\s*'?(.*?)'?\s*$")


@dataclass(frozen=True, slots=True)
class Said:
    """Names with values, and lines of plain text where an answer has no names. Both are empty for nothing there."""

    rows: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()


def said_of_place(ask: Ask, source: Source, metres_per_px: float, x: float, y: float) -> Said:
    """What the service says of a place in the metric CRS, as if somebody pointed at a map of this resolution.

    Raises RemoteProblem.
    """
    reach = SIDE / 2 * metres_per_px
    box = box_around((x - reach, y - reach, x + reach, y + reach), METRIC.epsg, source.epsg)
    is_new = source.version.startswith("1.3")
    middle = SIDE // 2
    asked = map_parameters(source, box, SIDE, SIDE) | {
        "REQUEST": "GetFeatureInfo",
        "QUERY_LAYERS": source.name,
        "INFO_FORMAT": source.info_format,
        "FEATURE_COUNT": 10,
        "I" if is_new else "X": middle,
        "J" if is_new else "Y": middle,
    }
    return read_answer(ask(question(source.address, asked), ANSWER))


def read_answer(answer: Fetched) -> Said:
    """An answer of any of FORMATS as names and values, or as lines. Raises RemoteProblem."""
    kind = answer.media_type
    if "json" in kind:
        return _of_json(answer.content)
    if "gml" in kind or kind.endswith("xml"):
        return _of_xml(sound_xml(answer.content))
    text = answer.content.decode("utf-8", "replace")
    if "html" in kind:
        # Tags go, and what they hid with them; what is left is shown escaped.
        text = html.unescape(_TAG.sub("\n", text))
    return _of_text(text)


def _of_json(content: bytes) -> Said:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise RemoteProblem("bad_json") from None
    features = found.get("features", []) if isinstance(found, dict) else []
    rows = []
    for one in features if isinstance(features, list) else []:
        values = one.get("properties") if isinstance(one, dict) else None
        rows += [_row(name, value) for name, value in values.items()] if isinstance(values, dict) else []
    return Said(rows=tuple(filter(None, rows))[:MOST_ROWS])


def _of_xml(root: Element) -> Said:
    if said := said_by_service(root):
        raise RemoteProblem("service_said", text=said)
    rows = []
    for one in root.iter():
        # What GML itself says (the layer's name, positions) is not about the place.
        if len(one) == 0 and (one.text or "").strip() and "/gml" not in str(one.tag).partition("}")[0]:
            rows.append(_row(local_name(one), one.text))
        # ArcGIS writes a feature as one element with attributes.
        if local_name(one) == "FIELDS":
            rows += [_row(name, value) for name, value in one.attrib.items()]
    return Said(rows=tuple(filter(None, rows))[:MOST_ROWS])


def _of_text(text: str) -> Said:
    rows, lines = [], []
    for each in text.splitlines():
        found = _PAIR.match(each)
        if found:
            rows.append(_row(found[1], found[2]))
        elif each.strip():
            lines.append(line(each))
    if rows:
        return Said(rows=tuple(filter(None, rows))[:MOST_ROWS])
    return Said(lines=() if _is_nothing(lines) else tuple(lines[:MOST_LINES]))


def _is_nothing(lines: list[str]) -> bool:
    return all(re.search(r"no results|no features|^GetFeatureInfo results:?$", one, re.IGNORECASE) for one in lines)


def _row(name: Any, value: Any) -> tuple[str, str] | None:
    if value is None or value == "" or isinstance(value, (dict, list)):
        return None
    return line(name, 80), line(value, 500)
