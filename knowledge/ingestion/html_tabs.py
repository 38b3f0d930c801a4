"""Tabs of a web page: each panel's title stands on its tab, often far above."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from knowledge.ingestion.blocks import clean

_POINTERS = ("aria-controls", "data-bs-target", "data-target", "href")


def tab_titles(body: LexborNode) -> dict[int, str]:
    """The titles of tab panels by the panel's `mem_id`; a panel with a heading of its own at its beginning needs none."""
    titles: dict[int, str] = {}
    for panel in body.css("[role=tabpanel], .tab-pane, .tab-panel"):
        title = _title(body, panel)
        if title and not clean(panel.text(deep=True)).startswith(title):
            titles[panel.mem_id] = title
    return titles


def _title(body: LexborNode, panel: LexborNode) -> str:
    label, name = panel.attributes.get("aria-labelledby"), panel.attributes.get("id")
    tabs = body.css("[role=tab], [role=tablist] a, [role=tablist] button")
    for tab in tabs:
        said = tab.attributes
        if label and said.get("id") == label or name and any(_points(said.get(p), name) for p in _POINTERS):
            return clean(tab.text(deep=True).replace("\n", " "))
    return ""


def _points(value: str | None, name: str) -> bool:
    return value is not None and value.removeprefix("#") == name
