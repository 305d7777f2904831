"""Every act that the code puts into the log has words for the page that shows it."""

from __future__ import annotations

import re
from pathlib import Path

from service.admin.words import ACTIONS

ROOT = Path(__file__).resolve().parents[2] / "service"
ACT = re.compile(r"record\(\s*[\w()]+,\s*[\w()]+,\s*\"([a-z_.]+)\"", re.S)


def test_every_act_in_the_code_has_words() -> None:
    acts = {act for path in ROOT.rglob("*.py") for act in ACT.findall(path.read_text(encoding="utf-8"))}
    assert len(acts) > 20
    assert sorted(act for act in acts if act not in ACTIONS) == [], "give them words in service/admin/words.py"
