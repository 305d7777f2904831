"""Tables of figures as people really send them: lost zeros, decimal commas, marks, sums, and areas named twice."""

import pytest

from layers.indicators.bringing.cells import cell_state, likely_hidden, likely_missing, marks_in
from layers.indicators.bringing.figures import by_row, by_shape
from layers.indicators.bringing.guessing import figure_columns
from layers.indicators.bringing.planning import Choices, Planned, read_rows
from layers.indicators.bringing.units import UnitBook

BOOK = UnitBook(
    ids=(11, 12, 13),
    codes=("00100", "00120", "70100"),
    names=({"fi": "Keskusta", "sv": "Centrum"}, {"fi": "Punavuori"}, {"fi": "Keskusta"}),
    town=frozenset({"kuopio"}),
)
HEADING = ("alue", "nimi", "tyhjät", "asunnot")
SHARE = Choices(
    "share",
    {"code": "alue", "name": "nimi", "part": "tyhjät", "whole": "asunnot"},
    {"part": ("..", "-1"), "whole": ("..",)},
    ("-",),
)


def read(*rows: tuple[str, ...], choices: Choices = SHARE) -> list[Planned]:
    return read_rows(HEADING, [(line, cells) for line, cells in enumerate(rows, start=2)], choices, BOOK)


def codes(planned: list[Planned]) -> list[list[str]]:
    return [[finding.code for finding in one.findings] for one in planned]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12,5", ("value", 12.5)),
        ("1 234", ("value", 1234.0)),
        ("1\u00a0234,5", ("value", 1234.5)),
        ("\u22123", ("value", -3.0)),
        ("-1", ("suppressed", None)),
        ("-1,0", ("suppressed", None)),
        ("..", ("suppressed", None)),
        ("", ("missing", None)),
        ("-", ("missing", None)),
        ("n. 12", None),
        ("12,5,1", None),
    ],
)
def test_a_cell_is_a_number_a_mark_or_neither(text: str, found: tuple[str, float | None] | None) -> None:
    assert cell_state(text, ("..", "-1"), ("-",)) == found


def test_an_empty_cell_hides_only_where_that_was_said() -> None:
    assert cell_state(" ", ("",), ()) == ("suppressed", None)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("5", "..", "12", "..."), ("..", "...")),
        (("5", "-1", "12"), ("-1",)),
        (("5", "-1", "-2,5"), ()),  # changes: below nothing is no mark there
        (("30", "41", "99", "99", "22"), ("99",)),
        (("88", "91", "99", "99"), ()),  # nines among their like are figures
        (("30", "99"), ()),
        (("<5", "12"), ("<5",)),
        (("1", "2"), ()),
    ],
)
def test_likely_marks_are_found_and_figures_are_not(cells: tuple[str, ...], found: tuple[str, ...]) -> None:
    assert likely_hidden(cells) == found


def test_marks_are_written_with_spaces_between() -> None:
    assert marks_in(" .. -1;X ..") == ("..", "-1", "x")
    assert likely_missing(("5", "NA", ".")) == (".", "na")


def test_zeros_that_a_spreadsheet_took_are_put_back_and_said() -> None:
    planned = read(("100", "", "3", "50"), ("00120 Punavuori", "", "4", "60"), ("70100.0", "", "5", "70"))
    assert [one.unit for one in planned] == [0, 1, 2]
    assert codes(planned) == [["zeros_put_back"], [], []]


def test_an_area_may_be_named_but_not_by_a_name_of_several() -> None:
    planned = read(("", "punavuori", "3", "50"), ("", "Centrum", "3", "50"), ("", "Keskusta", "3", "50"))
    assert [one.unit for one in planned] == [1, 0, None]
    assert codes(planned)[2] == ["name_of_several"]


def test_what_cannot_be_right_is_left_out_and_says_why() -> None:
    planned = read(
        ("00100", "", "noin 3", "50"), ("00120", "", "60", "50"), ("70100", "", "-7", "50"), ("99999", "", "1", "2")
    )
    assert codes(planned) == [["not_a_number"], ["part_above_whole"], ["negative"], ["unknown_area"]]
    assert by_row(planned, SHARE, BOOK).figures == {}


def test_sums_and_placeholders_are_no_areas() -> None:
    planned = read(
        ("00100", "", "3", "50"), ("00120", "", "4", "60"), ("", "Yhteensä", "7", "110"), ("", "KUOPIO", "7", "110"),
        ("9999", "", "7", "110"), ("88888", "", "1", "20"), ("", "", "1", "2"),
    )  # fmt: skip
    assert codes(planned)[2:] == [["total_row"], ["total_row"], ["placeholder"], ["unknown_area"], ["without_area"]]


def test_rows_of_one_area_are_left_out_or_added_up_as_was_chosen() -> None:
    rows = (("00100", "", "3", "50"), ("100", "", "4", "60"), ("00120", "", "1", "9"))
    left = by_row(read(*rows), SHARE, BOOK)
    assert left.figures == {12: {"part": ("value", 1.0), "whole": ("value", 9.0)}}
    assert left.without == (2,)

    adding = Choices(SHARE.kind, SHARE.columns, SHARE.hidden, SHARE.missing, "add")
    assert by_row(read(*rows, choices=adding), adding, BOOK).figures[11] == {
        "part": ("value", 7.0),
        "whole": ("value", 110.0),
    }
    hidden = (("00100", "", "..", "50"), ("100", "", "4", "60"))
    assert by_row(read(*hidden, choices=adding), adding, BOOK).figures[11]["part"] == ("suppressed", None)


def test_a_mean_is_never_added_up() -> None:
    value = Choices("value", {"code": "alue", "value": "tyhjät"}, {}, (), "add")
    planned = read(("00100", "", "3", ""), ("00100", "", "4", ""), choices=value)
    assert codes(planned) == [["area_twice"], ["area_twice"]]


def test_counts_move_with_the_land_and_what_is_hidden_stays_hidden() -> None:
    choices = Choices("share", SHARE.columns, SHARE.hidden, (), by_shape=True)
    planned = read(("a", "", "10", "100"), ("b", "", "..", "40"), choices=choices)
    shares = [{11: 0.75, 12: 0.25}, {12: 0.0001, 13: 0.9}]
    found = by_shape(planned, shares, {11: 1.0, 12: 0.7, 13: 0.9}, choices, BOOK)
    assert found.figures[11] == {"part": ("value", 7.5), "whole": ("value", 75.0)}
    # A sliver of the hidden shape does not hide its neighbour.
    assert found.figures[12] == {"part": ("value", 2.5), "whole": ("value", 25.0)}
    assert found.figures[13]["part"] == ("suppressed", None)
    assert found.thin == ((1, 0.7), (2, 0.9))


def test_an_area_mostly_outside_the_shapes_gets_no_figure() -> None:
    choices = Choices("share", SHARE.columns, SHARE.hidden, (), by_shape=True)
    planned = read(("a", "", "10", "100"), choices=choices)
    found = by_shape(planned, [{11: 1.0}], {11: 0.4}, choices, BOOK)
    assert found.figures == {}
    assert found.thin == ((0, 0.4),)
    assert found.without == (1, 2)


def test_the_columns_of_areas_are_found_by_what_stands_in_them() -> None:
    rows = (("7", "100", "Punavuori", "3"), ("8", "00120", "Keskusta", "4"))
    assert BOOK.columns_likely(("nro", "pno", "alue", "n"), rows) == {"code": "pno", "name": "alue"}
    assert BOOK.columns_likely(("nro",), (("7",),)) == {}


def test_figures_are_guessed_only_where_nothing_else_can_be_meant() -> None:
    heading = ("pno", "nimi", "kaikki", "tyhjät")
    rows = (("70100", "A", "50", ".."), ("70110", "B", "60", "7"), ("70120", "C", "9", "0"))
    assert figure_columns(heading, rows, {"pno"}) == ("share", {"part": "tyhjät", "whole": "kaikki"})
    assert figure_columns(heading[:3], rows, {"pno"}) == ("value", {"value": "kaikki"})
    crossing = (("70100", "A", "5", "7"), ("70110", "B", "9", "7"))
    assert figure_columns(heading, crossing, {"pno"}) is None
    assert figure_columns(heading, rows, set()) is None
    assert figure_columns(("nimi",), (("A",),), set()) is None
