"""What benchmarks share that need no city: work timed in this process, and tables printed by themselves."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from tests.benchmarks.duel import Fought, duel_table
from tests.benchmarks.times import Timed, times_table


def timed_runs(row: Timed, work: Callable[[], object], runs: int) -> Timed:
    """Do some work once unseen, then `runs` times with a clock, and note each in the row."""
    work()
    for _ in range(runs):
        began, used = time.perf_counter(), time.process_time()
        work()
        row.times.append(1000 * (time.perf_counter() - began))
        row.cpu.append(1000 * (time.process_time() - used))
    return row


def told_alone(timed: Sequence[Timed], fought: Sequence[Fought]) -> int:
    """Print both tables; 0 when every goal is reached."""
    print(times_table(list(timed)), duel_table(list(fought)), sep="\n\n")
    return 0 if all(row.is_good for row in (*timed, *fought)) else 1
