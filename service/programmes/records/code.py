"""Which code made a number: a hash over the sources that any number of a record can depend on."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import numpy as np
import scipy

ROOT = Path(__file__).parents[3]
#: Folders whose code decides numbers.
FOLDERS = (
    "geo/choice",
    "geo/spatial",
    "geo/stats",
    "service/analysis/workbench",
    "service/programmes/choosing",
    "service/programmes/records",
    "service/programmes/sharing",
)


@cache
def code_version() -> dict[str, str]:
    """``sources``: SHA-256 over names and texts of the sources; ``numpy`` and ``scipy``: their versions."""
    seal = hashlib.sha256()
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            seal.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return {"sources": seal.hexdigest(), "numpy": np.__version__, "scipy": scipy.__version__}
