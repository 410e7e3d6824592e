"""Markdown cells as a small tree of plain nodes, so that no writer of a format has to trust markup.

Block nodes: `heading` (level, text), `paragraph` (children), `list` (ordered, start, items), `quote`
(children), `code` (text), `rule`, `grid` (columns, rows of inline children). Inline nodes: `text`, `strong`,
`emphasis`, `strikethrough`, `code`, `link` (href, children), `span` (a link that is not followed), `break`.
`picture` (href, text) may be either.
HTML inside Markdown is shown as it was typed.
"""

import re
from functools import cache
from html import unescape
from typing import Any

from budgetbook.report.export.document import Node

_SAFE_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


@cache
def _parser() -> Any:
    import mistune  # noqa: PLC0415  (its plugins take a tenth of a second)

    return mistune.create_markdown(renderer=None, plugins=["table", "strikethrough"])


def parse(source: str) -> list[Node]:
    """Read a Markdown cell into block nodes."""
    return _blocks(_parser()(source))


def plain_text(nodes: list[Node]) -> str:
    """Return what the inline nodes say without their markup."""
    parts = (
        " " if node["type"] == "break" else node.get("text", "") + plain_text(node.get("children", []))
        for node in nodes
    )
    return "".join(parts)


def _blocks(tokens: list[dict[str, Any]]) -> list[Node]:
    return [node for token in tokens for node in _block(token)]


def _block(token: dict[str, Any]) -> list[Node]:
    attributes = token.get("attrs", {})
    node: Node
    match token["type"]:
        case "paragraph" | "block_text":
            return _paragraph(_inlines(token["children"]))
        case "heading":
            text = plain_text(_inlines(token["children"])).strip()
            node = {"type": "heading", "level": attributes["level"], "text": text}
        case "list":
            items = [_blocks(item["children"]) for item in token["children"]]
            start = attributes.get("start", 1)
            node = {"type": "list", "ordered": attributes["ordered"], "start": start, "items": items}
        case "block_quote":
            node = {"type": "quote", "children": _blocks(token["children"])}
        case "block_code":
            node = {"type": "code", "text": token["raw"].rstrip("\n")}
        case "block_html":
            return _paragraph(_typed(token["raw"].strip()))
        case "table":
            node = _grid(token)
        case "thematic_break":
            node = {"type": "rule"}
        case _:
            return []
    return [node]


def _typed(html: str) -> list[Node]:
    """Show HTML as it was typed, but for its comments."""
    text = _COMMENT.sub("", html)
    return [{"type": "text", "text": text}] if text else []


def _paragraph(children: list[Node]) -> list[Node]:
    if all(child["type"] == "picture" for child in children):
        return children
    return [{"type": "paragraph", "children": children}]


def _grid(token: dict[str, Any]) -> Node:
    head, *bodies = token["children"]
    columns = [
        {"align": cell["attrs"]["align"] or "left", "children": _inlines(cell["children"])}
        for cell in head["children"]
    ]
    rows = [
        [_inlines(cell["children"]) for cell in row["children"]]
        for body in bodies
        for row in body["children"]
    ]
    return {"type": "grid", "columns": columns, "rows": rows}


def _inlines(tokens: list[dict[str, Any]]) -> list[Node]:
    return [node for token in tokens for node in _inline(token)]


def _inline(token: dict[str, Any]) -> list[Node]:
    kind = token["type"]
    node: Node
    match kind:
        case "strong" | "emphasis" | "strikethrough":
            node = {"type": kind, "children": _inlines(token["children"])}
        case "text":
            node = {"type": "text", "text": unescape(token["raw"])}
        case "codespan":
            node = {"type": "code", "text": unescape(token["raw"])}
        case "inline_html":
            return _typed(token["raw"])
        case "linebreak":
            node = {"type": "break"}
        case "softbreak":
            node = {"type": "text", "text": "\n"}
        case "link":
            href = token["attrs"]["url"]
            kind = "link" if _SAFE_LINK.match(href) else "span"
            node = {"type": kind, "href": href, "children": _inlines(token["children"])}
        case "image":
            text = plain_text(_inlines(token["children"]))
            node = {"type": "picture", "href": token["attrs"]["url"], "text": text}
        case _:
            return []
    return [node]
