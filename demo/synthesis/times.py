"""When things are said: eight months with a daily and weekly rhythm of Finnish life."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from demo.synthesis.dice import Dice

HELSINKI = ZoneInfo("Europe/Helsinki")
FIRST_DAY = date(2026, 3, 15)
LAST_DAY = date(2026, 11, 14)
END = datetime(2026, 11, 14, 19, 0, tzinfo=UTC)

# Share of what is written in each hour of the day, from midnight.
_HOURS = (1, 0.4, 0.2, 0.1, 0.2, 0.6, 2, 4, 5, 5, 5, 5, 5, 4, 4, 4, 5, 6, 8, 9, 10, 9, 6, 3)
# Monday first; people write on Sundays and when the week begins.
_WEEKDAYS = (1.2, 1.1, 1.0, 1.0, 0.8, 0.8, 1.2)
# The service opens in March; holidays are quiet in town, and September brings the ideas back.
_MONTHS = {3: 1.7, 4: 1.2, 5: 1.2, 6: 0.9, 7: 0.7, 8: 1.1, 9: 1.3, 10: 1.0, 11: 0.9}
_SEASONAL_MONTHS = {3: 0.3, 4: 0.7, 5: 1.1, 6: 1.8, 7: 2.4, 8: 1.5, 9: 0.7, 10: 0.4, 11: 0.2}
_OFFICE_HOURS = (8, 9, 9, 10, 10, 11, 12, 13, 13, 14, 14, 15)


def written_at(dice: Dice, seasonal: bool) -> datetime:
    """Return when an idea was written; seasonal residents write mostly in summer."""
    months = _SEASONAL_MONTHS if seasonal else _MONTHS
    days = [FIRST_DAY + timedelta(days=n) for n in range((LAST_DAY - FIRST_DAY).days)]
    day = dice.weighted({d: months[d.month] * _WEEKDAYS[d.weekday()] for d in days})
    return _instant(dice, day)


def commented_at(dice: Dice, idea_at: datetime) -> datetime:
    """Return when a comment was written: most within days, some after months, none after END."""
    left = (END - idea_at).total_seconds() / 86400
    days = min(dice.quantile(((0, 0.02), (0.3, 0.7), (0.6, 4), (0.9, 25), (1, 80))), left * dice.random.random())
    at = idea_at + timedelta(days=days)
    local = at.astimezone(HELSINKI)
    # Nobody comments at four in the morning: such moments move to the next forenoon.
    if local.hour < 6 and days > 0.3:
        at += timedelta(hours=6, minutes=dice.between(0, 90))
    return min(at, END).replace(microsecond=0)


def answered_at(dice: Dice, after: datetime, low_days: int, high_days: int) -> datetime | None:
    """Return an office hour between so many days after, or None if that is past END."""
    day = after.astimezone(HELSINKI).date() + timedelta(days=dice.between(low_days, high_days))
    while day.weekday() > 4:
        day += timedelta(days=1)
    clock = time(dice.one(_OFFICE_HOURS), dice.between(0, 59), dice.between(0, 59), tzinfo=HELSINKI)
    at = datetime.combine(day, clock).astimezone(UTC)
    return at if at <= END else None


def _instant(dice: Dice, day: date) -> datetime:
    hour = dice.weighted(dict(enumerate(_HOURS)))
    clock = time(hour, dice.between(0, 59), dice.between(0, 59), tzinfo=HELSINKI)
    return datetime.combine(day, clock).astimezone(UTC)
