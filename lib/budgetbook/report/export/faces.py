"""The style that brings a page's font along, cut to what the page shows."""

from base64 import b64encode
from html.parser import HTMLParser

from markupsafe import Markup

from budgetbook.report.export import fonts

# What `page.css` sets in bold, and what bold looks like in a figure.
_BOLD_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "thead", "strong"})
_BOLD_CLASSES = frozenset({"bold", "total"})
_BOLD_WEIGHTS = frozenset({"bold", "600", "700", "800", "900"})
_VOID_TAGS = frozenset({"br", "hr", "img", "input"})


def font_faces(body: str, bold: str = "", regular: str = "") -> Markup:
    """Return the style that brings the family along, with the characters that this page shows.

    `bold` is what a script or style may show in bold, `regular` what is not bold amid what is.
    """
    read = _Characters()
    read.feed(body)
    read.bold.update(bold)
    read.regular.update(regular)
    faces = (
        f'@font-face {{ font-family: "{fonts.FAMILY}"; font-weight: {weight}; '
        f"src: url(data:font/woff;base64,{b64encode(fonts.subset(characters, weight)).decode()}); }}"
        for weight, characters in ((fonts.REGULAR, read.regular), (fonts.BOLD, read.bold))
    )
    return Markup("\n".join(faces))


class _Characters(HTMLParser):
    """Collects the characters of a page, and those that are set in bold."""

    def __init__(self) -> None:
        super().__init__()
        self.regular: set[str] = set()
        self.bold: set[str] = set()
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count how deep inside bold text this is."""
        attributes = dict(attrs)
        # What a script of the page fills in and says in a line of its own.
        self.regular.update(attributes.get("data-said") or "")
        if tag not in _VOID_TAGS and (self._depth or _is_bold(tag, attributes)):
            self._depth += 1

    def handle_startendtag(self, *_: object) -> None:
        """Pass over an element that holds no text."""

    def handle_endtag(self, *_: object) -> None:
        """Leave an element of bold text."""
        self._depth -= bool(self._depth)

    def handle_data(self, data: str) -> None:
        """Take the characters."""
        (self.bold if self._depth else self.regular).update(data)


def _is_bold(tag: str, attributes: dict[str, str | None]) -> bool:
    classes = (attributes.get("class") or "").split()
    weight = attributes.get("font-weight") or ""
    return tag in _BOLD_TAGS or not _BOLD_CLASSES.isdisjoint(classes) or weight in _BOLD_WEIGHTS
