"""The list of erasures: a backup that is restored must not bring back whom somebody asked to forget.

The service writes it among the uploads. Before a restore, what the list and the database know now is added to the
list of the backup; the next migration applies it.
"""

from __future__ import annotations

import json
from pathlib import Path

from operate import databases

LIST = Path("erasures") / "list.jsonl"
_ROWS = """
SELECT json_build_object('thing_id', thing_id, 'kind', kind, 'takes_back', takes_back, 'erased_at', erased_at)
FROM service.erasure ORDER BY erased_at;
"""


def known_now(url: str, uploads: Path) -> list[str]:
    """Every erasure that the uploads or the database know, one JSON line each; none if there is no database."""
    return [*_lines(uploads / LIST), *_in_database(url)]


def add(lines: list[str], uploads: Path) -> int:
    """Add lines to the list of an uploads folder, each erasure once; returns how many it holds then."""
    found: dict[str, str] = {}
    for line in [*_lines(uploads / LIST), *lines]:
        try:
            found[str(json.loads(line)["thing_id"])] = line
        except (ValueError, KeyError, TypeError):
            continue  # a line that was cut off when the machine went down
    if found:
        (uploads / LIST).parent.mkdir(parents=True, exist_ok=True)
        (uploads / LIST).write_text("".join(f"{line}\n" for line in found.values()), encoding="utf-8")
    return len(found)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.is_file() else []


def _in_database(url: str) -> list[str]:
    if databases.query(url, "SELECT to_regclass('service.erasure') IS NOT NULL;")[0] != ["t"]:
        return []
    return [row[0] for row in databases.query(url, _ROWS)]
