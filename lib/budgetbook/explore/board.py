"""The panel in JupyterLab: widgets wired to what can be chosen, the chart and the table.

The only module that needs ipywidgets.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]

from budgetbook.accounts import DataError, load
from budgetbook.charts.theme import fill, ink
from budgetbook.explore.choices import name_of, nearest, offers, places, spans, year_meant
from budgetbook.explore.grid import columns, html
from budgetbook.explore.history import against_last_year
from budgetbook.explore.topic import Topic
from budgetbook.explore.views import view, views
from budgetbook.words import LANGUAGES, Words
from budgetbook.words.worded import WordedError

_WHOSE = ("department", "year", "years", "language")
_WHAT = ("flow", "depth", "phase", "view")
_HOW = ("sort", "ascending", "filter")
_LANGUAGE_CODES = {"zh": "zh-CN", "en": "en"}


class Board:
    """Controls by their names, a chart and a table; what is chosen in one control decides what others offer.

    What was wished for and is not offered for a while (a depth that another department does not publish) is
    shown again as soon as it is. Raises what `load` raises for the department and the year it begins with.
    """

    def __init__(self, root: Path, department: str, year: int, years: int, language: str) -> None:
        self._root, self._places = root, places(root)
        self._book = load(root, department, year, years, language)
        self._names: dict[str, list[tuple[str, str]]] = {}
        self._wished: dict[str, Any] = {
            **{"department": department, "year": self._book.year, "years": years, "language": language},
            **{"flow": "", "depth": "", "phase": "", "view": "", "sort": "amount"},
            **{"ascending": False, "filter": ""},
        }
        self.controls: dict[str, Any] = {name: _control(name) for name in self._wished}
        self.chart, self.table = widgets.HTML(), widgets.HTML()
        whose, what, how = (_line(self.controls[name] for name in names) for names in (_WHOSE, _WHAT, _HOW))
        self.box = widgets.VBox([widgets.HTML(_style()), whose, what, self.chart, how, self.table, _script()])
        self._only_with_data = (what, how, self.table)
        self.box.add_class("bb-explore")
        self._settling = False
        for name, control in self.controls.items():
            control.observe(partial(self._changed, name), "value")
        self._open()

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.box._repr_mimebundle_(**options)

    def _changed(self, name: str, change: Any) -> None:
        if self._settling:
            return
        self._wished[name] = change["new"]
        if name in _WHOSE:
            self._open()
        elif name in _WHAT:
            self._tell()
        else:
            self._list()

    def _open(self) -> None:
        """Read the department's accounts, in the reader's language."""
        wished, words = self._wished, Words(self._wished["language"])
        known = self._places[wished["department"]]
        year = year_meant(known, wished["year"])
        possible = spans(known, year)
        years = min(wished["years"], possible[-1])
        for name, control in self.controls.items():
            control.description = words(f"explore.{name}")
        self.controls["filter"].placeholder = words("explore.filter_hint")
        if words.language not in self._names:
            names = [(name_of(self._root, slug, words.language), slug) for slug in self._places]
            self._names[words.language] = names
        self._fill("department", self._names[words.language], wished["department"])
        self._fill("year", [(words("head.year", year=one), one) for one in known], year)
        self._fill("years", [(words("explore.span", number=one), one) for one in possible], years)
        self._fill("language", [(words(f"explore.language.{one}"), one) for one in LANGUAGES], words.language)
        try:
            self._book = load(self._root, wished["department"], year, years, words.language)
        except (DataError, WordedError) as error:
            self._say(error.text(words.language))
            return
        self._offered = offers(self._book)
        self._tell()

    def _tell(self) -> None:
        """Find the topic that is offered and draw its chart."""
        book, words, wished = self._book, self._book.words, self._wished
        topic = nearest(Topic(wished["flow"], wished["depth"], wished["phase"]), self._offered)
        if topic is None:
            self._say(words("explore.nothing", year=book.year))
            return
        depths, seen = self._offered[topic.flow], views(topic)
        name = wished["view"] if wished["view"] in seen else seen[0]
        offered: dict[str, tuple[Iterable[str], str, str]] = {
            "flow": (self._offered, "explore.flow", topic.flow),
            "depth": (depths, "explore.depth", topic.depth),
            "phase": (depths[topic.depth], "choice.phase", topic.phase),
            "view": (seen, "explore.view", name),
        }
        for control, (values, terms, value) in offered.items():
            self._fill(control, [(words(f"{terms}.{one}"), one) for one in values], value)
        self._topic, self._frame = topic, against_last_year(book, topic)
        self.chart.value = self._spoken(view(book, topic, name)._repr_mimebundle_()["text/html"])
        self._list()

    def _list(self) -> None:
        """Print the table, sorted and filtered."""
        wished, shown = self._wished, columns(self._book, self._topic, self._frame)
        sort = wished["sort"] if wished["sort"] in shown else "amount"
        self._fill("sort", [(column.name, key) for key, column in shown.items()], sort)
        options = {"sort": sort, "text": wished["filter"], "ascending": wished["ascending"]}
        self.table.value = self._spoken(html(self._book, self._topic, self._frame, **options))
        self._show(True)

    def _say(self, text: str) -> None:
        """Say in place of the chart and the table why there are none."""
        lines = "".join(f"<div>{escape(line)}</div>" for line in text.splitlines())
        self.chart.value = self._spoken(f'<div role="alert">{lines}</div>')
        self._show(False)

    def _show(self, shown: bool) -> None:
        """Show or hide what there is no use for without data."""
        for part in self._only_with_data:
            part.layout.display = "" if shown else "none"

    def _spoken(self, shown: str) -> str:
        """The same for a screen reader, which else speaks JupyterLab's language."""
        return f'<div lang="{_LANGUAGE_CODES[self._wished["language"]]}">{shown}</div>'

    def _fill(self, name: str, options: Sequence[tuple[str, Any]], value: Any) -> None:
        control = self.controls[name]
        self._settling = True
        with control.hold_sync():
            if control.options != tuple(options):
                control.options = options
            control.value = value
        self._settling = False


def _control(name: str) -> Any:
    style = {"description_width": "initial"}
    kinds: dict[str, Callable[..., Any]] = {"ascending": widgets.Checkbox, "filter": widgets.Text}
    options = {"indent": False} if name == "ascending" else {}
    control = kinds.get(name, widgets.Dropdown)(style=style, layout={"width": "auto"}, **options)
    control.add_class(f"bb-{name}")
    return control


def _line(controls: Iterable[Any]) -> Any:
    return widgets.Box(list(controls), layout={"flex_flow": "row wrap", "grid_gap": "0 1em"})


def _style() -> str:
    inks = {
        "text": ink("text"),
        "paper": ink("paper"),
        "grid": ink("grid"),
        "focus": fill("mark.plain").color,
    }
    variables = "".join(f"--bb-{name}:{color};" for name, color in inks.items())
    return f"<style>.bb-explore{{{variables}}}\n{_file('board.css')}</style>"


def _script() -> Any:
    output = {
        "output_type": "display_data",
        "data": {"application/javascript": _file("board.js")},
        "metadata": {},
    }
    return widgets.Output(outputs=(output,))


def _file(name: str) -> str:
    return files("budgetbook.explore").joinpath(name).read_text(encoding="utf-8")
