"""What the forms of an import of a layer send."""

from __future__ import annotations

from typing import Any

from flask import request
from pydantic import BaseModel, ConfigDict, Field, field_validator

from service.layer_imports.layer_targets import FIELDS as LAYER_FIELDS
from service.layer_imports.layer_targets import LONGEST as LAYER_LONGEST
from service.layer_imports.targets import LONGEST, PLAN_COLUMNS, PLAN_FIELDS


class AnswerForm(BaseModel):
    """The answer to what was asked about a file."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    upload_layer: str = Field("", max_length=200)
    upload_crs: int | None = Field(None, ge=1, le=999_999)
    upload_swapped: bool = False

    @field_validator("upload_crs", mode="before")
    @classmethod
    def _none(cls, value: Any) -> Any:
        return None if value == "" else value


def typed_target(target: dict[str, Any], columns: list[str]) -> dict[str, Any]:
    """The target with what the form says; texts stay as typed, to be checked and shown again.

    Columns that the file does not have are dropped.
    """
    form = request.form
    outside = bool(form.get("outside"))
    if target["kind"] == "plans":
        plans = [_plan(f"plan-{at}-", one) for at, one in enumerate(target["plans"])]
        return {**target, "outside": outside, "plans": plans}
    known = set(columns)
    chosen = {part: form.get(f"column-{part}", "") for part in PLAN_COLUMNS}
    kind = form.get("as", "")
    layer: dict[str, Any] = {name: _text(f"layer-{name}", LAYER_LONGEST) for name in LAYER_FIELDS}
    layer["shown"] = [name for name in form.getlist("layer-shown") if name in known]
    if layer["name_column"] not in known:
        layer["name_column"] = ""
    return {
        **target,
        # Only what stands on the page is taken from it: the other half keeps what was typed before.
        **(_plan("", target) if target["kind"] == "plan" else {}),
        "layer": layer if target["kind"] == "layer" else target["layer"],
        "kind": kind if kind in ("plan", "layer") else target["kind"],
        "outside": outside,
        "columns": {part: name for part, name in chosen.items() if name in known}
        if target["kind"] == "plan"
        else target["columns"],
    }


def _plan(prefix: str, before: dict[str, Any]) -> dict[str, Any]:
    typed = {name: _text(prefix + name, LONGEST.get(name, 40)) for name in PLAN_FIELDS}
    # The key of a plan that says it itself is not to be changed.
    return {**typed, "key": before["key"]} if prefix else typed


def _text(name: str, most: int) -> str:
    kept = (c if c.isprintable() else " " for c in request.form.get(name, ""))
    return "".join(kept).strip()[:most]
