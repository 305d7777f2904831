"""A host of map services that the demo's administrator allowed. Nobody has the name: nothing is ever fetched."""

from __future__ import annotations

from sqlalchemy.orm import Session

from boundaries.models import Municipality
from service.accounts.models import Person
from service.permissions import Actor
from service.remote.hosts import allow_host

NOTE = "Kaupungin karttapalvelu: kantakartta ja ajantasa-asemakaava (esimerkki)"


def add_hosts(db: Session, town: Municipality, people: dict[str, Person]) -> None:
    """Allow one host."""
    actor = Actor(town.id, people["administrator"].id)
    allow_host(db, actor, host=f"kartat.{town.slug}.example", port=443, note=NOTE, is_synthetic=True)
