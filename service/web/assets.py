"""Static files under an address that changes with their content, so that they may be kept for good."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask

STATIC = Path(__file__).resolve().parent.parent.parent / "static"


def static_version() -> str:
    """A short hash of every static file's path, size and time of change."""
    digest = hashlib.sha256()
    for path in sorted(STATIC.rglob("*")):
        if path.is_file() and path.suffix not in (".py", ".pyc"):
            stat = path.stat()
            digest.update(f"{path.relative_to(STATIC)}|{stat.st_size}|{stat.st_mtime_ns}".encode())
    return digest.hexdigest()[:10]


def init_app(app: Flask) -> None:
    """Offer `asset('css/base.css')` to templates."""
    prefix = f"/static/{app.config['STATIC_VERSION']}/"

    def asset(path: str) -> str:
        return prefix + path

    app.jinja_env.globals["asset"] = asset
