"""Days out of cells, however people write them."""

from __future__ import annotations

import datetime as dt
import re

_DMY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:\D.*)?", re.DOTALL)
_YMD = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:\D.*)?", re.DOTALL)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
#: Nothing that a service was told is older.
EARLIEST = dt.date(1980, 1, 1)


def day_in(text: str, today: dt.date) -> dt.date | None:
    """A day written 2019-05-31, 31.5.2019, 31/5/2019 or 20190531, with or without a time after it.

    None for anything else, for a day that is not in the calendar, before `EARLIEST` or after `today`.
    """
    plain = text.strip()
    if found := _YMD.fullmatch(plain) or _COMPACT.fullmatch(plain):
        year, month, day = (int(one) for one in found.groups())
    elif found := _DMY.fullmatch(plain):
        day, month, year = (int(one) for one in found.groups())
    else:
        return None
    try:
        value = dt.date(year, month, day)
    except ValueError:
        return None
    return value if EARLIEST <= value <= today else None
