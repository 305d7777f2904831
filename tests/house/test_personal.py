"""Every column that smells of a person is declared: personal, with what erasure does to it, or not, with a reason."""

from __future__ import annotations

import re

import service.models  # noqa: F401
from boundaries.database import Base
from service.personal import registry

#: Names that hold or lead to a person until somebody says otherwise.
SMELLS = re.compile(
    r"e_?mail|phone|address|(^|_)(person|author|actor|walker|supporter|reporter|drawer|sender|owner|member|invited)(_|$)|_by$"
    r"|token|(^|_)(ip|device|user_agent|nickname|birth)(_|$)|author_name|display_name|signature|client_(id|hash)"
)


def columns() -> set[str]:
    return {f"{table.fullname}.{column.name}" for table in Base.metadata.tables.values() for column in table.columns}


def declared() -> set[str]:
    found = registry()
    personal = {f"{name}.{column}" for name, one in found.tables.items() for column in one.columns}
    also = {f"{name}.{column}" for name, one in found.tables.items() for column in one.also}
    return personal | also | set(found.impersonal)


def test_every_column_that_smells_of_a_person_is_declared() -> None:
    ours = (name for name in columns() if not name.startswith("layers."))
    smelling = {name for name in ours if SMELLS.search(name.rpartition(".")[2])}
    assert sorted(smelling - declared()) == [], "say in the feature's personal.py what these columns hold"


def test_what_is_declared_exists() -> None:
    assert sorted(declared() - columns()) == []
    for name, one in registry().tables.items():
        used = {*one.persons, *one.emails, *(thing.column for thing in one.things), one.key}
        used |= {thing.kind_column for thing in one.things if thing.kind_column}
        assert {f"{name}.{column}" for column in used} <= columns(), name
        assert one.persons or one.emails or one.things or one.via or one.hashed, f"no row of {name} can be found"


def test_columns_that_name_a_person_are_searched() -> None:
    """A reference to the table of people that nobody looks at would leave its rows out of a person's copy."""
    for table in Base.metadata.tables.values():
        for key in table.foreign_keys:
            if key.column.table.fullname == "service.person" and table.fullname in registry().tables:
                one = registry().tables[table.fullname]
                column = key.parent.name
                assert column in one.persons or column in one.columns, f"{table.fullname}.{column}"
