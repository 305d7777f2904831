"""Which columns of a file mean what: a small TOML file, some shipped with the service.

.. code-block:: toml

    title = "HSY, Väestötietoruudukko 2015, CC BY 4.0"
    cell_m = 250                              # only for a file of points, which are put into cells
    [[groups]]
    kind = "people"                           # people, sensitive or homes: how many must stand behind a figure
    columns = {he_vakiy = "asukkaita"}        # our key = the file's column
    [[groups]]
    kind = "people"
    base = "he_vakiy"                         # whose number must reach the limit; the first column if absent
    hidden = [99]                             # numbers or words that stand for a hidden figure
    columns = {age_0_9 = "ika0_9", age_10_19 = "ika10_19"}
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from layers.grids.columns import grid_columns
from layers.grids.errors import MappingUnusable
from layers.indicators.catalogue import RESIDENTS

KINDS = ("people", "sensitive", "homes")


@dataclass(frozen=True, slots=True)
class Group:
    """Columns that are hidden together. `columns` maps our keys to the file's names; `base` is one of our keys."""

    kind: str
    base: str
    columns: dict[str, str]
    hidden_numbers: tuple[float, ...] = ()
    hidden_words: tuple[str, ...] = ("..", "...")


@dataclass(frozen=True, slots=True)
class Mapping:
    """A file's columns. `title` names the publisher and licence, shown beside every figure; `cell_m` is the
    size of the cells that points are put into, None for a file of cells."""

    title: str
    cell_m: float | None
    groups: tuple[Group, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """All our keys, residents first."""
        return tuple(key for group in self.groups for key in group.columns)


def shipped_mappings() -> tuple[str, ...]:
    """The sources that the service knows the columns of."""
    return tuple(sorted(one.name.removesuffix(".toml") for one in _folder().iterdir() if one.name.endswith(".toml")))


def mapping_for(source: str, path: Path | None = None) -> Mapping:
    """The mapping in a file, or the shipped one of a source.

    Raises MappingUnusable.
    """
    if path is None and source not in shipped_mappings():
        known = ", ".join(shipped_mappings())
        raise MappingUnusable(f"The columns of {source} are not known. Describe them with --mapping, or use {known}.")
    try:
        text = path.read_text(encoding="utf-8") if path else (_folder() / f"{source}.toml").read_text(encoding="utf-8")
        return parsed(tomllib.loads(text))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingUnusable(f"{path} cannot be read as a mapping: {error}.") from error


def parsed(given: dict[str, Any]) -> Mapping:
    """A mapping from TOML's values.

    Raises MappingUnusable with what is wrong and where.
    """
    _only(given, {"title", "cell_m", "groups"}, "The mapping")
    if not isinstance(given.get("title"), str) or not given["title"].strip():
        raise MappingUnusable("The mapping needs a title: the publisher and licence, as text.")
    cell_m = given.get("cell_m")
    if cell_m is not None and (not isinstance(cell_m, int | float) or cell_m <= 0):
        raise MappingUnusable("cell_m must be a length in metres.")
    rows = given.get("groups")
    if not isinstance(rows, list) or not rows:
        raise MappingUnusable("The mapping needs at least one [[groups]].")
    mapping = Mapping(given["title"].strip(), cell_m, tuple(_group(row, number) for number, row in enumerate(rows, 1)))
    repeated = {key for key in mapping.keys if mapping.keys.count(key) > 1}
    if repeated:
        raise MappingUnusable(f"{', '.join(sorted(repeated))} stands in more than one group.")
    if mapping.keys[0] != RESIDENTS:
        raise MappingUnusable(f"The first column must be {RESIDENTS}: the residents, whom the atoms are cut by.")
    for group in mapping.groups:
        if group.base not in mapping.keys:
            raise MappingUnusable(f"{group.base} is a base but no column.")
    return mapping


def _group(row: Any, number: int) -> Group:
    where = f"Group {number}"
    if not isinstance(row, dict):
        raise MappingUnusable(f"{where} is not a table.")
    _only(row, {"kind", "base", "columns", "hidden"}, where)
    columns, kind = row.get("columns"), row.get("kind")
    if kind not in KINDS:
        raise MappingUnusable(f"{where}: kind is one of {', '.join(KINDS)}.")
    if not isinstance(columns, dict) or not columns or not all(isinstance(name, str) for name in columns.values()):
        raise MappingUnusable(f"{where}: columns are our keys with the file's names.")
    unknown = sorted(set(columns) - set(grid_columns(0)))
    if unknown:
        raise MappingUnusable(f"{where}: {', '.join(unknown)} is not known; see docs/grids.md for the keys.")
    hidden = row.get("hidden", [])
    if not isinstance(hidden, list) or not all(isinstance(code, int | float | str) for code in hidden):
        raise MappingUnusable(f"{where}: hidden is a list of numbers and words.")
    return Group(
        kind=str(kind),
        base=str(row.get("base", next(iter(columns)))),
        columns=columns,
        hidden_numbers=tuple(float(code) for code in hidden if not isinstance(code, str)) or (-1.0,),
        hidden_words=("..", "...", *(code for code in hidden if isinstance(code, str))),
    )


def _only(given: dict[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(set(given) - known)
    if unknown:
        raise MappingUnusable(f"{where} has {', '.join(unknown)}; it may have {', '.join(sorted(known))}.")


def _folder() -> Any:
    return files("layers.grids") / "mappings"
