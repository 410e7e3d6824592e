"""A report's place behind a URL: what is fetched to judge the report by, and how a new one takes its place.

A store has no rename, so that a publication there is a row of single steps: the files that differ, what is no
longer needed, and the manifest last. Whoever is killed between two of them leaves files that the manifest
does not vouch for, and the next run makes that report again.
"""

import json
from dataclasses import fields
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from budgetbook.batch.index import write_index
from budgetbook.batch.remote import RemoteError, Store, Stored
from budgetbook.report.manifest import Recipe, read_manifest
from budgetbook.report.shelf import Shelf
from budgetbook.words import LANGUAGES

# In the manifest of a stored report: the mark that the store gave each output when it was put there.
_MARKS = "stored"


class Delivery:
    """Between a report's shelf on this machine, used for this report alone, and its folder in a store.

    The folder has the place below the store's that the shelf has below the outputs.
    """

    def __init__(self, store: Store, shelf: Shelf) -> None:
        self._store = store
        self._shelf = shelf
        self._place = PurePosixPath(*shelf.folder.parts[-2:])

    def borrow(self) -> None:
        """Bring here what tells whether the stored report is up to date, so that `stale.reasons` can say so.

        That is its manifest, and of the outputs those alone that the store cannot vouch for: outputs that it
        has in the size and with the mark of their publication need no second look, and leave the manifest.
        """
        there = self._store.listed(str(self._place))
        if (known := self._stored_manifest(there, self._shelf.folder)) is None:
            return
        doubtful = {name: one for name, one in known["outputs"].items() if name not in _vouched(known, there)}
        self._store.get({self._name(name): self._shelf.folder / name for name in doubtful if name in there})
        (self._shelf.folder / self._shelf.manifest).write_bytes(_json(known | {"outputs": doubtful}))

    def deliver(self) -> None:
        """Put the report that was made here in the place of the stored one; what is the same stays as it is.

        To be called by one at a time. Raises `RemoteError`.
        """
        made = json.loads((self._shelf.folder / self._shelf.manifest).read_bytes())
        there = self._store.listed(str(self._place))
        with TemporaryDirectory(prefix="budgetbook-") as folder:
            known = self._stored_manifest(there, Path(folder))
        if not (known and _is_there(made, known, there)):
            self._replace(made, known, there)
        self._remove_failures(there)

    def _replace(self, made: dict[str, Any], known: dict[str, Any] | None, there: dict[str, Stored]) -> None:
        same = _same(made, known, there) if known else set()
        self._store.put(
            {self._name(name): self._shelf.folder / name for name in made["outputs"] if name not in same}
        )
        now = self._store.listed(str(self._place))
        for name, one in made["outputs"].items():
            if name not in now or now[name].size != one["bytes"]:
                url = f"{self._store.url}/{self._name(name)}"
                raise RemoteError(("batch.stored_otherwise", {"url": url}))
        earlier = set(known["outputs"]) if known else {name for name in there if self._is_output(name)}
        self._store.remove(self._name(name) for name in sorted((earlier & now.keys()) - set(made["outputs"])))
        marks = {name: now[name].mark for name in made["outputs"]}
        self._store.write(self._name(self._shelf.manifest), _json(made | {_MARKS: marks}))

    def deliver_failures(self) -> None:
        """Keep there the notebooks of chapters that failed here, in the place of those of an earlier run.

        To be called by one at a time. Raises `RemoteError`.
        """
        folder = self._shelf.failed
        kept = {f"{folder.name}/{path.name}": path for path in sorted(folder.iterdir())}
        there = self._store.listed(str(self._place))
        self._store.put({self._name(name): path for name, path in kept.items()})
        self._remove_failures({name: stored for name, stored in there.items() if name not in kept})

    def _remove_failures(self, there: dict[str, Stored]) -> None:
        prefix = f"{self._shelf.failed.name}/"
        self._store.remove(self._name(name) for name in there if name.startswith(prefix))

    def _stored_manifest(self, there: dict[str, Stored], to: Path) -> dict[str, Any] | None:
        path = to / self._shelf.manifest
        if path.name in there:
            self._store.get({self._name(path.name): path})
        return read_manifest(path)

    def _is_output(self, name: str) -> bool:
        """Whether a file is of this report, where no manifest says so."""
        first = PurePosixPath(PurePosixPath(name).parts[0])
        folders = (self._shelf.name("chapters"), self._shelf.name("figures"))
        return first.name in (*folders, self._shelf.name("report", first.suffix))

    def _name(self, name: str) -> str:
        return str(self._place / name)


def deliver_index(store: Store, language: str) -> str:
    """Make the index of a store's reports anew, from their manifests alone; return its URL.

    Raises `RemoteError`.
    """
    manifests = {Shelf(Path(), one).manifest for one in LANGUAGES}
    with TemporaryDirectory(prefix="budgetbook-") as folder:
        outputs = Path(folder)
        names = [name for name in store.names() if PurePosixPath(name).name in manifests]
        store.get({name: outputs / name for name in names})
        index = write_index(outputs, language)
        store.put({index.name: index})
    return f"{store.url}/{index.name}"


def _is_there(made: dict[str, Any], known: dict[str, Any], there: dict[str, Stored]) -> bool:
    """Whether the very report has been published meanwhile, by the same task on another machine, say."""
    recipes = (known.get(field.name) == made[field.name] for field in fields(Recipe))
    return all(recipes) and set(known["outputs"]) == _same(made, known, there) == set(made["outputs"])


def _same(made: dict[str, Any], known: dict[str, Any], there: dict[str, Stored]) -> set[str]:
    return {name for name in _vouched(known, there) if known["outputs"][name] == made["outputs"].get(name)}


def _vouched(known: dict[str, Any], there: dict[str, Stored]) -> set[str]:
    """The outputs that are as they were stored, by what the store says of them."""
    marks = known.get(_MARKS)
    if not isinstance(marks, dict):
        return set()
    return {
        name
        for name, one in known["outputs"].items()
        if there.get(name) == Stored(one["bytes"], marks.get(name, ""))
    }


def _json(content: dict[str, Any]) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")
