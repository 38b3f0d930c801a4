"""Web pages to blocks; Markdown comes this way too."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from knowledge.ingestion.blocks import (
    BOLD_LEVEL,
    HEADING,
    ITEM,
    PARAGRAPH,
    QUESTION,
    Block,
    Document,
    Dropped,
    asks,
    clean,
)
from knowledge.ingestion.debris import NAVIGATION, OUTSIDE
from knowledge.ingestion.html_furniture import is_furniture, is_page_header
from knowledge.ingestion.html_notes import settle_notes
from knowledge.ingestion.html_tabs import tab_titles
from knowledge.ingestion.labels import labelled, question_and_answer
from knowledge.ingestion.markers import BULLET, NUMBER, Marker
from knowledge.ingestion.plain_text import document_date
from knowledge.ingestion.rich_text import Run, blocks_from_runs
from knowledge.ingestion.tables import spans, table_blocks

_DEBRIS = (
    "script, style, noscript, template, nav, aside, iframe, svg, canvas, select, input, textarea, label, dialog, [role=navigation], [role=search], [role=banner], "
    "[role=contentinfo], [role=dialog], [role=alertdialog], "
    # a web page's furniture without elements of its own, and what was struck out
    "[role=tablist], [class~=header], [id=header], [class~=footer], [id=footer], [class~=newsletter], [class~=related], del, s, strike"
)
# What opens a panel is the panel's heading, whatever element it is.
_OPENERS = ("aria-expanded", "aria-controls")
_TOGGLES = ("data-toggle", "data-bs-toggle")
_ICON = re.compile(r"(?<=[\w?!.»)])\s?[+−▼▲▾▴▸›⌄⌃×]$")
_ACTION_CLASS = re.compile(r"\b(?:btn|button|cta|bouton)\b|(?:btn|button|cta|bouton)[-_]", re.IGNORECASE)
_ACTION_WORDS = 4
_PAIRS = 2  # buttons with a text after them that make an accordion
_TITLE_CLASS = re.compile(r"\b(?:[\w-]*(?:question|accordion|faq|panel|toggle)[\w-]*)\b", re.IGNORECASE)
_ANSWER_CLASS = re.compile(
    r"\b(?!\S*(?:question|title|toggle|head))\S*(?:answer|reponse|response|content|body)", re.IGNORECASE
)
_PANEL_CLASS = re.compile(
    r"\b(?:[\w-]*(?:answer|reponse|content|panel|body|collapse|faq)[\w-]*)\b", re.IGNORECASE
)
_HEADING_KEY = re.compile(r"\s*\{#([\w-]+)\}\s*$")
_INLINE_WORDS = "a abbr acronym b bdi bdo big center cite code data del dfn em font i img ins kbd label mark q s samp small span strike strong sub sup time tt u var wbr"
_INLINE = frozenset(_INLINE_WORDS.split())
_BLOCKS = (
    "p, div, ul, ol, dl, table, h1, h2, h3, h4, h5, h6, details, section, article, blockquote, pre, address"
)
_TERM_LEVEL = BOLD_LEVEL + 1
_IN_LAYOUT = "table, ul, ol, h1, h2, h3, h4, h5, h6"
_POINTS = re.compile(
    r"(?:cliquez |click )?(?:ici|here)|(?:ce|le|suivre le|this|the|follow this) ?(?:lien|link)|(?:cette|this) page",
    re.IGNORECASE,
)


def document_from_html(html: str) -> Document:
    """Read a web page: its main part, without menus, forms and footers."""
    tree = LexborHTMLParser(html)
    body = tree.body
    if body is None:
        return Document(())
    title = tree.css_first("title")
    settle_notes(body)
    titles = tab_titles(body)
    dropped = list(_remove_debris(body))
    reader = _Reader(titles)
    main = _main(body)
    reader.collect(main, 0)
    dropped += _outside(body, main)
    blocks, noise = labelled(reader.read())
    said = "\n".join(block.text for block in reader.blocks)
    hints = (re.split(r"\s[|·»]\s", clean(title.text()))[0],) if title else ()
    page = tree.css_first("html")
    declared = (page.attributes.get("lang") or "").lower()[:2] if page else ""
    return Document(
        tuple(blocks),
        hints=hints,
        declared=declared or None,
        date=document_date(said),
        dropped=(*dropped, *noise),
    )


def _main(body: LexborNode) -> LexborNode:
    articles = body.css("article")
    return body.css_first("main, [role=main]") or (articles[0] if len(articles) == 1 else body)


def _outside(body: LexborNode, main: LexborNode) -> Iterator[Dropped]:
    """What a page says outside its main part; takes that part out of it."""
    if main.mem_id == body.mem_id:
        return
    main.decompose()
    text = clean(body.text(deep=True, separator=" ").replace("\n", " "))
    if text:
        yield Dropped(OUTSIDE, text[:200])


def _remove_debris(body: LexborNode) -> Iterator[Dropped]:
    for node in [
        *body.css(_DEBRIS),
        *filter(is_page_header, body.css("header, footer")),
        *filter(is_furniture, body.css("[class], [id]")),
        *filter(_is_menu, body.css("ul, ol")),
    ]:
        if node.parent is None:
            continue
        text = clean(node.text(deep=True, separator=" ").replace("\n", " "))
        if text and node.tag not in ("script", "style", "noscript", "template", "label", "select"):
            yield Dropped(NAVIGATION, text[:200])
        node.decompose()
    buttons = body.css("button")
    paired = [node for node in buttons if _panel_of(node) is not None]
    for node in buttons:
        titles = _opens_panel(node) or len(paired) >= _PAIRS and _panel_of(node) is not None
        if not titles and not asks(clean(node.text(deep=True))):
            node.decompose()
    for node in filter(_is_action, body.css("a")):
        node.decompose()
    for node in body.css("span[aria-hidden=true], i[aria-hidden=true]"):
        node.decompose()


def _is_action(node: LexborNode) -> bool:
    """Whether a link is a button, « Je commande », and no part of a sentence."""
    said, text = node.attributes, clean(node.text(deep=True))
    plain = not any(c.isdigit() or c in "?@" for c in text) and len(text.split()) <= _ACTION_WORDS
    leads = not (said.get("href") or "").startswith(("mailto:", "tel:"))
    dressed = said.get("role") == "button" or _ACTION_CLASS.search(said.get("class") or "") is not None
    if not (text and plain and leads) or not (dressed or said.get("href") == "#") or _opens_panel(node):
        return False
    beside = (_beside(node, "prev"), _beside(node, "next"))
    return all(other is None or other.tag not in _INLINE and other.tag != "-text" for other in beside)


def _beside(node: LexborNode, side: str) -> LexborNode | None:
    """The node before or after that is no white space; a link beside counts as none."""
    other = getattr(node, side)
    while other is not None and (other.tag == "a" or not clean(other.text(deep=True))):
        other = getattr(other, side)
    return other


def _opens_panel(node: LexborNode) -> bool:
    """Whether an element is the title of a panel of an accordion: it says so, or its class and its neighbour's do."""
    said = node.attributes
    if any(inner.mem_id != node.mem_id for inner in node.css(_BLOCKS)):
        return False
    if any(name in said for name in _OPENERS) or any(said.get(name) == "collapse" for name in _TOGGLES):
        return True
    panel = _panel_of(node)
    if panel is None:
        return False
    if said.get("role") == "button" or node.tag == "button" and "hidden" in panel.attributes:
        return True
    dress = said.get("class") or ""
    named = _TITLE_CLASS.search(dress) and not _ANSWER_CLASS.search(dress) or node.tag == "button"
    return bool(named and _PANEL_CLASS.search(panel.attributes.get("class") or ""))


def _panel_of(node: LexborNode) -> LexborNode | None:
    """The element with a text that follows at once."""
    after = node.next
    while after is not None and (after.tag or "").startswith(("-", "_", "!")):
        if clean(after.text_content or ""):
            return None  # a text stands between
        after = after.next
    holds = after is not None and after.tag in ("div", "section", "p") and clean(after.text(deep=True))
    return after if holds else None


def _is_menu(node: LexborNode) -> bool:
    """A list of three or more links and little else."""
    links = [a for a in node.css("a") if not (a.attributes.get("href") or "").startswith(("mailto:", "tel:"))]
    linked = sum(len(clean(a.text(deep=True))) for a in links)
    return len(links) >= 3 and linked >= 0.8 * len(clean(node.text(deep=True).replace("\n", " ")))


class _Reader:
    """Collects the blocks of a page in reading order."""

    def __init__(self, tab_titles: Mapping[int, str]) -> None:
        self.blocks: list[Block] = []
        self._tab_titles = tab_titles
        self._ends: list[int] = []  # where panels end
        self._structure = {
            **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "summary", "button"), self._heading),
            **dict.fromkeys(("ul", "ol", "menu"), self._list),
            "dl": self._definitions,
            "table": self._table,
            "pre": self._preformatted,
        }

    def collect(self, node: LexborNode, depth: int) -> None:
        """The blocks under an element; depth counts the lists it stands in."""
        runs: list[Run] = []
        panel: LexborNode | None = None
        for child in node.iter(include_text=True):
            tag = child.tag or ""
            if tag in ("a", "div", "span", "p", "button") and _opens_panel(child):
                self._flush(runs, depth)
                self._heading(child, depth)
                self.blocks[-1:] = [replace(block, opens_panel=True) for block in self.blocks[-1:]]
                panel = _panel_of(child)
            elif tag in ("-text", "br") or tag in _INLINE and child.css_first(_BLOCKS) is None:
                runs += _runs(child, False)
            elif not tag.startswith(("-", "_", "!")):
                self._flush(runs, depth)
                if title := self._tab_titles.get(child.mem_id):
                    self.blocks.append(Block(HEADING, title, level=_TERM_LEVEL, opens_panel=True))
                self._structure.get(tag, self.collect)(child, depth)
                closed = (
                    tag == "details"
                    or title is not None
                    or panel is not None
                    and child.mem_id == panel.mem_id
                )
                if closed and self.blocks and not self.blocks[-1].opens_panel:
                    self._ends.append(len(self.blocks))
        self._flush(runs, depth)

    def read(self) -> list[Block]:
        """The blocks, the first after a panel marked as such."""
        ends = set(self._ends)
        return [replace(block, after_panel=n in ends) for n, block in enumerate(self.blocks)]

    def _flush(self, runs: list[Run], depth: int) -> None:
        self.blocks += blocks_from_runs(runs, indent=4 * depth + 1 if depth else 0, in_list=depth > 0)
        runs.clear()

    def _heading(self, node: LexborNode, depth: int) -> None:
        text = clean(node.text(deep=True).replace("\n", " "))
        key = node.attributes.get("id")
        if found := _HEADING_KEY.search(text):
            key, text = found[1], text[: found.start()]
        tag, text = node.tag or "", _ICON.sub("", text)
        level = int(tag[1]) if tag[1:].isdigit() else _TERM_LEVEL
        if text:
            self.blocks.append(
                Block(
                    HEADING,
                    text if asks(text) else text.rstrip(" :"),
                    level=level,
                    key=key,
                    opens_panel=tag == "summary",
                )
            )

    def _list(self, node: LexborNode, depth: int) -> None:
        number = (
            int(node.attributes.get("start") or 1) if (node.attributes.get("start") or "1").isdigit() else 1
        )
        begin = len(self.blocks)
        for item in node.iter():
            if item.tag != "li":
                self.collect(item, depth)
                continue
            start = len(self.blocks)
            self.collect(item, depth + 1)
            if start < len(self.blocks) and self.blocks[start].kind == PARAGRAPH:
                marker = (
                    Marker(f"{number}.", NUMBER, "1.", (number,))
                    if node.tag == "ol"
                    else Marker("•", BULLET, "•")
                )
                self.blocks[start] = Block(ITEM, self.blocks[start].text, indent=4 * depth, marker=marker)
            number += 1
        if node.tag == "ol":
            items = self.blocks[begin:]
            asked = _asked_items(items)
            if asked is not items:
                self.blocks[begin:] = asked
                self._ends.append(len(self.blocks))

    def _definitions(self, node: LexborNode, depth: int) -> None:
        terms: list[str] = []
        for child in node.css("dt, dd"):
            if child.tag == "dt":
                terms.append(clean(child.text(deep=True).replace("\n", " ")).rstrip(" :"))
                continue
            if terms:
                self.blocks.append(Block(HEADING, " / ".join(terms), level=_TERM_LEVEL))
                terms = []
            self.collect(child, depth)

    def _table(self, node: LexborNode, depth: int) -> None:
        cells = node.css("td, th")
        for_layout = "table, h1, h2, h3, h4, h5, h6" if _is_headed(node) else _IN_LAYOUT
        if any(cell.css_first(for_layout) or len(cell.css("p")) > 2 for cell in cells):
            for cell in cells:
                self.collect(cell, depth)
            return
        if caption := node.css_first("caption"):
            self.blocks.append(Block(PARAGRAPH, clean(caption.text(deep=True).replace("\n", " "))))
        rows = node.css("tr")
        first = rows[0].css("td, th") if rows else []
        heads = (
            True if first and (all(cell.tag == "th" for cell in first) or node.css_first("thead")) else None
        )
        grid, high = _grid(rows), len(node.css("thead tr"))
        if 1 < high < len(grid):  # « Vitesse » over « Descendante » and « Ascendante »
            titles = [row for row in grid[:high] if spans(row)]
            columns = zip(*(row for row in grid[:high] if not spans(row)), strict=False)
            grid = [
                *titles,
                [" ".join(dict.fromkeys(filter(None, column))) for column in columns],
                *grid[high:],
            ]
        made = table_blocks(grid, heads=heads, indent=4 * depth + 1 if depth else 0)
        self.blocks += made
        if any(block.opens_panel for block in made):
            self._ends.append(len(self.blocks))

    def _preformatted(self, node: LexborNode, depth: int) -> None:
        self._flush([Run(node.text(deep=True), False)], depth)


def _is_headed(table: LexborNode) -> bool:
    """Whether the first row of a table, of two columns at least, heads the columns."""
    first = table.css_first("tr")
    if first is None:
        return False
    heads = first.css("th")
    return len(heads) > 1 and len(heads) == len(first.css("td, th"))


def _is_outer(block: Block, first: Block) -> bool:
    """An item of the list itself; a question alone on its line stands for one."""
    return block.kind == QUESTION or block.kind == ITEM and block.indent <= first.indent


def _asked_items(blocks: list[Block]) -> list[Block]:
    """A numbered list in which every item is a question and its answer, as Markdown makes of `1. Combien ?` and a line below it."""
    inner = [not _is_outer(block, blocks[0]) for block in blocks] + [False]
    parts = {id(block): question_and_answer(block.text) for n, block in enumerate(blocks) if not inner[n]}
    answered = [
        asks(parts[id(block)][0]) and (parts[id(block)][1] or inner[n + 1])
        for n, block in enumerate(blocks)
        if not inner[n]
    ]
    if len(parts) < 2 or not all(answered):
        return blocks
    made: list[Block] = []
    for block in blocks:
        if id(block) not in parts:
            made.append(block)
            continue
        question, answer = parts[id(block)]
        made.append(Block(QUESTION, question, indent=block.indent, marker=block.marker, opens_panel=True))
        if answer:
            made.append(Block(PARAGRAPH, answer, indent=block.indent + 1))
    return made


def _runs(node: LexborNode, bold: bool) -> Iterator[Run]:
    """The text of an inline element; a line feed stands for a line break only."""
    tag = node.tag or ""
    if tag == "-text":
        yield Run(re.sub(r"\s+", " ", node.text_content or ""), bold)
    elif tag == "br":
        yield Run("\n", bold)
    else:
        bold = bold or tag in ("b", "strong") or "bold" in (node.attributes.get("style") or "")
        for child in node.iter(include_text=True):
            yield from _runs(child, bold)
        href = node.attributes.get("href") or ""
        if tag == "a" and href.startswith("http") and _POINTS.fullmatch(clean(node.text(deep=True))):
            yield Run(f" ({href})", bold)


def _grid(rows: list[LexborNode]) -> list[list[str]]:
    """The rows of a table, with cells that span several rows or columns repeated in each."""
    grid: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}  # column: rows still to fill, text
    for row in rows:
        line: list[str] = []
        for cell in row.css("td, th"):
            _fill(line, below)
            for item in cell.css("li")[1:]:
                item.insert_before(", ")
            text = clean(cell.text(deep=True, separator=" ").replace("\n", " ")).replace(" , ", ", ")
            down = _span(cell, "rowspan")
            label = not line and len(row.css("td, th")) > 1 and row.css_first("td") is not None
            for n in range(_span(cell, "colspan")):
                said = "" if label and n else text  # a label over several columns is said once
                if down > 1:
                    below[len(line)] = (down - 1, said)
                line.append(said)
        _fill(line, below)
        grid.append(line)
    return grid


def _fill(line: list[str], below: dict[int, tuple[int, str]]) -> None:
    while len(line) in below:
        count, text = below.pop(len(line))
        if count > 1:
            below[len(line)] = (count - 1, text)
        line.append(text)


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(int(value), 50) if value.isdigit() and int(value) else 1
