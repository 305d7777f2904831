"""GeoJSON a feature at a time: a file of any length is read with one buffer, and parsed by the standard library."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from boundaries.reading.errors import UploadProblem

CHUNK_BYTES = 1024 * 1024
#: A feature, or any other member of the document, that is longer than this is no shape of a plan or a layer.
MOST_CHARACTERS = 8 * 1024 * 1024
_BLANKS = " \t\r\n\ufeff"
_STARTS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class GeoJsonStream:
    """The features of a document in their order; the other members are in `members` when all were taken.

    A document that is one feature or one geometry is given as if it were a collection of it. The members ``type``,
    ``crs`` and ``name`` and the keys of all others (with None) are kept; what is not a collection of features is
    told by the caller from them.
    """

    def __init__(self, path: Path) -> None:
        self.members: dict[str, Any] = {}
        self.has_features = False
        self._path = path
        self._text = ""
        self._at = 0
        self._is_over = False
        self._decoder = json.JSONDecoder()

    def features(self) -> Iterator[Any]:
        """Each member of the list ``features``, as JSON gave it.

        Raises UploadProblem damaged, not_text, nested_too_deep, too_many_corners (one feature longer than the limit).
        """
        with self._path.open("rb") as file:
            head = file.read(2)
            file.seek(0)
            self._file = file
            self._decode = codecs.getincrementaldecoder(_STARTS.get(head, "utf-8-sig"))("strict").decode
            yield from self._document()

    def _document(self) -> Iterator[Any]:
        self._expect("{")
        if self._peek() == "}":
            return
        while True:
            key = self._value()
            if not isinstance(key, str):
                raise UploadProblem("damaged", format="GeoJSON")
            self._expect(":")
            if key == "features" and self._peek() == "[":
                self.has_features = True
                yield from self._list()
            else:
                value = self._value()
                self.members[key] = value if key in ("type", "crs", "name") else None
                if key in ("geometry", "coordinates", "geometries", "properties"):
                    self.members[key] = value
            if self._expect(",}") == "}":
                return

    def _list(self) -> Iterator[Any]:
        self._expect("[")
        if self._peek() == "]":
            self._at += 1
            return
        while True:
            yield self._value()
            if self._expect(",]") == "]":
                return

    def _peek(self) -> str:
        while True:
            text, at = self._text, self._at
            while at < len(text) and text[at] in _BLANKS:
                at += 1
            self._at = at
            if at < len(text):
                return text[at]
            if not self._more():
                raise UploadProblem("damaged", format="GeoJSON")

    def _expect(self, wanted: str) -> str:
        found = self._peek()
        if found not in wanted:
            raise UploadProblem("damaged", format="GeoJSON")
        self._at += 1
        return found

    def _value(self) -> Any:
        start = self._peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise UploadProblem("nested_too_deep") from error
            except ValueError as error:
                # Most likely its end is not here yet; as much again is read each time, so none is parsed often.
                if not self._more():
                    raise UploadProblem("damaged", format="GeoJSON") from error
                continue
            # A number may go on in the next piece.
            if end == len(self._text) and start not in '{["' and self._more():
                continue
            self._at = end
            return value

    def _more(self) -> bool:
        if self._is_over:
            return False
        rest = self._text[self._at :]
        if len(rest) > MOST_CHARACTERS:
            raise UploadProblem("too_many_corners", count=MOST_CHARACTERS // 24)
        data = self._file.read(max(CHUNK_BYTES, len(rest)))
        self._is_over = not data
        try:
            self._text, self._at = rest + self._decode(data, not data), 0
        except UnicodeDecodeError as error:
            raise UploadProblem("not_text") from error
        return bool(data)
