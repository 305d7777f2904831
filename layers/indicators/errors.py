"""What can be wrong with a file of statistics as a whole. What is wrong with one area is a message instead."""

from __future__ import annotations


class StatisticsFileProblem(Exception):
    """Base: the file cannot be imported at all; `code` is stable, `detail` names the thing."""

    code = "statistics_file_problem"

    def __init__(self, detail: str = "") -> None:
        super().__init__(f"{self.code} {detail}".strip())
        self.detail = detail


class LayerMissing(StatisticsFileProblem):
    """The file cannot be read, or has no layer of that name."""

    code = "layer_missing"


class ColumnsMissing(StatisticsFileProblem):
    """Columns that the publisher's table has are not in the file; `detail` lists them."""

    code = "columns_missing"


class CrsMissing(StatisticsFileProblem):
    """The layer does not say in which coordinate system it is; guessing would move every area."""

    code = "crs_missing"


class MunicipalityNotInFile(StatisticsFileProblem):
    """No row of the file belongs to the municipality; `detail` is its code."""

    code = "municipality_not_in_file"
