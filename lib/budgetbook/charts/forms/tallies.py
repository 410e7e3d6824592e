"""How many of each kind every row has: stacked bars on one scale of counts, in words at their ends."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from budgetbook.charts.forms.rows import AXIS, BAR, EDGE, STUB, bands, missing_cell, value_axes, write_names
from budgetbook.charts.forms.scale import HAIR, LABEL_GAP, fit, number, visible
from budgetbook.charts.forms.sheet import Sheet, form, legend, tell
from budgetbook.charts.forms.stacks import Stack
from budgetbook.charts.forms.text import height, width, wrap
from budgetbook.charts.theme import fill, ink, page


def draw_count_stacks(stacks: Sequence[Stack], legend_labels: Sequence[tuple[str, str]]) -> Figure:
    """Draw a bar from zero for every row, cut into its kinds, and its `total` at the end.

    `legend_labels` names the kinds once, above and in the order of the parts: (name, theme key). The text of
    a part is told and not written. A stack without parts is a hatched cell with its text.
    """
    across = page("full")[0]
    texts = [wrap(stack.total, 0.5 * across) for stack in stacks]
    names = [stack.label for stack in stacks]
    left = bands(names).left
    key_height, draw_key = legend([(label, fill(key)) for label, key in legend_labels], left, across - EDGE)
    rows = bands(names, top=max(key_height, EDGE), least=[height(len(text)) + 5 for text in texts])
    sheet = Sheet(across, rows.bottom + AXIS)
    kinds = {key: label for label, key in legend_labels}
    wholes = [sum(number(part.value) for part in stack.parts) for stack in stacks]
    extents = []
    for stack, text, whole in zip(stacks, texts, wholes, strict=True):
        hairs = len(stack.parts) * HAIR if stack.parts else STUB
        extents.append((0.0, whole, LABEL_GAP + max(map(width, text)) + EDGE + hairs))
    scale = fit(extents, left, across - left)
    axes = value_axes(sheet, rows, scale, 0.0, max(wholes, default=0.0), whole=True)
    draw_key(sheet)
    write_names(sheet, rows)
    for stack, text, row in zip(stacks, texts, rows.rows, strict=True):
        at = 0.0
        for part in stack.parts:
            length = visible(number(part.value), scale.unit)
            if length:
                [drawn] = axes.barh(row.middle, length, BAR, left=at, **fill(part.key).patch)
                tell(drawn, " · ".join(filter(None, (stack.label, kinds.get(part.key)))), part.text)
            at += length
        if not stack.parts:
            missing_cell(sheet, scale.at(0.0) + 1, row)
        x = scale.at(at) + LABEL_GAP + (0.0 if stack.parts else STUB)
        sheet.write(x, row.middle, text, color=ink("text" if stack.parts else "muted"), plate=ink("paper"))
    return sheet.figure


count_stacks = form(draw_count_stacks)
