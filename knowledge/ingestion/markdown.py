"""Markdown to blocks, with front matter and `{#key}` after headings."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime

from knowledge.errors import UnreadableDocument
from knowledge.ingestion.blocks import Document
from knowledge.ingestion.html import document_from_html

# Items « a) … » and clauses « 4.2 … » on lines of their own, which Markdown would run together.
_ON_ITS_LINE = re.compile(
    r"(?<! )\n(?=[ \t]*(?:[a-z]|[ivx]{2,4})\) )|(?<=[.:;!?])\n(?=[ \t]*\d{1,2}(?:\.\d{1,2})+\.? +[*_«“\"A-ZÀ-Ý])"
)


def document_from_markdown(text: str, name: str) -> Document:
    """Read Markdown; its front matter may give title, language and date.

    Raises:
        UnreadableDocument: the front matter is not valid YAML.
    """
    import frontmatter
    from markdown_it import MarkdownIt
    from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from yaml import YAMLError

    try:
        post = frontmatter.loads(text)
    except (YAMLError, ValueError) as error:
        raise UnreadableDocument(f"{name}: its front matter is not valid YAML.") from error
    parser = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .use(attrs_plugin, spans=True)
        .use(attrs_block_plugin)
        .use(deflist_plugin)
        .use(footnote_plugin)
    )
    document = document_from_html(parser.render(_ON_ITS_LINE.sub(r"  \n", post.content)))
    title, language = post.get("title"), post.get("language")
    return replace(
        document,
        title=str(title) if title else None,
        language=str(language).lower()[:2] if language else None,
        date=_as_date(post.get("date")) or document.date,
    )


def _as_date(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None
