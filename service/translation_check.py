"""Finds texts of the interface that a language lacks, fuzzy ones, and ones that nothing uses."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from service.i18n import TRANSLATIONS

ROOT = TRANSLATIONS.parent.parent
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext.babel_extract"), ("**.js", "javascript")]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
FOLDERS = ("service", "static/js")
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")

MessageId = str | tuple[str, str]


def used_messages() -> dict[MessageId, list[str]]:
    """Every message that code, templates and scripts use, with the files that use it."""
    used: dict[MessageId, list[str]] = defaultdict(list)
    for folder in FOLDERS:
        found = extract_from_dir(
            ROOT / folder,
            method_map=METHODS,
            options_map={"**/templates/**.html": {"trimmed": "true", "silent": "false"}},
            keywords=KEYWORDS,
        )
        for path, _line, message, _comments, _context in found:
            used[message if isinstance(message, str) else tuple(message)].append(f"{folder}/{path}")
    for path in sorted((ROOT / "service").rglob("*.py")):
        for message in _inside_texts(path):
            used[message].append(str(path.relative_to(ROOT)))
    return used


def _inside_texts(path: Path) -> Iterator[str]:
    """Messages that stand inside f-strings, which the extraction of Python before 3.12 takes for text."""
    source = path.read_text(encoding="utf-8")
    if "_('" not in source:
        return
    for text in (one for one in ast.walk(ast.parse(source)) if isinstance(one, ast.JoinedStr)):
        for call in ast.walk(text):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_":
                message = call.args[0]
                if isinstance(message, ast.Constant):
                    yield str(message.value)


def problems() -> list[str]:
    """One line for each thing that is wrong with the catalogues; empty when all is well."""
    used = used_messages()
    found = [line for language in ("fi", "sv") for line in _language_problems(language, used)]
    return sorted(found)


def _language_problems(language: str, used: dict[MessageId, list[str]]) -> Iterator[str]:
    seen: dict[MessageId, tuple[str, object]] = {}
    for path in sorted((TRANSLATIONS / language).glob("*.po")):
        with path.open("rb") as file:
            entries = [message for message in read_po(file, locale=language) if message.id]
        for message in entries:
            key = message.id if isinstance(message.id, str) else tuple(message.id)
            where = f"{language}/{path.name}"
            if key in seen and seen[key][1] != message.string:
                yield f"{where}: {key!r} is translated otherwise in {seen[key][0]}"
            seen[key] = (path.name, message.string)
            yield from _message_problems(where, key, message, used)
    for key, files in used.items():
        if key not in seen:
            yield f"{language}: {key!r} is missing (used in {sorted(set(files))[0]})"


def _message_problems(where: str, key: MessageId, message: object, used: dict[MessageId, list[str]]) -> Iterator[str]:
    texts = message.string if isinstance(message.string, (list, tuple)) else [message.string]  # type: ignore[attr-defined]
    if message.fuzzy:  # type: ignore[attr-defined]
        yield f"{where}: {key!r} is fuzzy"
    if not all(texts):
        yield f"{where}: {key!r} has no text"
    if key not in used:
        yield f"{where}: {key!r} is used nowhere"
        return
    wanted = set(PLACEHOLDER.findall(key if isinstance(key, str) else key[1]))
    for text in texts:
        if text and not set(PLACEHOLDER.findall(text)) <= wanted | {"n", "count"}:
            yield f"{where}: {key!r} has unknown placeholders"
        if text and wanted - set(PLACEHOLDER.findall(text)) and isinstance(key, str):
            yield f"{where}: {key!r} lacks a placeholder"
    in_scripts = any(file.startswith("static/js") for file in used[key])
    marked = any(Path(place).as_posix().startswith("static/js") for place, _ in message.locations)  # type: ignore[attr-defined]
    if in_scripts and not marked:
        yield f"{where}: {key!r} is used in scripts: give it a '#: static/js/...' line"
