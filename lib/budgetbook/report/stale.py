"""Why a published report no longer is what a run would make now."""

from collections.abc import Iterator, Mapping
from typing import Any

from budgetbook.report.manifest import Recipe, damage, read_manifest
from budgetbook.report.shelf import Shelf
from budgetbook.words.worded import Sentence


def reasons(shelf: Shelf, recipe: Recipe) -> tuple[Sentence, ...]:
    """Every reason to make a report again, as sentences of `stale`; none when it is up to date.

    Goes by content alone: the manifest of what is published against `recipe`, and the published files against
    the manifest. An interrupted publication must have been healed before.
    """
    folder = shelf.home(partial=bool(recipe.options.get("only")))
    path = folder / shelf.manifest
    known = read_manifest(path)
    if known is None:
        return (("stale.manifest_broken", {"file": path.name}) if path.exists() else ("stale.new", {}),)
    return (
        *_values("stale.parameters", known["parameters"], recipe.parameters),
        *_values("stale.options", known["options"], recipe.options),
        *_files("data", known["inputs"], recipe.inputs),
        *_files("notebook", known["notebooks"], recipe.notebooks),
        *([] if known.get("library") == recipe.library else [("stale.library", {})]),
        *_values("stale.packages", known["packages"], recipe.packages),
        *(
            ("stale.output_missing" if wrong == "missing" else "stale.output_edited", {"file": name})
            for name, one in known["outputs"].items()
            if (wrong := damage(folder / name, one))
        ),
    )


def _values(key: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Sentence]:
    for name in sorted({*old, *new}):
        was, is_now = _said(old.get(name)), _said(new.get(name))
        if was != is_now:
            yield key, {"name": name, "old": was, "new": is_now}


def _files(kind: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Sentence]:
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            change = "added" if name not in old else "removed" if name not in new else "changed"
            yield f"stale.{kind}_{change}", {"file": name}


def _said(value: Any) -> Any:
    """A value as a sentence shows it: a list by its parts, nothing by a word."""
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    if isinstance(value, bool):
        return ("stale.yes" if value else "stale.no", {})
    return ("stale.nothing", {}) if value in (None, "") else value
