"""Photos before a moderator: covered for good, hidden, and nothing of what was covered left in the database."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select

from service.participation.photos.models import Photo, PhotoFile
from service.participation.photos.operations import add_photo
from service.participation.photos.subjects import PhotoSubject
from service.permissions import Actor
from service.records import AuditEntry
from tests.conftest import Browser, TownDatabase
from tests.factories.pictures import jpeg
from tests.service.admin.conftest import Store


@pytest.fixture
def photo(town: TownDatabase, store: Store) -> Photo:
    """A photo of a public idea; its left half is red, its right half blue, 600 by 400."""
    pin = store("Penkki lehmuksen alle")
    with town.database.session() as db:
        return add_photo(db, Actor(1), PhotoSubject("pin", pin.id, 1), jpeg(), alt="Penkki")


def stored(town: TownDatabase, photo: Photo) -> tuple[Photo, PhotoFile]:
    with town.session() as db:
        return db.get_one(Photo, photo.id), db.get_one(PhotoFile, photo.id)


def darkest(data: bytes, share: float) -> int:
    picture = Image.open(io.BytesIO(data))
    return max(picture.getpixel((int(picture.width * share), picture.height // 2)))


def rectangle(**changes: Any) -> dict[str, str]:
    return {"left_1": "0", "top_1": "0", "width_1": "50", "height_1": "100", **changes}


def test_what_is_covered_is_gone_for_good(client: Browser, town: TownDatabase, photo: Photo) -> None:
    before, file = stored(town, photo)
    old_tag = client.get(f"/photos/{photo.id}/full.jpg").headers["ETag"]
    client.sign_in("moderator")
    assert client.get(f"/admin/photos/{photo.id}").status_code == 200
    answer = client.send(f"/admin/photos/{photo.id}", rectangle())
    assert answer.status_code == 303, answer.get_data(as_text=True)
    after, covered = stored(town, photo)
    for kept in (covered.full, covered.thumb):
        assert darkest(kept, 0.25) < 12 and darkest(kept, 0.75) > 150
    assert after.redacted_at is not None and after.sha256 != before.sha256
    visitor = client.application.test_client()
    shown = visitor.get(f"/photos/{photo.id}/full.jpg", headers={"If-None-Match": old_tag})
    assert shown.status_code == 200 and shown.data == covered.full, "an old copy does not hold any more"
    with town.session() as db:
        tables = db.connection().exec_driver_sql(
            'SELECT count(*) FROM service.photo_file WHERE "full" = %s OR thumb = %s', (file.full, file.thumb)
        )
        assert tables.scalar_one() == 0
        entry = db.scalars(select(AuditEntry).where(AuditEntry.action == "photo.redacted")).one()
    assert entry.detail["sha256"] == [before.sha256.hex(), after.sha256.hex()]
    assert entry.detail["rectangles"] == [[0, 0, 300, 400]]


def test_a_preview_changes_nothing(client: Browser, town: TownDatabase, photo: Photo) -> None:
    before = stored(town, photo)[1].full
    client.sign_in("moderator")
    page = client.send(f"/admin/photos/{photo.id}/preview", rectangle()).get_data(as_text=True)
    assert "data:image/jpeg;base64," in page and 'value="50"' in page
    assert stored(town, photo)[1].full == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"left_1": "", "top_1": "", "width_1": "", "height_1": ""},
        rectangle(width_1=""),
        rectangle(width_1="0"),
        rectangle(left_1="100"),
        rectangle(left_1="-1"),
        rectangle(height_1="nan"),
        rectangle(height_1="inf"),
        rectangle(top_1="<b>"),
    ],
)
def test_a_wrong_rectangle_is_said_and_changes_nothing(
    client: Browser, town: TownDatabase, photo: Photo, wrong: dict[str, str]
) -> None:
    before = stored(town, photo)[1].full
    client.sign_in("official")
    answer = client.send(f"/admin/photos/{photo.id}", wrong)
    assert answer.status_code == 422 and "error-summary" in answer.get_data(as_text=True)
    assert stored(town, photo)[1].full == before


def test_a_hidden_photo_is_gone_and_comes_back(client: Browser, town: TownDatabase, photo: Photo) -> None:
    client.sign_in("moderator")
    visitor = client.application.test_client()
    assert visitor.get(f"/photos/{photo.id}/thumb.jpg").status_code == 200
    client.send("/admin/moderate", {"deed": f"hide photo:{photo.id}", "reason": "personal_data"})
    assert visitor.get(f"/photos/{photo.id}/thumb.jpg").status_code == 404
    assert "Penkki" in client.get("/admin/hidden?kind=photo").get_data(as_text=True)
    client.send("/admin/moderate", {"deed": f"publish photo:{photo.id}", "back": "hidden"})
    assert visitor.get(f"/photos/{photo.id}/thumb.jpg").status_code == 200


@pytest.mark.parametrize("role", [None, "planner"])
def test_others_cover_nothing(client: Browser, town: TownDatabase, photo: Photo, role: str | None) -> None:
    if role:
        client.sign_in(role)
    for path in (f"/admin/photos/{photo.id}", f"/admin/photos/{photo.id}/preview"):
        assert client.send(path, rectangle()).status_code in (401, 403)
    assert client.get(f"/admin/photos/{photo.id}").status_code in (401, 403)
    assert stored(town, photo)[0].redacted_at is None
