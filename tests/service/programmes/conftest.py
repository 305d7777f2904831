"""A decision by a rule, as an official makes one."""

from typing import Any

import pytest

from tests.conftest import Browser

CHOICE = {
    "by": "budget",
    "budget": "300000",
    "per_head": "50",
    "sum": "100000",
    "add": "02",
    "drop": "04",
    "title": "Painopistealueet säännöllä",
    "reason": "Eniten tarvetta rahalla.",
    "reason-02": "Alueella on tyhjä koulu.",
    "reason-04": "Alueella on jo hanke.",
}


def decide_by_rule(client: Browser, **changes: Any) -> Any:
    return client.send("/decisions/records", {**CHOICE, **changes})


@pytest.fixture
def record(client: Browser) -> str:
    """The address of a record that an official made."""
    client.sign_in("official")
    answer = decide_by_rule(client)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return answer.headers["Location"]
