"""A row of an assessment by a key that stays the same from one published version to the next."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

LENGTH = 16


def row_key(row: Mapping[str, Any]) -> str:
    """The key of a row of a version's content: what the effect is on, on whom, and in which alternative.

    The direction and the words are left out: a row that was assessed anew is the same row.
    """
    area = row["area"]["slug"] if row["area"] else ""
    what = [row["topic"], row["topic_own"], row["people"], row["people_own"], area, row["alternative"]]
    return hashlib.sha256(json.dumps(what, ensure_ascii=False).encode()).hexdigest()[:LENGTH]
