"""The service asks for entries of the catalogue by the one filter that knows who may see them."""

from __future__ import annotations

import re
from pathlib import Path

SERVICE = Path(__file__).parents[2] / "service"
#: A query for layers of its own, in Python or SQL.
_OWN = re.compile(r"select\(Layer\b|select_from\(Layer\b|\.get\(Layer\b|\b(?:FROM|JOIN) layers\.layer\b")
#: What asks by a number that was found by the filter before, or what the filter is told of.
KNOWN = {
    "layer_imports/sight.py": "the filter of imports itself",
    "layer_imports/layers.py": "the mark of a layer whose import is seen",
    "remote/sql/sources_listed.sql": "takes the visibilities that are seen",
}


def test_layers_are_asked_for_by_the_one_filter() -> None:
    files = [path for ending in ("py", "sql") for path in SERVICE.rglob(f"*.{ending}")]
    files = [path for path in files if "migrations" not in path.parts]
    found = {str(path.relative_to(SERVICE)) for path in files if _OWN.search(path.read_text())}
    assert found == set(KNOWN), "use layers.sight.layers_seen, or say here why not"
