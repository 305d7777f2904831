"""Reading and importing large files in the background, with progress that the page shows."""

from __future__ import annotations

import uuid

from service.areas.upload.background import Job, work_on_import
from service.areas.upload.importing import apply_import
from service.areas.upload.models import AreaImport
from service.areas.upload.staging import file_of, read_staged
from service.jobs import app
from service.permissions import Actor
from service.web.context import all_municipalities

QUEUE = "area_imports"
#: One statement of a large import may take longer than a request's may.
TIMEOUT_MS = 120_000


@app.task(name="read_area_import", queue=QUEUE)
def read_area_import(import_id: str, municipality_id: int) -> None:
    """Read the file of an import into features."""

    def work(job: Job[AreaImport]) -> None:
        home = next(one for one in all_municipalities(job.db) if one.id == municipality_id)
        file = file_of(job.database.settings.uploads, job.row.id)
        read_staged(job.db, job.row, file, job.ground, home.centre_lonlat, job.tell)

    work_on_import(AreaImport, import_id, municipality_id, "reading", work, TIMEOUT_MS)


@app.task(name="apply_area_import", queue=QUEUE)
def apply_area_import(
    import_id: str, municipality_id: int, person_id: str | None, mark: str, repairs: list[int]
) -> None:
    """Make and change the areas of an approved import, in one transaction."""

    def work(job: Job[AreaImport]) -> None:
        actor = Actor(municipality_id, person_id=uuid.UUID(person_id) if person_id else None)
        apply_import(job.db, actor, job.row, mark, repairs)

    work_on_import(AreaImport, import_id, municipality_id, "applying", work, TIMEOUT_MS)
