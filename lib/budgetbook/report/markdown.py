"""Markdown cells as a small tree of plain nodes, so that no writer of a format has to trust markup.

Block nodes: `heading` (level, text), `paragraph` (children), `list` (ordered, start, items), `quote` (children),
`code` (text), `rule`, `grid` (columns, rows of inline children). Inline nodes: `text`, `strong`, `emphasis`,
`strike`, `code`, `link` (href, children), `break`. `picture` (href, text) may be either.
HTML inside Markdown is shown as it was typed.
"""

import re
from functools import cache
from html import unescape
from typing import Any

from budgetbook.report.document import Node

_SAFE_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_CONTAINERS = {"strong": "strong", "emphasis": "emphasis", "strikethrough": "strike"}


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
    match token["type"]:
        case "heading":
            text = plain_text(_inlines(token["children"])).strip()
            return [{"type": "heading", "level": attributes["level"], "text": text}]
        case "paragraph" | "block_text":
            return _paragraph(_inlines(token["children"]))
        case "list":
            items = [_blocks(item["children"]) for item in token["children"]]
            start = attributes.get("start", 1)
            return [{"type": "list", "ordered": attributes["ordered"], "start": start, "items": items}]
        case "block_quote":
            return [{"type": "quote", "children": _blocks(token["children"])}]
        case "block_code":
            return [{"type": "code", "text": token["raw"].rstrip("\n")}]
        case "block_html":
            text = _COMMENT.sub("", token["raw"]).strip()
            return [{"type": "paragraph", "children": [{"type": "text", "text": text}]}] if text else []
        case "table":
            return [_grid(token)]
        case "thematic_break":
            return [{"type": "rule"}]
        case _:
            return []


def _paragraph(children: list[Node]) -> list[Node]:
    if children and all(child["type"] == "picture" for child in children):
        return children
    return [{"type": "paragraph", "children": children}]


def _grid(token: dict[str, Any]) -> Node:
    head, *bodies = token["children"]
    columns = [
        {"align": cell["attrs"]["align"] or "left", "children": _inlines(cell["children"])}
        for cell in head["children"]
    ]
    rows = [
        [_inlines(cell["children"]) for cell in row["children"]] for body in bodies for row in body["children"]
    ]
    return {"type": "grid", "columns": columns, "rows": rows}


def _inlines(tokens: list[dict[str, Any]]) -> list[Node]:
    return [node for token in tokens for node in _inline(token)]


def _inline(token: dict[str, Any]) -> list[Node]:
    kind = token["type"]
    if kind in _CONTAINERS:
        return [{"type": _CONTAINERS[kind], "children": _inlines(token["children"])}]
    match kind:
        case "text":
            return [{"type": "text", "text": unescape(token["raw"])}]
        case "codespan":
            return [{"type": "code", "text": unescape(token["raw"])}]
        case "inline_html":
            text = _COMMENT.sub("", token["raw"])
            return [{"type": "text", "text": text}] if text else []
        case "linebreak":
            return [{"type": "break"}]
        case "softbreak":
            return [{"type": "text", "text": "\n"}]
        case "link":
            children, href = _inlines(token["children"]), token["attrs"]["url"]
            return [{"type": "link", "href": href, "children": children}] if _SAFE_LINK.match(href) else children
        case "image":
            alt = plain_text(_inlines(token["children"]))
            return [{"type": "picture", "href": token["attrs"]["url"], "text": alt}]
        case _:
            return []
