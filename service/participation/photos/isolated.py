"""The parent's side of decoding: starts the process that may do nothing else, and takes what it gives."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from service.participation.photos.formats import SENTENCES, check_file, refusal
from service.participation.photos.rules import FULL_PX, PIXELS, THUMB_PX

CHILD = Path(__file__).with_name("child.py")
#: The processor's time is limited inside; this ends one that only waits.
WALL_S = 30
#: A decoder may take a gigabyte: no more of them at once in a process of the service.
_AT_ONCE = threading.BoundedSemaphore(2)

Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class CleanPhoto:
    """A photo as it is kept: JPEG bytes of both sizes, and the size of the full one in pixels."""

    width: int
    height: int
    full: bytes
    thumb: bytes

    @property
    def sha256(self) -> bytes:
        """Of the full picture's bytes."""
        return hashlib.sha256(self.full).digest()


def clean_photo(data: bytes) -> CleanPhoto:
    """A file that somebody sent as it may be kept: upright, in sRGB, at most 1600 pixels long, without metadata.

    Raises PhotoRefused, with a sentence for the reader.
    """
    check_file(data)
    return _cleaned(data, [])


def cover(full: bytes, boxes: Sequence[Box]) -> CleanPhoto:
    """A kept photo with rectangles (left, top, right, bottom in its pixels) burned in.

    Raises PhotoRefused when the bytes are no photo any more.
    """
    return _cleaned(full, [list(box) for box in boxes])


def _cleaned(data: bytes, boxes: list[list[int]]) -> CleanPhoto:
    asked = {"pixels": PIXELS, "full": FULL_PX, "thumb": THUMB_PX, "boxes": boxes}
    try:
        with _AT_ONCE:
            ended = subprocess.run(
                [sys.executable, "-I", str(CHILD), json.dumps(asked)],
                input=data,
                capture_output=True,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},  # no setting of the service reaches it
                cwd="/",
                timeout=WALL_S,
                check=False,
                start_new_session=True,
            )
    except subprocess.TimeoutExpired as error:
        raise refusal("took_too_long") from error
    if ended.returncode < 0:  # ended by a limit
        raise refusal("took_too_long")
    head, _newline, files = ended.stdout.partition(b"\n")
    if ended.returncode or not head:
        raise refusal("damaged")
    said: dict[str, Any] = json.loads(head)
    if "problem" in said:
        code = said["problem"] if said["problem"] in SENTENCES else "damaged"
        raise refusal(code, limit=PIXELS // 1_000_000)
    full, thumb = files[: said["full"]], files[said["full"] : said["full"] + said["thumb"]]
    if len(thumb) != said["thumb"]:
        raise refusal("damaged")
    return CleanPhoto(said["width"], said["height"], full, thumb)
