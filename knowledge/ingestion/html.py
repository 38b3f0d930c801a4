"""Web pages to blocks; Markdown comes this way too."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
from knowledge.ingestion.debris import OUTSIDE
from knowledge.ingestion.html_furniture import INLINE, remove_furniture
from knowledge.ingestion.html_notes import settle_notes
from knowledge.ingestion.html_panels import BLOCKS, HEADINGS, card_level, opens_panel, panel_of, take_tabs
from knowledge.ingestion.labels import labelled, question_and_answer
from knowledge.ingestion.markers import BULLET, NUMBER, Marker
from knowledge.ingestion.plain_text import document_date
from knowledge.ingestion.rich_text import Run, blocks_from_runs
from knowledge.ingestion.tables import spans, table_blocks

_ICON = re.compile(r"(?<=[\w?!.»)])\s?[+−▼▲▾▴▸›⌄⌃×]$")
_HEADING_KEY = re.compile(r"\s*\{#([\w-]+)\}\s*$")
_LONGEST_VALUE = 60  # characters of an item in the cell of a table
_TERM_LEVEL = BOLD_LEVEL + 1
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
    reader = _Reader(take_tabs(body))
    dropped = list(remove_furniture(body))
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


class _Reader:
    """Collects the blocks of a page in reading order. titles: of panels, by their elements."""

    def __init__(self, titles: dict[int, str]) -> None:
        self._titles = titles
        self.blocks: list[Block] = []
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
            is_panel = panel is not None and child.mem_id == panel.mem_id
            if tag in ("a", "div", "span", "p", "button", "label") and not is_panel and opens_panel(child):
                self._flush(runs, depth)
                self._heading(child, depth)
                self.blocks[-1:] = [replace(block, opens_panel=True) for block in self.blocks[-1:]]
                panel = panel_of(child)
            elif child.mem_id in self._titles:
                self._flush(runs, depth)
                self._titled(child, self._titles[child.mem_id], depth)
            elif tag in ("-text", "br") or tag in INLINE and child.css_first(BLOCKS) is None:
                runs += _runs(child, False)
            elif not tag.startswith(("-", "_", "!")):
                self._flush(runs, depth)
                begin = len(self.blocks)
                self._structure.get(tag, self.collect)(child, depth)
                self._end_cards(child, begin)
                if (tag == "details" or is_panel) and self.blocks and not self.blocks[-1].opens_panel:
                    self._ends.append(len(self.blocks))
        self._flush(runs, depth)

    def _end_cards(self, node: LexborNode, begin: int) -> None:
        """What follows cards stands beside them, not under the last of them."""
        level = card_level(node)
        heads = [n for n in range(begin, len(self.blocks)) if self.blocks[n].level == level]
        if level and heads and not any(block.opens_panel for block in self.blocks[begin:]):
            self.blocks[heads[-1]] = replace(self.blocks[heads[-1]], opens_panel=True)
            self._ends.append(len(self.blocks))

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

    def _titled(self, panel: LexborNode, title: str, depth: int) -> None:
        """A panel under its title, which stands over every heading in it."""
        head = panel.css_first(HEADINGS)
        if head is not None and clean(head.text(deep=True)).casefold() == title.casefold():
            return self.collect(panel, depth)
        begin = len(self.blocks)
        self.blocks.append(Block(HEADING, title))
        self.collect(panel, depth)
        inner = self.blocks[begin + 1 :]
        level = min([block.level for block in inner if block.kind == HEADING], default=_TERM_LEVEL)
        ends = not any(block.opens_panel for block in inner)
        self.blocks[begin:] = [
            Block(HEADING, title, level=level, opens_panel=ends),
            *(replace(block, level=block.level + 1) if block.kind == HEADING else block for block in inner),
        ]
        if ends:
            self._ends.append(len(self.blocks))

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
            read = self.blocks[begin:]
            self.blocks[begin:] = asked = _asked_items(read)
            if asked is not read:
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
        rows = node.css("tr")
        first = rows[0].css("td, th") if rows else []
        headed = bool(first) and (
            all(cell.tag == "th" for cell in first) or node.css_first("thead") is not None
        )
        cells = node.css("td, th")
        if any(_lays_out(cell, headed=headed and len(first) > 1) for cell in cells):
            for cell in cells:
                self.collect(cell, depth)
            return
        for cell in cells:
            _join_lists(cell)
        if caption := node.css_first("caption"):
            self.blocks.append(Block(PARAGRAPH, clean(caption.text(deep=True).replace("\n", " "))))
        grid, high = _grid(rows), len(node.css("thead tr"))
        if 1 < high < len(grid):  # « Vitesse » over « Descendante » and « Ascendante »
            titles = [row for row in grid[:high] if spans(row)]
            columns = zip(*(row for row in grid[:high] if not spans(row)), strict=False)
            heads = [" ".join(dict.fromkeys(filter(None, column))) for column in columns]
            grid = [*titles, heads, *grid[high:]]
        made = table_blocks(grid, heads=headed or None, indent=4 * depth + 1 if depth else 0)
        self.blocks += made
        if any(block.opens_panel for block in made):
            self._ends.append(len(self.blocks))

    def _preformatted(self, node: LexborNode, depth: int) -> None:
        self._flush([Run(node.text(deep=True), False)], depth)


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


def _lays_out(cell: LexborNode, *, headed: bool) -> bool:
    """Whether a cell holds a part of the page, so that its table only lays out; under the head of a column a short list is a value."""
    if cell.css_first("table, h1, h2, h3, h4, h5, h6, li ul, li ol") or len(cell.css("p")) > 2:
        return True
    items = [clean(item.text(deep=True)) for item in cell.css("li")]
    return bool(items) and not (headed and max(map(len, items)) <= _LONGEST_VALUE)


def _join_lists(cell: LexborNode) -> None:
    """Write the lists of a cell in one line."""
    for found in cell.css("ul, ol"):
        items = [clean(item.text(deep=True).replace("\n", " ")).rstrip(" ;,.") for item in found.css("li")]
        found.replace_with(", ".join(filter(None, items)))


def _grid(rows: list[LexborNode]) -> list[list[str]]:
    """The rows of a table, with cells that span several rows or columns repeated in each."""
    grid: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}  # column: rows still to fill, text
    for row in rows:
        line: list[str] = []
        for cell in row.css("td, th"):
            _fill(line, below)
            text = clean(cell.text(deep=True, separator=" ").replace("\n", " "))
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
