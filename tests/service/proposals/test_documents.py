"""Documents of proposals: what is taken, how it is given out, and what stays when one is taken away."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage

from service.proposals.documents.checking import MOST_BYTES, check_document
from service.proposals.documents.errors import DocumentRefused
from tests.conftest import Browser
from tests.service.proposals.conftest import form, send_new, text_of

SLUG = "/proposals/uusi-puisto-keskustaan"
PAGE = SLUG + "/documents"
PDF = b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"


def docx(*more: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", *more):
            archive.writestr(name, "<x/>")
    return held.getvalue()


def picture() -> bytes:
    held = io.BytesIO()
    made = Image.new("RGB", (400, 300), "green")
    exif = made.getexif()
    exif[0x010F] = "Kamera Matin"
    made.save(held, "JPEG", exif=exif)
    return held.getvalue()


def send(client: Browser, data: bytes, name: str = "x.pdf", **changes: Any) -> Any:
    files = {"file": FileStorage(io.BytesIO(data), name)}
    return client.send(PAGE + "?lang=fi", {"name_fi": "Selostus", "name_sv": "Beskrivning", **changes, **files})


def links(client: Any) -> list[str]:
    return re.findall(rf'href="({SLUG}/documents/[0-9a-f-]+)"', client.get(SLUG).get_data(as_text=True))


@pytest.fixture
def saved(planner: Browser) -> Browser:
    assert send_new(planner).status_code == 303
    return planner


@pytest.mark.parametrize(
    ("data", "ending", "kind"), [(PDF, "pdf", "PDF"), (docx(), "docx", "Word"), (picture(), "jpg", "JPEG")]
)
def test_residents_get_a_document_to_save_and_never_to_run(
    saved: Browser, data: bytes, ending: str, kind: str
) -> None:
    assert send(saved, data, "../../<script>.exe").status_code == 303
    visitor = saved.application.test_client()
    page = text_of(visitor.get(SLUG + "?lang=fi"))
    assert "Selostus" in page and f"{kind}, 1" in page
    answer = visitor.get(links(visitor)[0])
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f"attachment; filename=selostus.{ending}"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert b"Kamera" not in answer.data
    assert ending == "jpg" or answer.data == data
    again = visitor.get(links(visitor)[0], headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304 and not again.data


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Tiedosto on tyhjä"),
        (b"MZ\x90\x00 a program", "Vain PDF"),
        (b"<svg onload='x()'/>", "Vain PDF"),
        (b"GIF89a", "Vain PDF"),
        (b"\xd0\xcf\x11\xe0old", "vanha Word"),
        (PDF[:40], "vioittunut"),
        (PDF.replace(b"/Catalog", b"/JavaScript"), "sisältää ohjelman"),
        (PDF.replace(b"<</Root", b"<</Encrypt 5 0 R /Root"), "lukittu salasanalla"),
        (docx("word/vbaProject.bin"), "makroja"),
        (docx("word/embeddings/oleObject1.bin"), "makroja"),
        (b"PK\x03\x04 not a zip", "vioittunut"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_document_is_refused_in_words_and_titles_stay(saved: Browser, data: bytes, words: str) -> None:
    answer = send(saved, data)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert 'value="Beskrivning"' in answer.get_data(as_text=True)
    assert links(saved) == []


def test_a_file_over_the_limit_is_refused_in_words() -> None:
    with pytest.raises(DocumentRefused, match="suurempi kuin 20"):
        check_document(PDF + b"\0" * MOST_BYTES)


def test_no_file_and_no_title_are_said(saved: Browser) -> None:
    assert "Valitse tiedosto" in text_of(saved.send(PAGE + "?lang=fi", {"name_fi": "Selostus"}))
    assert 'id="field-name_fi-error"' in send(saved, PDF, name_fi="").get_data(as_text=True)


def test_a_removed_document_leaves_its_trace_and_no_bytes(saved: Browser) -> None:
    send(saved, PDF)
    link = links(saved)[0]
    assert saved.send(link + "/remove", {"reason": ""}).status_code == 422
    assert saved.get(link).status_code == 200
    assert saved.send(link + "/remove", {"reason": "Korvattu uudella"}).status_code == 303
    visitor = saved.application.test_client()
    page = text_of(visitor.get(SLUG + "?lang=fi"))
    assert "Selostus" in page and "Korvattu uudella" in page
    assert links(visitor) == []
    for client in (visitor, saved):
        assert client.get(link, headers={"Accept": "text/html"}).status_code == 404
    assert saved.send(link + "/remove", {"reason": "Toinen kerta"}).status_code == 404


def test_documents_of_a_draft_and_of_a_withdrawn_proposal_are_for_planners_alone(planner: Browser) -> None:
    send_new(planner, state="draft")
    send(planner, PDF)
    link, visitor = links(planner)[0], planner.application.test_client()
    assert planner.get(link).status_code == 200
    assert planner.get(link).headers["Cache-Control"] == "no-store"
    assert visitor.get(link).status_code == 404
    planner.send(SLUG + "/edit", form(version="1", state="open"))
    assert visitor.get(link).status_code == 200
    planner.send(SLUG + "/edit", form(version="2", state="withdrawn"))
    assert visitor.get(link).status_code == 404


def test_only_planners_attach(saved: Browser) -> None:
    visitor = saved.application.test_client()
    assert visitor.get(PAGE, headers={"Accept": "text/html"}).status_code == 401
    saved.sign_in("official")
    assert send(saved, PDF).status_code == 403
