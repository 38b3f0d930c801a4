"""Accordions and other parts of a web page that open: what titles them."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from knowledge.ingestion.blocks import asks, clean

# What opens a panel is the panel's heading, whatever element it is.
_OPENERS = ("aria-expanded", "aria-controls")
_TOGGLES = ("data-toggle", "data-bs-toggle")
_TITLE_CLASS = re.compile(r"\b(?:[\w-]*(?:question|accordion|faq|panel|toggle)[\w-]*)\b", re.IGNORECASE)
_PANEL_CLASS = re.compile(
    r"\b(?:[\w-]*(?:answer|reponse|content|panel|body|collapse|faq)[\w-]*)\b", re.IGNORECASE
)
# Words of a class that is a panel's, unless one of a title's stands beside them: `faq-answer`, `faq-answer-toggle`.
_PANEL_WORD = re.compile(
    r"(?:^|[\W_])(?:a|r|answers?|r[ée]ponses?|content|contenu|body|collapse)(?:[\W_]|$)", re.IGNORECASE
)
_TITLE_WORD = re.compile(r"question|title|titre|head|toggle|button|btn|trigger", re.IGNORECASE)
_TABS = "[role=tab], [data-toggle=tab], [data-bs-toggle=tab]"
_NAMED = ("aria-controls", "data-bs-target", "data-target", "href")
HEADINGS = "h1, h2, h3, h4, h5, h6"
_CARDS = ("div", "section", "article", "li")
BLOCKS = (
    "p, div, ul, ol, dl, table, h1, h2, h3, h4, h5, h6, details, section, article, blockquote, pre, address"
)


def opens_panel(node: LexborNode) -> bool:
    """Whether an element is the title of a panel of an accordion: it says so, or its class and its neighbour's do."""
    said = node.attributes
    if any(inner.mem_id != node.mem_id for inner in node.css(BLOCKS)):
        return False
    if any(name in said for name in _OPENERS) or any(said.get(name) == "collapse" for name in _TOGGLES):
        return True
    panel = panel_of(node)
    if panel is None:
        return False
    if node.tag == "label":
        return True  # what labels a field is gone
    if said.get("role") == "button" or node.tag == "button" and "hidden" in panel.attributes:
        return True
    names = said.get("class") or ""
    titles = _TITLE_CLASS.search(names) and (_TITLE_WORD.search(names) or not _PANEL_WORD.search(names))
    return bool((titles or node.tag == "button") and _PANEL_CLASS.search(panel.attributes.get("class") or ""))


def label_titles(body: LexborNode) -> set[int]:
    """The labels of check boxes that open a panel without a script, by `mem_id`: two at least, or one that asks."""
    opening = [label for label in body.css("label[for]") if _opens_by_box(label, body)]
    if len(opening) == 1 and not asks(clean(opening[0].text(deep=True))):
        return set()
    return {label.mem_id for label in opening}


def _opens_by_box(label: LexborNode, body: LexborNode) -> bool:
    """Whether a label is that of a check box which sends nothing, before a panel."""
    name = label.attributes.get("for") or ""
    box = body.css_first(f"input[id='{name}']") if re.fullmatch(r"[\w:.-]+", name) else None
    said = box.attributes if box is not None else {}
    boxed = said.get("type") in ("checkbox", "radio") and "value" not in said and "required" not in said
    return boxed and panel_of(label) is not None


def take_tabs(body: LexborNode) -> dict[int, str]:
    """Take the tabs out of a page that name a panel of it; the title of each such panel, by its element's `mem_id`."""
    titles: dict[int, str] = {}
    taken: list[LexborNode] = []
    for tab in body.css(_TABS):
        panel, text = _tab_panel(tab, body), _plain(tab)
        if panel is None or not text or panel.css_first(_TABS) or _heads_itself(tab, panel):
            continue
        titles.setdefault(panel.mem_id, text)
        taken.append(tab)
    for tab in reversed(taken):  # the inner ones first
        tab.decompose()
    return titles


def _tab_panel(tab: LexborNode, body: LexborNode) -> LexborNode | None:
    """The panel that a tab names, or that names the tab."""
    said = tab.attributes
    selectors = [f"[id='{(said.get(name) or '').rpartition('#')[2]}']" for name in _NAMED]
    selectors.append(f"[aria-labelledby~='{said.get('id') or ''}']")
    for selector in selectors:
        found = body.css_first(selector) if re.search(r"'[\w:.-]+'", selector) else None
        if found is not None and found.tag in ("div", "section", "article", "li"):
            return found
    return None


def _heads_itself(tab: LexborNode, panel: LexborNode) -> bool:
    """Whether a tab stands over its panel as the title of an accordion does."""
    below = panel_of(tab)
    return (
        below is not None
        and below.mem_id == panel.mem_id
        and (opens_panel(tab) or tab.css_first(HEADINGS) is not None)
    )


def card_level(node: LexborNode) -> int | None:
    """The level of the headings of cards, if an element holds nothing else: two parts or more, each with a heading and a text."""
    cards = [child for child in node.iter(include_text=True) if _plain(child)]
    shapes = {(card.tag, _level(card)) for card in cards}
    return shapes.pop()[1] if len(cards) > 1 and len(shapes) == 1 else None


def _level(card: LexborNode) -> int | None:
    """The level of the heading that an element begins with, if a text follows it."""
    head = card.css_first(HEADINGS) if card.tag in _CARDS else None
    if head is None or not head.tag:
        return None
    title, text = _plain(head), _plain(card)
    return int(head.tag[1]) if text.startswith(title) and text != title else None


def _plain(node: LexborNode) -> str:
    return clean(node.text(deep=True, separator=" ").replace("\n", " "))


def panel_of(node: LexborNode) -> LexborNode | None:
    """The element with a text that follows at once."""
    after = node.next
    while after is not None and (after.tag or "").startswith(("-", "_", "!")):
        if clean(after.text_content or ""):
            return None  # a text stands between
        after = after.next
    holds = after is not None and after.tag in ("div", "section", "p") and clean(after.text(deep=True))
    return after if holds else None
