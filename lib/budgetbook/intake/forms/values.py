"""Forms that were read, as values of `projects` and `indicators`."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from budgetbook.intake.forms.columns import MONEY
from budgetbook.intake.forms.form import Form, unit_name
from budgetbook.intake.forms.indicators import EXECUTION
from budgetbook.intake.forms.money import Reading
from budgetbook.intake.forms.spellings import fields_of
from budgetbook.intake.value import Value

_CODE = "项目编码：{code}"
_NO_UNIT = "表中未注明金额单位"
_SAME_NAME = "与另一项目同名，名称后加注以示区别"
_SAME_INDICATOR = "同一表中指标同名，名称后加序号以示区别"
_HEADQUARTERS = re.compile(r"\s*[(（]?(本级|机关|局机关|厅机关|本部)[)）]?$")
_USUAL_FULL_SCORE = ("100", "100.0", "100.00")
Content = tuple[str, str, tuple[str, ...]]
_PROJECT = ("division", *MONEY, "score", "full_score")
_INDICATOR = ("target", "actual", "measure_unit", "weight", "score", "reason")


def values(forms: Sequence[Form]) -> list[Value]:
    """The values of all forms of a document, in its order; no two rows of a table have the same key."""
    for form in forms:
        form.indicators.settled()
    divisions = [_division(form, forms) for form in forms]
    names = _told_apart(forms, divisions)
    found: dict[tuple[str, ...], Value] = {}
    for form, division, name in zip(forms, divisions, names, strict=True):
        for value in (*_project(form, division, name), *_indicators(form, name)):
            # A form that is printed twice says the same again.
            found.setdefault((value.table, *value.key.values(), value.column), value)
    return list(found.values())


def _division(form: Form, forms: Sequence[Form]) -> str:
    """实施单位 where it is a unit of the department: another than 主管部门, or one of several."""
    if form.division is None:
        return ""
    own = unit_name(form.division[0])
    if form.department:
        return "" if _itself(own) == _itself(unit_name(form.department)) else own
    others = {unit_name(other.division[0]) for other in forms if other.division}
    return own if len(others) > 1 else ""


def _itself(name: str) -> str:
    """A department's name without the word that sets its headquarters apart from its units."""
    return _HEADQUARTERS.sub("", name)


def _told_apart(forms: Sequence[Form], divisions: Sequence[str]) -> list[str]:
    """The forms' names, with division, code or number behind a name that different forms share."""
    contents = [(form.name, division, form.content) for form, division in zip(forms, divisions, strict=True)]
    different = dict.fromkeys(contents)
    shared = Counter(name for name, _, _ in different)
    within = Counter((name, division) for name, division, _ in different)
    numbers: Counter[str] = Counter()
    told: dict[Content, str] = {}
    for one in different:
        name, division, _ = one
        numbers[name] += 1
        behind = division if division and within[name, division] == 1 else str(numbers[name])
        told[one] = name if shared[name] == 1 else f"{name}（{behind}）"
    return [told[one] for one in contents]


def _project(form: Form, division: str, name: str) -> Iterator[Value]:
    year, key = form.year, {"project": name}
    found: dict[str, tuple[Reading, str]] = {}
    if division and form.division:
        found["division"] = Reading(division, "", *form.division[1:]), ""
    for column, one in form.money.figures().items():
        found[column] = one, one.unit or form.unit
    if form.stated_score:
        text, line, cell = form.stated_score
        found["score"] = Reading(text, "", line, cell), ""
    found |= {column: (one, "") for column, one in form.indicators.total.items()}
    if "full_score" in found and found["full_score"][0].text in _USUAL_FULL_SCORE:
        del found["full_score"]
    # What is to be said of the whole row is said once.
    notes = [_CODE.format(code=form.code)] if form.code else []
    notes += [_SAME_NAME] if name != form.name else []
    notes += [_NO_UNIT] if any(column in found and not found[column][1] for column in MONEY) else []
    for column in _PROJECT:
        if column in found:
            one, unit = found[column]
            yield _value("projects", key, column, one, year, notes=notes, unit=unit)
            notes = []


def _indicators(form: Form, name: str) -> Iterator[Value]:
    rows = [(one.levels, one.cells, one.notes) for one in form.indicators.rows]
    execution = form.money.execution
    if {"weight", "score"} & execution.keys() and not any(_is_execution(levels) for levels, _, _ in rows):
        rows.insert(0, ((EXECUTION,) * 3, execution, []))
    seen: Counter[tuple[str, str, str]] = Counter()
    for levels, cells, notes in rows:
        seen[levels] += 1
        again = seen[levels] > 1
        level3 = f"{levels[2]}（{seen[levels]}）" if again else levels[2]
        key = {"project": name, "level1": levels[0], "level2": levels[1], "level3": level3}
        told = [*notes, *([_SAME_INDICATOR] if again else [])]
        for column in _INDICATOR:
            if column in cells:
                yield _value("indicators", key, column, cells[column], form.year, notes=told)
                told = []


def _is_execution(levels: Sequence[str]) -> bool:
    return any("rate" in fields_of(level) for level in levels)


def _value(
    table: str,
    key: dict[str, str],
    column: str,
    one: Reading,
    year: int | None,
    *,
    notes: Sequence[str] = (),
    unit: str = "",
) -> Value:
    told = "；".join(filter(None, [one.note, *notes]))
    place = one.line.place(one.cell)
    return Value(table, key, column, one.text, unit, year, one.basis, place, one.line.quote, told)
