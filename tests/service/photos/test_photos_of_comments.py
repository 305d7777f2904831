"""Photos of comments: by the same way as those of ideas, and gone with the comment and with what it stands below."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import pytest
from sqlalchemy import update

from service.discussion.models import Comment
from service.participation.pins.models import Pin
from service.participation.pins.operations import Submitted
from tests.conftest import Browser, TownDatabase
from tests.factories.pictures import CANARY, telltale
from tests.service.photos.conftest import stored

TOKEN = "the-secret-of-the-comment"


@pytest.fixture
def comment(town: TownDatabase, pin: Submitted) -> Comment:
    """A comment below a public idea, whose author has the secret TOKEN."""
    with town.database.session() as db:
        made = Comment(
            municipality_id=1,
            subject_kind="pin",
            subject_id=str(pin.pin.id),
            body="Tältä se näyttää",
            language="fi",
            edit_token_hash=hashlib.sha256(TOKEN.encode()).digest(),
        )
        db.add(made)
        db.flush()
    return made


def add(client: Browser, comment: Comment, key: str = TOKEN) -> Any:
    sent = {"photo": (io.BytesIO(telltale()), "IMG.jpg"), "alt": "Lehmus syksyllä"}
    return client.send(f"/photos/of/comment/{comment.id}?key={key}", sent, content_type="multipart/form-data")


def test_the_author_adds_a_photo_and_everybody_sees_it(
    client: Browser, town: TownDatabase, pin: Submitted, comment: Comment
) -> None:
    answer = add(client, comment)
    assert answer.status_code == 303 and answer.headers["Location"].endswith(f"#comment-{comment.id}")
    ((photo, file),) = stored(town)
    assert CANARY.encode() not in file.full + file.thumb
    page = client.get(f"/pins/{pin.pin.reference}").get_data(as_text=True)
    assert 'alt="Lehmus syksyllä"' in page
    assert client.get(f"/photos/{photo.id}/full.jpg").status_code == 200


def test_a_browser_that_made_the_comment_is_offered_to(client: Browser, pin: Submitted, comment: Comment) -> None:
    page = f"/pins/{pin.pin.reference}"
    assert f"/photos/of/comment/{comment.id}" not in client.get(page).get_data(as_text=True)
    with client.session_transaction() as session:
        session["own"] = [["comment", str(comment.id), TOKEN]]
    assert f"/photos/of/comment/{comment.id}" in client.get(page).get_data(as_text=True)
    assert client.get(f"/photos/of/comment/{comment.id}").status_code == 200


@pytest.mark.parametrize("key", ["", "wrong"])
def test_nobody_else_adds_one(client: Browser, town: TownDatabase, comment: Comment, key: str) -> None:
    assert add(client, comment, key).status_code == 403
    assert stored(town) == []


@pytest.mark.parametrize(("table", "visibility"), [(Comment, "hidden"), (Comment, "withdrawn"), (Pin, "hidden")])
def test_it_is_gone_with_the_comment_and_with_the_idea(
    client: Browser, town: TownDatabase, pin: Submitted, comment: Comment, table: Any, visibility: str
) -> None:
    add(client, comment)
    ((photo, _file),) = stored(town)
    with town.database.session() as db:
        one = comment.id if table is Comment else pin.pin.id
        db.execute(update(table).where(table.id == one).values(visibility=visibility))
    visitor = client.application.test_client()
    assert visitor.get(f"/photos/{photo.id}/thumb.jpg").status_code == 404
