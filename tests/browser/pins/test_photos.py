"""Photos in a real browser: made small on the phone, sent after the idea, and refused with a sentence."""

from __future__ import annotations

import io

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.accessibility.looking import findings
from tests.browser.conftest import OpenPage, origin, sign_in
from tests.browser.pins.test_telling import ready, sent_reference
from tests.conftest import TownDatabase
from tests.factories.pictures import CANARY, telltale


def large_photo() -> bytes:
    """A photo of 12 megapixels, as telephones take them."""
    out = io.BytesIO()
    Image.effect_noise((4000, 3000), 30).convert("RGB").save(out, "JPEG", quality=80, comment=CANARY.encode())
    return out.getvalue()


def write_on_phone(page: Page) -> None:
    ready(page)
    page.get_by_role("link", name="Kerro idea").tap()
    page.get_by_role("button", name="Tämä paikka").tap()
    page.get_by_role("radio", name="Puistot ja luonto").tap()
    page.get_by_label("Omin sanoin").fill("Kuvan kanssa kerrottu idea.")
    page.get_by_text("Lisää kuvia").tap()


def test_a_photo_from_a_phone_leaves_it_small_and_arrives(open_page: OpenPage, kuopio: TownDatabase) -> None:
    page = open_page("/", size="phone")
    write_on_phone(page)
    fields = page.locator("photo-fields")
    expect(fields.get_by_label("Kuva 2", exact=True)).to_be_hidden()
    photo = {"name": "IMG_0001.JPG", "mimeType": "image/jpeg", "buffer": large_photo()}
    fields.get_by_label("Kuva 1", exact=True).set_input_files(photo)  # type: ignore[arg-type]
    expect(fields.locator(".photo-preview img")).to_be_visible()
    fields.get_by_label("Mitä kuvassa on?").first.fill("Rikkinäinen penkki")
    expect(fields.get_by_label("Kuva 2", exact=True)).to_be_visible()
    with page.expect_request(lambda request: request.url.endswith("/photos")) as sent:
        page.get_by_role("button", name="Lähetä").tap()
    body = sent.value.post_data_buffer or b""
    assert CANARY.encode() not in body, "what was written in the file stays on the phone"
    reference = sent_reference(page)
    expect(page.locator("[data-sent-photos]")).to_have_text("Kuvat ovat perillä.")
    with kuopio.session() as db:
        row = (
            db.connection()
            .exec_driver_sql(
                "SELECT f.alt, f.width, f.height FROM service.photo AS f JOIN service.pin AS p ON p.id = f.subject_id "
                "WHERE p.reference = %s",
                (reference,),
            )
            .one()
        )
    assert tuple(row) == ("Rikkinäinen penkki", 1600, 1200)
    page.goto(f"{origin(page)}/pins/{reference}")
    picture = page.get_by_role("img", name="Rikkinäinen penkki")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") == 400


def test_a_file_that_is_no_picture_is_refused_and_can_be_replaced(open_page: OpenPage) -> None:
    page = open_page("/", size="phone")
    write_on_phone(page)
    fields = page.locator("photo-fields")
    first = fields.get_by_label("Kuva 1", exact=True)
    first.set_input_files({"name": "kuva.jpg", "mimeType": "image/jpeg", "buffer": b"<svg/>"})  # type: ignore[arg-type]
    expect(fields.locator(".photo-error")).to_contain_text("Valitse JPEG-, PNG- tai WebP-kuva.")
    first.set_input_files({"name": "k.png", "mimeType": "image/png", "buffer": telltale("PNG")})  # type: ignore[arg-type]
    expect(fields.locator(".photo-error")).to_have_count(0)
    fields.get_by_role("button", name="Poista kuva").tap()
    expect(fields.locator(".photo-preview")).to_have_count(0)
    expect(page.get_by_label("Omin sanoin")).to_have_value("Kuvan kanssa kerrottu idea.")


@pytest.mark.parametrize("size", ["phone", "desk"])
def test_the_form_without_scripts_sends_a_photo(open_page: OpenPage, size: str) -> None:
    page = open_page("/pins/new", size=size, java_script_enabled=False)
    page.get_by_role("radio", name="Puistot ja luonto").check()
    page.get_by_label("Omin sanoin").fill("Ilman skriptejä, kuvan kanssa.")
    page.get_by_role("radio", name="Koko Kuopio").check()
    page.get_by_text("Lisää kuvia").click()
    photo = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": telltale(orientation=6)}
    page.get_by_label("Kuva 1", exact=True).set_input_files(photo)  # type: ignore[arg-type]
    page.get_by_role("button", name="Lähetä").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kiitos")
    expect(page.get_by_text("Mitä tässä kuvassa on?")).to_be_visible()


def test_a_moderator_draws_over_a_photo_and_it_is_covered_for_good(open_page: OpenPage, kuopio: TownDatabase) -> None:
    page = open_page("/about", bypass_csp=True)
    sign_in(page, "moderator")
    page.goto(f"{origin(page)}/admin/?kind=photo&lang=fi")
    page.get_by_role("link", name="Katso kokonaan, peitä osa").first.click()
    photo = page.url.rsplit("/", 1)[1].split("?")[0]
    frame = page.locator("[data-cover]")
    box = frame.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] * 0.1)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.9, steps=5)
    page.mouse.up()
    first = page.locator("[data-rectangle]").first
    assert abs(float(first.get_by_label("Leveys").input_value()) - 50) < 1
    assert findings(page) == []
    page.get_by_role("button", name="Katso, miltä se näyttäisi").click()
    expect(page.get_by_text("Mitään ei ole vielä muutettu")).to_be_visible()
    page.get_by_role("button", name="Peitä pysyvästi").click()
    expect(page.get_by_text("alkuperäinen kuva on poistettu")).to_be_visible()
    with kuopio.session() as db:
        row = db.connection().exec_driver_sql(
            'SELECT f."full", p.redacted_at FROM service.photo_file AS f JOIN service.photo AS p ON p.id = f.photo_id '
            "WHERE p.id = %s",
            (photo,),
        )
        full, redacted_at = row.one()
    picture = Image.open(io.BytesIO(full))
    assert redacted_at is not None
    assert max(picture.getpixel((picture.width // 3, picture.height // 2))) < 12
