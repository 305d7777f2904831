"""`/health`: whether the service can do its work. Fails closed."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy import text

from service.web.context import database

blueprint = Blueprint("health", __name__)
MIN_FREE_SHARE = 0.10


@blueprint.get("/health")
def health() -> Response:
    """Database, migrations and disk, each with its state; 503 when any is not well."""
    checks = {"database": _database(), "disk": _disk()}
    checks["migrations"] = _migrations() if checks["database"]["ok"] else {"ok": False}
    ok = all(check["ok"] for check in checks.values())
    response = jsonify({"status": "ok" if ok else "failing", "checks": checks})
    response.status_code = 200 if ok else 503
    response.headers["Cache-Control"] = "no-store"
    return response


# Not `read("public")`: that would ask the database who is asking, and this must answer without it.
health.permission = "public"  # type: ignore[attr-defined]


def _database() -> dict[str, Any]:
    try:
        with database().engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except Exception as error:  # whatever it is, the answer is the same
        return {"ok": False, "error": type(error).__name__}
    return {"ok": True}


def _migrations() -> dict[str, Any]:
    with database().engine.connect() as connection:
        at = connection.execute(text("SELECT version_num FROM service.alembic_version")).scalar_one_or_none()
    head = ScriptDirectory(str(Path(__file__).parent / "migrations")).get_current_head()
    return {"ok": at == head, "at": at, "head": head}


def _disk() -> dict[str, Any]:
    path = Path(current_app.config["SETTINGS"].uploads)
    while not path.exists():
        path = path.parent
    usage = shutil.disk_usage(path)
    free = usage.free / usage.total
    return {"ok": free > MIN_FREE_SHARE, "free_share": round(free, 3)}
