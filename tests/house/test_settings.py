"""Settings are documented, and unsafe ones are refused with a sentence."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from service.config import Settings, UnsafeSettings, environment_name

ROOT = Path(__file__).resolve().parents[2]
SECRET = "x" * 40


def test_every_setting_is_documented_and_no_other() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    documented = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `")}
    assert documented == {environment_name(f.name) for f in fields(Settings)} | {"ALUEKARTTA_METRIC_CRS"}


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({}, "ALUEKARTTA_SECRET_KEY"),
        ({"ALUEKARTTA_SECRET_KEY": "short"}, "32"),
        ({"ALUEKARTTA_SECRET_KEY": SECRET, "ALUEKARTTA_PUBLIC_URL": "http://kartta.example"}, "https://"),
        (
            {
                "ALUEKARTTA_SECRET_KEY": SECRET,
                "ALUEKARTTA_PUBLIC_URL": "https://kartta.example",
                "ALUEKARTTA_DEMO_SIGN_IN": "1",
            },
            "ALUEKARTTA_DEMO_SIGN_IN",
        ),
        ({"ALUEKARTTA_SECRET_KEY": SECRET, "ALUEKARTTA_PINS_PER_HOUR": "many"}, "ALUEKARTTA_PINS_PER_HOUR"),
        ({"ALUEKARTTA_SECRET_KEY": SECRET, "ALUEKARTTA_DEMO_SIGN_IN": "maybe"}, "ALUEKARTTA_DEMO_SIGN_IN"),
    ],
)
def test_unsafe_or_wrong_settings_are_refused(environ: dict[str, str], words: str) -> None:
    with pytest.raises(UnsafeSettings, match=words):
        Settings.from_environment(environ)


def test_good_settings_pass() -> None:
    settings = Settings.from_environment(
        {"ALUEKARTTA_SECRET_KEY": SECRET, "ALUEKARTTA_PUBLIC_URL": "https://kartta.example"}
    )
    assert settings.is_https
