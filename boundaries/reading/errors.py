"""What can be wrong with a file as a whole. Words for people are made elsewhere, from the code and its values."""

from __future__ import annotations

from typing import Any


class FileProblem(Exception):
    """A file that cannot be used as a whole; the message is a plain English sentence that says what to do."""

    code = "file_problem"


class UploadProblem(FileProblem):
    """A file that was refused while it was read.

    Parameters
    ----------
    code : stable, one of `CODES`.
    values : what the sentence names (a limit, the name of a part); plain numbers and short texts.
    """

    def __init__(self, code: str, **values: Any) -> None:
        self.code = code
        self.values = values
        words = code.replace("_", " ")
        told = ", ".join(f"{name} {value}" for name, value in values.items())
        super().__init__(f"The file cannot be used: {words}{f' ({told})' if told else ''}.")


class LayerUnclear(UploadProblem):
    """The file has several layers with areas and none was chosen; `layers` names them."""

    def __init__(self, layers: list[str]) -> None:
        super().__init__("layer_unclear", layers=", ".join(layers))
        self.layers = layers


#: Every code of an `UploadProblem`; a test holds the sentences of the service to it.
CODES = frozenset(
    {
        "format_unknown",  # name
        "not_what_it_says",  # format
        "needs_zip",
        "empty_file",
        "file_too_large",  # megabytes
        "damaged",  # format
        "not_text",
        "nested_too_deep",
        "entities_refused",
        "network_link",
        "archive_path",  # name
        "archive_link",  # name
        "archive_locked",
        "archive_too_large",  # megabytes
        "archive_too_many",  # count
        "archive_without_shapefile",
        "archive_without_kml",
        "layer_is_view",  # layer
        "foreign_tables",  # table
        "layer_unclear",  # layers
        "no_geometry_column",
        "no_features",
        "too_many_features",  # count
        "too_many_corners",  # count
        "took_too_long",
    }
)
