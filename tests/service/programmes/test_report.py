"""The downloaded report asks nobody for anything, and no text in it becomes markup."""

import hashlib
import re
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from service.programmes.inlining import ALLOWED, STATIC, OutsideAddress, inlined, locked_hash
from tests.conftest import Browser
from tests.service.programmes.test_decisions import decide

CANARY = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"


def test_every_text_is_escaped_and_nothing_is_fetched(client: Browser, db: Session) -> None:
    db.execute(
        text("UPDATE boundaries.area SET names = jsonb_build_object('fi', CAST(:name AS text)) WHERE code = '03'"),
        {"name": CANARY},
    )
    db.commit()
    client.sign_in("official")
    made = decide(client, title=CANARY, reason=CANARY, area_reason=[CANARY, CANARY]).headers["Location"]
    answer = client.get(f"{made}/report.html")
    page = answer.get_data(as_text=True)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "<img" not in page
    assert "alert(2)</script>" not in page
    assert "<script>alert" not in page
    without_scripts = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", without_scripts)
    assert "L.map(" in page


@pytest.mark.parametrize(
    "page",
    [
        '<script src="https://example.org/x.js"></script>',
        '<link rel="stylesheet" href="https://example.org/x.css"/>',
        '<img src="https://example.org/x.png">',
        '<img alt="" src="x.png">',
        "<style>@import 'x.css'</style>",
        "<style>a { background: url(https://example.org/x.png) }</style>",
        "<style>a { background: url('images/x.png') }</style>",
        '<link rel="icon" href="https://example.org/x.ico">',
    ],
)
def test_anything_from_outside_is_refused(page: str) -> None:
    with pytest.raises(OutsideAddress):
        inlined(page)


@pytest.mark.parametrize("name", sorted(one for one in ALLOWED.values() if one.startswith("vendor/")))
def test_what_is_put_in_is_what_the_lock_says(name: str) -> None:
    found = hashlib.sha256((Path(STATIC) / name).read_bytes()).hexdigest()
    assert found == locked_hash(name)
