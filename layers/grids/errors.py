"""What can be wrong with a grid's file or its mapping as a whole; the message is a sentence that says what to do."""

from __future__ import annotations

from boundaries.files import FileProblem


class MappingUnusable(FileProblem):
    """The mapping of columns cannot be read, or names what is not known here."""

    code = "mapping_unusable"


class GridColumnsMissing(FileProblem):
    """The file lacks columns that the mapping names."""

    code = "grid_columns_missing"


class NotAGrid(FileProblem):
    """The features are neither points nor square cells of one size on one grid."""

    code = "not_a_grid"


class NoCellInside(FileProblem):
    """No cell with people lies in the municipality."""

    code = "no_cell_inside"


class LimitsChanged(FileProblem):
    """The same year of the same source was published with other limits; both together could tell more."""

    code = "limits_changed"
