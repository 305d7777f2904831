"""The list of erasures beside the database, and applying it again after a backup was restored."""

from __future__ import annotations

import json
import os
import uuid
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from boundaries.models import Municipality
from service.accounts.models import Person
from service.config import Settings
from service.errors import InvalidInput
from service.owndata.erasure import erase_account, erase_pin
from service.participation.pins.models import Pin
from service.records import Erasure

FILE = Path("erasures") / "list.jsonl"


def list_file(settings: Settings) -> Path:
    """Where the list stands: beside the files that people send, which every backup takes along."""
    return Path(settings.uploads) / FILE


def read_list(path: Path) -> dict[uuid.UUID, dict[str, Any]]:
    """The erasures of a list by number; a line that was cut off is passed over."""
    found: dict[uuid.UUID, dict[str, Any]] = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        try:
            entry = json.loads(line)
            found[uuid.UUID(entry["thing_id"])] = entry
        except (ValueError, KeyError, TypeError):
            continue
    return found


def write_list(db: Session, path: Path) -> int:
    """Write the database's erasures to the list, beside those that it holds already; returns how many there are."""
    entries = read_list(path)
    for row in db.scalars(select(Erasure)):
        entries[row.thing_id] = {
            "thing_id": str(row.thing_id),
            "kind": row.kind,
            "takes_back": row.takes_back,
            "erased_at": row.erased_at.isoformat(),
        }
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(entry) + "\n" for entry in entries.values())
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    return len(entries)


def apply_again(db: Session, path: Path, secret_key: str) -> int:
    """Erase again what the list names and the database still (or again) holds; returns how many that were.

    The last administrator of a municipality is passed over: somebody must be able to run the service, and the
    number stays on the list.
    """
    home = db.scalar(select(Municipality.id).order_by(Municipality.id))
    done = 0
    for number, entry in read_list(path).items():
        takes_back = bool(entry.get("takes_back"))
        if home is None:
            break
        if entry.get("kind") == "person" and db.get(Person, number) is not None:
            try:
                erase_account(db, home, number, secret_key=secret_key, takes_back=takes_back)
            except InvalidInput:
                continue
            done += 1
        elif entry.get("kind") == "pin" and _leads_to_somebody(db, number):
            erase_pin(db, home, number, secret_key=secret_key, takes_back=takes_back)
            done += 1
    return done


def _leads_to_somebody(db: Session, pin_id: uuid.UUID) -> bool:
    pin = db.get(Pin, pin_id)
    return pin is not None and (pin.edit_token_hash is not None or pin.author_id is not None)
