"""What is kept of a photo: its pixels, upright, in a size that pages need, and nothing else that was in the file."""

from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from service.participation.photos.errors import PhotoRefused
from service.participation.photos.isolated import clean_photo, cover
from service.participation.photos.rules import FULL_PX, THUMB_PX, UPLOAD_BYTES
from tests.factories.pictures import CANARY, hostile, jpeg, picture, telltale


def segments(data: bytes) -> set[int]:
    """The markers of a JPEG before its pixels."""
    at, found = 2, set()
    while data[at] == 0xFF and data[at + 1] != 0xDA:
        found.add(data[at + 1])
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return found


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_nothing_but_pixels_is_kept(kind: str) -> None:
    data = telltale(kind)
    assert CANARY.encode() in data, "else the search would prove nothing"
    photo = clean_photo(data)
    for kept in (photo.full, photo.thumb):
        assert CANARY.encode() not in kept
        # APP0 is the bare JFIF head; no EXIF or XMP (E1), profile (E2), IPTC (ED) or comment (FE).
        assert segments(kept) & {*range(0xE1, 0xF0), 0xFE} == set()
        assert Image.open(io.BytesIO(kept)).format == "JPEG"


def test_the_picture_is_turned_as_it_was_held() -> None:
    photo = clean_photo(telltale(orientation=6))  # held on its side: what was left is on top
    shown = Image.open(io.BytesIO(photo.full)).convert("RGB")
    assert (photo.width, photo.height) == shown.size == (400, 600)
    red, _green, blue = shown.getpixel((200, 100))
    assert red > 150 > blue


@pytest.mark.parametrize("orientation", [0, 9, 255])
def test_a_nonsense_orientation_turns_nothing(orientation: int) -> None:
    photo = clean_photo(telltale(orientation=orientation))
    assert (photo.width, photo.height) == (600, 400)


def test_large_photos_become_as_large_as_pages_need() -> None:
    out = io.BytesIO()
    picture(4000, 3000).save(out, "JPEG")
    photo = clean_photo(out.getvalue())
    assert max(photo.width, photo.height) == FULL_PX
    assert max(Image.open(io.BytesIO(photo.thumb)).size) == THUMB_PX


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_taken(mode: str) -> None:
    out = io.BytesIO()
    (Image.new(mode, (300, 200)) if mode == "I;16" else picture(300, 200).convert(mode)).save(out, "PNG")
    assert clean_photo(out.getvalue()).width == 300


def test_print_colours_and_what_is_seen_through_become_plain() -> None:
    out = io.BytesIO()
    picture(mode="CMYK").save(out, "JPEG")
    red, _green, blue = Image.open(io.BytesIO(clean_photo(out.getvalue()).full)).getpixel((100, 200))
    assert red > 120 > blue
    clear = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(clear, "PNG")
    assert Image.open(io.BytesIO(clean_photo(clear.getvalue()).full)).getpixel((25, 25)) == (255, 255, 255)


@pytest.mark.parametrize("name", list(hostile()))
def test_hostile_files_are_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(PhotoRefused) as refused:
        clean_photo(hostile()[name])
    assert refused.value.message.endswith(".")
    assert refused.value.errors[0].where == "photo"


def test_a_file_that_is_a_page_as_well_keeps_only_its_pixels() -> None:
    page = b"<script>alert(1)</script>"
    data = jpeg(comment=page) + b"\n" + page + b"PK\x03\x04"
    photo = clean_photo(data)
    assert b"script" not in photo.full + photo.thumb and b"PK\x03\x04" not in photo.full


def test_a_file_over_the_limit_is_not_decoded() -> None:
    with pytest.raises(PhotoRefused, match="10"):
        clean_photo(b"\xff\xd8\xff" + b"\x00" * UPLOAD_BYTES)


def test_what_is_covered_is_black_in_both_sizes() -> None:
    photo = clean_photo(jpeg())
    covered = cover(photo.full, [(0, 0, 300, 400)])
    for kept, at in ((covered.full, (150, 200)), (covered.thumb, (100, 130))):
        assert max(Image.open(io.BytesIO(kept)).getpixel(at)) < 12
    right = Image.open(io.BytesIO(covered.full)).getpixel((450, 200))
    assert right[2] > 150
