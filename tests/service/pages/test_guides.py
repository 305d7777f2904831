"""The guides of docs/guides are pages in three languages."""

from __future__ import annotations

import pytest

from service.pages.guides import FOLDER, guide


@pytest.mark.parametrize(
    ("language", "heading"), [("fi", "Asukkaan opas"), ("sv", "Invånarens guide"), ("en", "A resident's guide")]
)
def test_the_resident_guide_is_a_page_in_each_language(client, language, heading):
    page = client.get(f"/help?lang={language}")
    assert page.status_code == 200
    assert heading.replace("'", "&#39;") in page.get_data(as_text=True)
    assert "<ol>" in page.get_data(as_text=True)


def test_raw_html_in_a_guide_stays_text(tmp_path, monkeypatch):
    (tmp_path / "odd.fi.md").write_text("# Otsikko\n\n<script>alert(1)</script> **lihava**\n", "utf-8")
    monkeypatch.setattr("service.pages.guides.FOLDER", tmp_path)
    shown = guide("odd", "fi")
    assert "<script" not in shown.body
    assert "<strong>lihava</strong>" in shown.body


def test_every_guide_has_the_same_headings_in_each_language():
    for path in FOLDER.glob("*.fi.md"):
        levels = [
            [
                line.split(" ")[0]
                for line in path.with_name(path.name.replace(".fi.", f".{language}.")).read_text("utf-8").splitlines()
                if line.startswith("#")
            ]
            for language in ("fi", "sv", "en")
        ]
        assert levels[0] == levels[1] == levels[2], path.name
