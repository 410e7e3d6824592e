"""Small multiples of departments: a panel each, the years as columns, all on one scale from zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from matplotlib.figure import Figure

from budgetbook.charts.forms.beside import OWN
from budgetbook.charts.forms.rows import EDGE
from budgetbook.charts.forms.scale import number, visible
from budgetbook.charts.forms.sheet import Sheet, form, tell
from budgetbook.charts.forms.text import clean, height, width, wrap
from budgetbook.charts.theme import MISSING_FILL, Fill, fill, ink, page

PLOT = 44.0  # points, the height of a panel's tallest column
BETWEEN, BELOW = 12.0, 12.0
MOST_ACROSS = 4
STUB, THICKEST = 7.0, 26.0


@dataclass(frozen=True)
class Course:
    """A panel: its name, what stands below it, a value for each year (None: not known) and their labels."""

    label: str
    text: str
    values: Sequence[Decimal | None]
    texts: Sequence[str]


@dataclass(frozen=True)
class _Axis:
    """A panel's place: its left end, its zero line, its width, points for every 1, the value it ends at."""

    left: float
    zero: float
    wide: float
    unit: float
    most: float

    def write(self, sheet: Sheet, x: float, y: float, text: str, *, color: str = "") -> None:
        """Write a text centred at a place, or as near to it as the panel's ends allow."""
        half = width(clean(text)) / 2
        middle = min(max(x, self.left + half), self.left + self.wide - half)
        sheet.write(middle, y, text, side="center", color=color)


def draw_courses(
    courses: Sequence[Course], years: Sequence[str], *, own: int | None = None, most: Decimal = Decimal(250)
) -> Figure:
    """Draw a panel for every course over one to six years, in the order given, four side by side at most.

    All stand on one scale from zero up to `most`; a column beyond it ends there under an arrow. The last
    known value is labelled. The `own` panel is shaded, its columns are darker and its name is marked.
    """
    across = page("full")[0]
    count = min(len(courses), MOST_ACROSS)
    wide = (across - 2 * EDGE - BETWEEN * (count - 1)) / count
    reach = max((number(value) for course in courses for value in course.values), default=0.0)
    unit = PLOT / (min(reach, float(most)) or 1.0)
    names = [
        wrap(OWN + course.label if place == own else course.label, wide)
        for place, course in enumerate(courses)
    ]
    below = [wrap(course.text, wide) for course in courses]
    heads = [height(len(name) + len(text)) for name, text in zip(names, below, strict=True)]
    # Panels side by side stand on one line, whatever room their names take.
    lines = [max(heads[first : first + count]) for first in range(0, len(courses), count)]
    foot = height(1) + 6
    talls = [head + foot + PLOT + foot + BELOW for head in lines]
    sheet = Sheet(across, EDGE + sum(talls))
    for place, course in enumerate(courses):
        line, column = divmod(place, count)
        left, top = EDGE + column * (wide + BETWEEN), EDGE + sum(talls[:line])
        zero = top + lines[line] + foot + PLOT
        if place == own:
            ground = (left - 4, top - 2, wide + 8, zero + foot + 2 - top)
            sheet.box(*ground, fill("mark.range"), ground=True)
        name, text = names[place], below[place]
        sheet.write(left, top + height(len(name)) / 2, name)
        sheet.write(left, top + height(len(name)) + height(len(text)) / 2, text, color=ink("muted"))
        axis = _Axis(left, zero, wide, unit, float(most))
        _draw_course(sheet, course, axis, years, fill("beside.own" if place == own else "beside.other"))
    return sheet.figure


def _draw_course(sheet: Sheet, course: Course, axis: _Axis, years: Sequence[str], paint: Fill) -> None:
    thick = min(0.7 * axis.wide / len(years), THICKEST)
    last = max((year for year, value in enumerate(course.values) if value is not None), default=None)
    for year, value in enumerate(course.values):
        centre = axis.left + (year + 0.5) * axis.wide / len(years)
        if value is None:
            sheet.box(centre - thick / 2, axis.zero - STUB, thick, STUB, MISSING_FILL)
            continue
        long = visible(min(max(float(value), 0.0), axis.most), axis.unit) * axis.unit
        if long:
            drawn = sheet.box(centre - thick / 2, axis.zero - long, thick, long, paint)
            tell(drawn, f"{course.label} · {years[year]}", course.texts[year])
        if year == last:
            text = ("▲ " if float(value) > axis.most else "") + clean(course.texts[year])
            axis.write(sheet, centre, axis.zero - long - height(0.5) - 2, text)
    sheet.rule([axis.left, axis.left + axis.wide], [axis.zero, axis.zero])
    for year in {0, len(years) - 1}:
        centre = axis.left + (year + 0.5) * axis.wide / len(years)
        axis.write(sheet, centre, axis.zero + 3 + height(0.5), years[year], color=ink("muted"))


courses = form(draw_courses)
