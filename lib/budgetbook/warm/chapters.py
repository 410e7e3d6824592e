"""What a chapter finds ready: the libraries it draws and computes with, the words, the font."""

from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from pandas import DataFrame

import budgetbook
from budgetbook.charts import theme
from budgetbook.charts.forms import sheet, text
from budgetbook.words import vocabulary

# The lazy ones, which a chapter asks for first.
_ = budgetbook.prose, budgetbook.load, budgetbook.reconcile

vocabulary.prepare()
DataFrame({"": [0]}).to_dict("records")  # imports what does it
with theme.style():
    _figure = Figure(figsize=(1, 1))
    FigureCanvasSVG(_figure)
    _figure.text(0, 0, "0123456789")
    _figure.subplots().set_title("年")
    sheet.svg(_figure)
for _character in map(chr, range(32, 127)):
    text.width(_character)
del _figure
# Forked processes would share the open font file, and the place in it that one of them is reading.
text._font.cache_clear()
