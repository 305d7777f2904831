"""What is said of a table and of each of its rows, in the reader's language."""

from __future__ import annotations

from collections import Counter
from typing import Any

from boundaries.reading.errors import UploadProblem
from geo.candidates import Candidate
from geo.crs import LONLAT
from geo.systems import system_name
from service.i18n import N_, format_number, format_percent, ngettext
from service.i18n import gettext as _
from service.participation.imports.planning import Finding
from service.participation.pins.words import spoken_distance

#: Code of a TableProblem -> sentence. A test holds the table to every code.
TABLE_SENTENCES = {
    "table_format_unknown": N_(
        "%(name)s cannot be read. Choose a file that ends in .csv or .xlsx. An old Excel file (.xls) must be saved "
        "again as .xlsx."
    ),
    "table_empty": N_("The file is empty. Choose another one."),
    "table_too_large": N_("The file is too large: at most %(megabytes)s megabytes can be taken. Split it."),
    "table_damaged": N_("The file cannot be read; it may be damaged. Save it again and choose the new file."),
    "table_not_text": N_("The file is not text. Save it again with UTF-8 as its encoding."),
    "table_without_rows": N_("The table needs headings on its first row, and at least one row below them."),
    "table_too_many_rows": N_("The table has more than %(count)s rows. Split it."),
    "table_too_many_columns": N_("The table has more than %(count)s columns. Leave out those that are not needed."),
    "table_cell_too_long": N_("A cell on row %(row)s has more than %(count)s characters. Shorten it."),
}
#: Code of a finding -> sentence. A test holds the table to every code that a plan uses.
FINDINGS = {
    "says_nothing": N_("It says nothing."),
    "identity_code": N_("It holds a personal identity code. Take the code out of the file and bring the row anew."),
    "taken_back": N_("It was taken back or removed in the earlier service."),
    "outside": N_("Its place is outside the municipality, %(distance)s from the border."),
    "outside_whole": N_("Its place is outside, %(distance)s from the border: it becomes one about the whole area."),
    "outside_waits": N_("Its place is outside, %(distance)s from the border: a moderator looks where it belongs."),
    "brought_before": N_("Number %(number)s came over before."),
    "number_twice": N_("Number %(number)s is on row %(line)s already."),
    "number_long": N_("Its number is longer than %(count)s characters."),
    "said_before": N_("The same words are in the service already."),
    "repeats": N_("It repeats row %(line)s: the same words at the same place."),
    "title_long": N_("Its title is longer than %(count)s characters and goes to the head of the text."),
    "theme_unknown": N_("The theme “%(name)s” is not known here; it gets the theme that you chose."),
    "day_unclear": N_("“%(text)s” is no day that has been; it gets the day that you gave."),
    "place_unclear": N_("“%(text)s” is no place; it becomes one about the whole area."),
    "heap": N_("%(count)s rows lie on exactly this spot."),
    "heap_whole": N_("%(count)s rows lie on exactly this spot, so it becomes one about the whole area."),
    "contact_details": N_("It holds a phone number or an e-mail address: a moderator reads it first."),
    "person_name": N_("It seems to name a person: a moderator reads it first."),
}
#: Those for which a row is not brought over.
REASONS = frozenset(
    ("says_nothing", "identity_code", "taken_back", "outside", "brought_before", "number_twice", "number_long",
     "said_before", "repeats")
)  # fmt: skip
PART_LABELS = {
    "title": N_("Title"),
    "text": N_("What was said"),
    "theme": N_("Theme"),
    "east": N_("Longitude or easting (x)"),
    "north": N_("Latitude or northing (y)"),
    "day": N_("Day"),
    "number": N_("Number or other identifier"),
    "number_more": N_("Second part of the identifier, for example the round"),
    "state": N_("State in the earlier service"),
}
STATE_WORDS = {
    "ready": N_("Waiting for approval"),
    "applying": N_("Being brought over"),
    "applied": N_("Brought over"),
    "undone": N_("Taken back"),
}
STATE_TONES = {"ready": "info", "applying": "info", "applied": "good", "undone": "plain"}


def table_sentence(problem: UploadProblem) -> str:
    """Why a table was refused."""
    sentence = TABLE_SENTENCES.get(problem.code, TABLE_SENTENCES["table_damaged"])
    values = {
        name: format_number(value) if isinstance(value, int | float) else value
        for name, value in problem.values.items()
    }
    return _(sentence, **values)


def finding_sentence(finding: Finding) -> str:
    """What is said of one row."""
    values: dict[str, Any] = dict(finding.values)
    if "distance_m" in values:
        values["distance"] = spoken_distance(max(float(values.pop("distance_m")), 10.0))
    if "count" in values:
        values["count"] = format_number(values["count"])
    return _(FINDINGS[finding.code], **values)


def system_options(candidates: list[Candidate]) -> list[tuple[str, str]]:
    """Coordinate systems to choose from, the likeliest first, each with how many of the places fall inside."""
    return [("", _("Not chosen")), *((str(one.epsg), _system(one)) for one in candidates)]


def _system(one: Candidate) -> str:
    label = "WGS 84" if one.epsg == LONLAT else f"{system_name(one.epsg)} (EPSG:{one.epsg})"
    share = max(one.share, one.swapped_share)
    if share <= 0:
        return label
    words = _("%(share)s of the places are inside", share=format_percent(share, 0))
    return f"{label}: {words}"


def summary_lines(counted: Counter[str]) -> list[str]:
    """What bringing over would do, a sentence for each fate that any row has."""
    sentences = {
        "bring": lambda n, text: ngettext(
            "%(count)s row is brought over", "%(count)s rows are brought over", n, count=text
        ),
        "wait": lambda n, text: ngettext(
            "%(count)s of them waits for a moderator", "%(count)s of them wait for a moderator", n, count=text
        ),
        "without_place": lambda n, text: ngettext(
            "%(count)s of them is about the whole area",
            "%(count)s of them are about the whole area",
            n,
            count=text,
        ),
        "heap_whole": lambda n, text: ngettext(
            "%(count)s of them lies in a heap on one spot",
            "%(count)s of them lie in heaps on one spot, as places that nobody pointed at do",
            n,
            count=text,
        ),
        "says_nothing": lambda n, text: ngettext(
            "%(count)s says nothing and is left out", "%(count)s say nothing and are left out", n, count=text
        ),
        "identity_code": lambda n, text: ngettext(
            "%(count)s holds a personal identity code and is left out",
            "%(count)s hold a personal identity code and are left out",
            n,
            count=text,
        ),
        "taken_back": lambda n, text: ngettext(
            "%(count)s was taken back where it was told and is left out",
            "%(count)s were taken back where they were told and are left out",
            n,
            count=text,
        ),
        "outside": lambda n, text: ngettext(
            "%(count)s is outside the municipality and is left out",
            "%(count)s are outside the municipality and are left out",
            n,
            count=text,
        ),
        "repeated": lambda n, text: ngettext(
            "%(count)s repeats another row or what is here already and is left out",
            "%(count)s repeat another row or what is here already and are left out",
            n,
            count=text,
        ),
    }
    repeats = ("brought_before", "number_twice", "said_before", "repeats")
    numbers = {**counted, "repeated": sum(counted[code] for code in repeats)}
    return [say(n, format_number(n)) for code, say in sentences.items() if (n := numbers.get(code, 0))]
