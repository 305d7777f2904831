"""Reading and bringing in large files in the background, with progress that the page shows."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from service.areas.upload.background import Job, work_on_import
from service.jobs import app
from service.layer_imports.applying import apply_import
from service.layer_imports.models import LayerImport
from service.layer_imports.staging import file_of, read_staged
from service.permissions import Actor
from service.web.context import all_municipalities

QUEUE = "layer_imports"
#: One statement of a large import may take longer than a request's may.
TIMEOUT_MS = 300_000


@app.task(name="read_layer_import", queue=QUEUE)
def read_layer_import(import_id: str, municipality_id: int) -> None:
    """Read the file of an import into features."""

    def work(job: Job[LayerImport]) -> None:
        home = next(one for one in all_municipalities(job.db) if one.id == municipality_id)
        file = file_of(job.database.settings.uploads, job.row.id)
        read_staged(job.db, job.row, file, job.ground, home.centre_lonlat, job.tell)

    work_on_import(LayerImport, import_id, municipality_id, "reading", work, TIMEOUT_MS)


@app.task(name="apply_layer_import", queue=QUEUE)
def apply_layer_import(
    import_id: str, municipality_id: int, person_id: str | None, mark: str, roles: Sequence[str] = ()
) -> None:
    """Bring an approved import in, in one transaction, as the person with the roles who approved it."""

    def work(job: Job[LayerImport]) -> None:
        actor = Actor(municipality_id, uuid.UUID(person_id) if person_id else None, roles=frozenset(roles))
        file = file_of(job.database.settings.uploads, job.row.id)
        apply_import(job.db, actor, job.row, mark, file, job.ground)

    work_on_import(LayerImport, import_id, municipality_id, "applying", work, TIMEOUT_MS)
