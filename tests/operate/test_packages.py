"""Which Debian packages are asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from operate import packages


def test_qgis_is_asked_for_by_whole_test_runs_where_it_is_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(packages, "QGIS", tmp_path / "__init__.py")
    assert "python3-qgis" in packages.missing_for_tests(browser=True)
    assert "python3-qgis" not in packages.missing_for_tests(browser=False)
    (tmp_path / "__init__.py").touch()
    assert "python3-qgis" not in packages.missing_for_tests(browser=True)
