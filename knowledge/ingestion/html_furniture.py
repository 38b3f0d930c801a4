"""What a web page shows around its text: banners about cookies, dialogs, buttons to share, the page's own header and footer."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

_HEADINGS = "h1, h2, h3, h4, h5, h6"
_PARTS = ("article", "section", "details", "li", "td")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_ALWAYS = {"breadcrumb", "breadcrumbs", "onetrust", "didomi", "gdpr", "rgpd", "modal", "share", "sharing"}
_ABOUT_COOKIES = {"cookie", "cookies", "consent", "temoins"}
_RUN_TOGETHER = re.compile(
    r"^(?:breadcrumb|cookie-?(?:bar|banner|box|consent|law|modal|notice|popup|wall)|onetrust|didomi)"
)


def is_furniture(node: LexborNode) -> bool:
    """Whether class or id name an element as no part of the text; its words count, not parts of them: `shared-plan`,
    `modalites` and a heading `#consent` are text, and so is a section about cookies with a heading of its own."""
    tag = node.tag or ""
    if tag in ("html", "body", "main") or tag[1:].isdigit():
        return False
    said = node.attributes
    for name in [*(said.get("class") or "").split(), said.get("id") or ""]:
        words = [word.lower() for word in _WORD.findall(name)]
        if _ALWAYS & set(words) or {"skip", "link"} <= set(words) or _RUN_TOGETHER.match(name.lower()):
            return True
        if _ABOUT_COOKIES & set(words):
            return len(words) > 1 or node.css_first(_HEADINGS) is None
    return False


def is_page_header(node: LexborNode) -> bool:
    """Whether a `header` or `footer` is the page's, or holds no heading; that of a card or section holds its title."""
    if node.css_first("h1"):
        return False
    around = node.parent
    while around is not None and around.tag not in _PARTS:
        around = around.parent
    return around is None or node.tag == "footer" or node.css_first(_HEADINGS) is None
