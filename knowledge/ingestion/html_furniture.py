"""The furniture of a web page, which is no part of what it says: menus, banners, forms, buttons and page headers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from knowledge.ingestion.blocks import Dropped, asks, clean
from knowledge.ingestion.debris import NAVIGATION
from knowledge.ingestion.html_panels import HEADINGS, label_titles, opens_panel, panel_of

_FURNITURE = (
    "script, style, noscript, template, nav, aside, iframe, svg, canvas, select, input, textarea, dialog, [role=navigation], [role=search], [role=banner], "
    "[role=contentinfo], [role=dialog], [role=alertdialog], "
    # a web page's furniture without elements of its own, and what was struck out
    "[role=tablist]:not(:has([role=tabpanel])), [class~=footer], [id=footer], [class~=newsletter], [class~=related], del, s, strike"
)
# Words of the names that pages give their banners, windows and rows of buttons; other words beside them tell what a
# text is about: `cookie-banner` is furniture, `cookie-policy` and `shared-plan` are none.
_VENDORS = frozenset(("onetrust", "didomi", "axeptio", "cookiebot", "tarteaucitron", "usercentrics"))
_WINDOWS = frozenset(("breadcrumb", "breadcrumbs", "modal"))
_TOPICS = frozenset(("cookie", "cookies", "consent", "gdpr", "rgpd", "share", "sharing"))
_PART_WORDS = "banner bandeau bar box buttons button dialog footer icons links message notice overlay popup popin prompt settings toast tools widget"
_PARTS = frozenset(_PART_WORDS.split())
_NAME_WORD = re.compile(r"cookies?|skip-?link|[a-z]+")
# A page's header is furniture, unless it holds the page's own title.
_HEADERS = "header:not(:has(h1)), [class~=header], [id=header]"
_OF_TEXT = ("article", "section", "details", "li", "main")
_ACTION_CLASS = re.compile(r"\b(?:btn|button|cta|bouton)\b|(?:btn|button|cta|bouton)[-_]", re.IGNORECASE)
_ACTION_WORDS = 4
_PAIRS = 2  # buttons with a text after them that make an accordion
_INLINE_WORDS = "a abbr acronym b bdi bdo big center cite code data del dfn em font i img ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr"
INLINE = frozenset(_INLINE_WORDS.split())


def remove_furniture(body: LexborNode) -> Iterator[Dropped]:
    """Take the furniture out of a page, and tell what it said."""
    labels = label_titles(body)
    yield from _remove(
        [
            *body.css(_FURNITURE),
            *(label for label in body.css("label") if label.mem_id not in labels),
            *filter(_is_named_furniture, body.css("[class], [id]")),
            *(n for n in body.css("footer") if not n.css_first("h1")),
            *(n for n in body.css(_HEADERS) if n.css_first("nav") or not n.css_first(HEADINGS)),
            *filter(_is_menu, body.css("ul, ol")),
        ]
    )
    yield from _remove([n for n in body.css(_HEADERS) if not _heads_part(n)])
    buttons = body.css("button")
    paired = [node for node in buttons if panel_of(node) is not None]
    for node in buttons:
        titles = opens_panel(node) or len(paired) >= _PAIRS and panel_of(node) is not None
        if not titles and not asks(clean(node.text(deep=True))):
            node.decompose()
    for node in filter(_is_action, body.css("a")):
        node.decompose()
    for node in body.css("span[aria-hidden=true], i[aria-hidden=true]"):
        node.decompose()


def _remove(nodes: list[LexborNode]) -> Iterator[Dropped]:
    for node in nodes:
        if node.parent is None:
            continue
        text = _text(node)
        if text and node.tag not in ("script", "style", "noscript", "template", "label", "select"):
            yield Dropped(NAVIGATION, text[:200])
        node.decompose()


def _heads_part(node: LexborNode) -> bool:
    """Whether a header is that of a part of the text, such as a section or a card, and not the page's."""
    above: LexborNode | None = node
    while above is not None and above.tag != "body":
        before = above.prev
        while before is not None:
            if _text(before):
                return True  # the page's stands first
            before = before.prev
        above = above.parent
        if above is not None and above.tag in _OF_TEXT:
            return True
    return False


def _is_named_furniture(node: LexborNode) -> bool:
    """Whether an element's class or id calls it furniture, and it holds no section of the text."""
    if node.tag in ("html", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6"):
        return False
    said = node.attributes
    names = [*((name, True) for name in (said.get("class") or "").split()), (said.get("id") or "", False)]
    if not any(_names_furniture(name, alone=alone) for name, alone in names):
        return False
    vendor = any(word in f"{said.get('class')} {said.get('id')}".lower() for word in _VENDORS)
    return vendor or not _holds_section(node)


def _names_furniture(name: str, *, alone: bool) -> bool:
    """Whether a class or id, read word by word, is that of furniture; alone: a bare topic counts, as no anchor's id does."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()
    words = set(_NAME_WORD.findall(parted))
    if words & (_WINDOWS | {"skip-link", "skiplink"}) or any(vendor in parted for vendor in _VENDORS):
        return True
    topics = words & _TOPICS
    return bool(topics and (words & _PARTS or words == topics and (alone or len(words) > 1)))


def _holds_section(node: LexborNode) -> bool:
    """Whether a heading and a text stand in it, without a button: banners and windows have one."""
    if node.css_first("h1, main"):
        return True
    beside = sum(_size(part) for part in node.css(f"{HEADINGS}, a"))
    pressed = node.css_first("button, [role=button], input") or any(map(_is_dressed, node.css("a")))
    return node.css_first(HEADINGS) is not None and _size(node) > beside and not pressed


def _text(node: LexborNode) -> str:
    return clean(node.text(deep=True, separator=" ").replace("\n", " "))


def _size(node: LexborNode) -> int:
    return len(_text(node).replace(" ", ""))


def _is_dressed(node: LexborNode) -> bool:
    """Whether a link looks like a button."""
    said = node.attributes
    return said.get("role") == "button" or _ACTION_CLASS.search(said.get("class") or "") is not None


def _is_action(node: LexborNode) -> bool:
    """Whether a link is a button, « Je commande », and no part of a sentence."""
    said, text = node.attributes, clean(node.text(deep=True))
    plain = not any(c.isdigit() or c in "?@" for c in text) and len(text.split()) <= _ACTION_WORDS
    leads = not (said.get("href") or "").startswith(("mailto:", "tel:"))
    if (
        not (text and plain and leads)
        or not (_is_dressed(node) or said.get("href") == "#")
        or opens_panel(node)
    ):
        return False
    beside = (_beside(node, "prev"), _beside(node, "next"))
    return all(other is None or other.tag not in INLINE and other.tag != "-text" for other in beside)


def _beside(node: LexborNode, side: str) -> LexborNode | None:
    """The node before or after that is no white space; a link beside counts as none."""
    other = getattr(node, side)
    while other is not None and (other.tag == "a" or not clean(other.text(deep=True))):
        other = getattr(other, side)
    return other


def _is_menu(node: LexborNode) -> bool:
    """A list of three or more links and little else."""
    links = [a for a in node.css("a") if not (a.attributes.get("href") or "").startswith(("mailto:", "tel:"))]
    linked = sum(len(clean(a.text(deep=True))) for a in links)
    return len(links) >= 3 and linked >= 0.8 * len(clean(node.text(deep=True).replace("\n", " ")))
