"""Sending files of figures as an official does."""

from __future__ import annotations

import csv
import html
import io
import re

import pytest

from tests.conftest import Browser

MARKS = re.compile(r'name="((?:hidden_\w+|missing))"[^>]*value="([^"]*)"')
HEADING = ("alue", "nimi", "tyhjät", "asunnot")
WISH = {
    "column_code": "alue",
    "column_part": "tyhjät",
    "column_whole": "asunnot",
    "kind": "share",
    "name_fi": "Tyhjät asunnot",
    "name_en": "Empty homes",
    "meaning_fi": "Asunnot, joissa kukaan ei asu vakituisesti.",
    "of_fi": "asunnoista",
    "domain": "housing",
    "year": "2024",
    "source": "Testilän kunta",
    "licence": "CC BY 4.0",
}


@pytest.fixture
def official(client: Browser) -> Browser:
    client.sign_in("official")
    return client


def table(*rows: tuple[object, ...], heading: tuple[str, ...] = HEADING) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows([heading, *rows])
    return out.getvalue().encode()


def send(client: Browser, data: bytes, name: str = "tyhjat_2024.csv") -> str:
    form = {"upload": (io.BytesIO(data), name)}
    answer = client.send("/desk/indicators", form, content_type="multipart/form-data")
    assert answer.status_code == 303, answer.get_data(as_text=True)[-2000:]
    return str(answer.headers["Location"])


def report(client: Browser, address: str, **wish: str) -> tuple[str, dict[str, str]]:
    """The page with a wish, and the form to approve it; marks of hidden figures are those that were found."""
    form = {**marks(client.get(address).text), **WISH, **wish}
    client.send(f"{address}/report", form)
    page = client.get(f"{address}?lang=en").get_data(as_text=True)
    mark = re.search(r'name="mark" value="(\w+)"', page)
    assert mark is not None, page[-3000:]
    return page, {**form, **marks(page), **wish, "mark": mark.group(1)}


def marks(page: str) -> dict[str, str]:
    """The fields of marks as the page has them filled."""
    return {name: html.unescape(value) for name, value in MARKS.findall(page)}


def bring(client: Browser, data: bytes, name: str = "tyhjat_2024.csv", **wish: str) -> str:
    address = send(client, data, name)
    _page, form = report(client, address, **wish)
    answer = client.send(f"{address}/apply", form)
    assert answer.status_code == 303, answer.get_data(as_text=True)[-4000:]
    return address
