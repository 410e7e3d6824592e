"""Charts as SVG that is safe inside a page: no scripts, no styles, no loads, no id that another chart has."""

import re
from xml.etree import ElementTree

FONT_FAMILY = "Noto Sans SC"

_ELEMENTS = frozenset(
    {"svg", "g", "path", "defs", "use", "text", "tspan", "rect", "circle", "ellipse", "line", "polyline"}
    | {
        "polygon",
        "image",
        "clipPath",
        "mask",
        "pattern",
        "linearGradient",
        "radialGradient",
        "stop",
        "marker",
    }
)
_TEXTS = ("text", "tspan")
_LINK = "{http://www.w3.org/1999/xlink}href"
_SAFE_HREF = re.compile(r"#|data:image/(?:png|jpeg);base64,")
_REFERENCE = re.compile(r"url\(\s*['\"]?(#?)([^)'\"]*)['\"]?\s*\)")
_FONT_SIZE = re.compile(r"[\d.]+(?:px|pt)?")
_UNIVERSAL_RULE = re.compile(r"^\s*\*\s*\{([^}]*)\}\s*$")


def clean(source: str, prefix: str, alt: str = "") -> str:
    """Rewrite an SVG picture for a page: `prefix` makes its ids the page's own, `alt` becomes its name.

    Styles become attributes, so that the page's policy can forbid inline styles; width and height go, so that
    the page decides the size. A `title` says what a mark stands for, if it is the first thing in its group.
    The same picture always gives the same text.
    Raises `ValueError` if `source` is not SVG.
    """
    try:
        # From the root element on: what comes before it could declare entities.
        root = ElementTree.fromstring(source[source.index("<svg") :])
    except (ValueError, ElementTree.ParseError) as error:
        raise ValueError(f"not an SVG picture: {error}") from error
    general = _general_style(root)
    _clean_element(root)
    if root.tag != "svg":
        raise ValueError("not an SVG picture: the root element is not svg")
    for name, value in general.items():
        root.attrib.setdefault(name, value)
    _rename(root, prefix)
    _unwrap(root)
    _size(root)
    root.set("xmlns", "http://www.w3.org/2000/svg")
    root.set("font-family", f"{FONT_FAMILY}, sans-serif")
    if alt:
        root.set("role", "img")
        root.set("aria-label", alt)
    return ElementTree.tostring(root, encoding="unicode")


def _general_style(root: ElementTree.Element) -> dict[str, str]:
    for style in root.iter("{http://www.w3.org/2000/svg}style"):
        if rule := _UNIVERSAL_RULE.match(style.text or ""):
            return _declarations(rule[1])
    return {}


def _clean_element(element: ElementTree.Element) -> None:
    element.tag = _local(element.tag)
    attributes: dict[str, str] = {}
    for name, value in element.attrib.items():
        if name == "style":
            attributes |= _declarations(value)
        elif name in (_LINK, "href"):
            attributes["href"] = value.strip()
        elif "{" not in name and not name.lower().startswith("on") and name not in ("class", "font-family"):
            attributes[name] = value
    element.attrib.clear()
    element.attrib.update({name: value for name, value in attributes.items() if _harmless(name, value)})
    for place, child in enumerate(list(element)):
        name = _local(child.tag) if isinstance(child.tag, str) else ""
        if name == "title" and element.tag == "g" and place == 0:
            child.tag, child[:] = name, []
            child.attrib.clear()
        elif name in _ELEMENTS:
            _clean_element(child)
        else:
            element.remove(child)
    if element.tag not in _TEXTS:
        element.text = None
        for child in element:
            child.tail = None


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _harmless(name: str, value: str) -> bool:
    if name == "href":
        return bool(_SAFE_HREF.match(value))
    return all(inside for inside, _ in _REFERENCE.findall(value))


def _declarations(style: str) -> dict[str, str]:
    """Read CSS declarations as presentation attributes; `font` is the one shorthand SVG does not have."""
    attributes: dict[str, str] = {}
    for declaration in style.split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name == "font":
            attributes |= _font(value)
        elif value and name != "font-family" and not name.startswith("-"):
            attributes[name] = value
    return attributes


def _font(value: str) -> dict[str, str]:
    attributes: dict[str, str] = {}
    for word in value.split():
        if word in ("italic", "oblique"):
            attributes["font-style"] = word
        elif word == "bold" or (word.isdigit() and len(word) == 3):
            attributes["font-weight"] = word
        elif _FONT_SIZE.fullmatch(word):
            attributes["font-size"] = word
            break
    return attributes


def _rename(root: ElementTree.Element, prefix: str) -> None:
    """Give the ids that something refers to names of this picture's own, and drop the others."""
    used: set[str] = set()
    for element in root.iter():
        used.update(target for value in element.attrib.values() for _, target in _REFERENCE.findall(value))
        used.add(element.get("href", "").removeprefix("#"))
    names: dict[str, str] = {}
    for element in root.iter():
        old = element.attrib.pop("id", None)
        if old in used and old not in names:
            names[old] = f"{prefix}-svg{len(names) + 1}"
            element.set("id", names[old])
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "href" and value.startswith("#"):
                element.set(name, "#" + names.get(value[1:], ""))
            elif "url(" in value:
                element.set(name, _REFERENCE.sub(lambda match: f"url(#{names.get(match[2], '')})", value))


def _unwrap(element: ElementTree.Element) -> None:
    """Replace groups that say nothing by what they hold."""
    children: list[ElementTree.Element] = []
    for child in element:
        _unwrap(child)
        silent = child.tag == "g" and not child.attrib and not (len(child) and child[0].tag == "title")
        children.extend(child if silent else [child])
    element[:] = children


def _size(root: ElementTree.Element) -> None:
    width, height = (re.match(r"[\d.]+", root.attrib.pop(name, "")) for name in ("width", "height"))
    if "viewBox" not in root.attrib and width and height:
        root.set("viewBox", f"0 0 {width[0]} {height[0]}")
    for name in ("version", "x", "y"):
        root.attrib.pop(name, None)
