"""Items in a row: a procedure or list that is read as a whole, or clauses of which each is a text of its own."""

from __future__ import annotations

import re
from dataclasses import replace

from knowledge.ingestion.blocks import HEADING, ITEM, TABLE
from knowledge.ingestion.markers import NUMBER
from knowledge.ingestion.outline import Node
from knowledge.ingestion.sentences import commands, run_in_title

# Lengths in characters.
_LONG_ITEM, _FEW, _SENTENCE, _CLAUSE = 200, 200, 40, 100
_STEP = re.compile(r"(?:étape|step)\s\d{1,2}\b", re.IGNORECASE)
# Words at the start of a clause that point at the clause before, unless they name the whole text.
_POINTS_BACK = re.compile(
    r"(?:(?:(?:à|au|aux|après|dans|pendant|durant|dès|at|after|during|in|on|upon|within)\s[^,.]{2,40},\s)?(?:ils?|elles?|it|they)|cela|ceci|celui-ci|celle-ci|ce|cet|cette|ces|dans ce cas|à défaut|toutefois|cependant|de plus|en outre|sinon"
    r"|this|these|that|those|such|otherwise|however|moreover|in (?:that|this|such a?) ?case|if not)\b"
    r"(?! (?:(?:présente?s?|same|même) )?(?:contrat|entente|convention|politique|document|service|règlement|contract|agreement|policy|service|terms)\b)(?! (?:faut|y a)\b)",
    re.IGNORECASE,
)


def in_a_row(children: list[Node], start: int) -> list[Node]:
    """The items in a row from `start`, or the one other node."""
    end = start
    while end < len(children) and children[end].kind == ITEM:
        end += 1
    return children[start : max(end, start + 1)]


def steps_in_a_row(children: list[Node], start: int) -> list[Node]:
    """The headings « Étape 1 : … », "Step 2 – …" in a row from `start`, as items that hold what stands under them."""
    found: list[Node] = []
    for child in children[start:]:
        if child.kind != HEADING or not _STEP.match(child.text):
            break
        found.append(Node(replace(child.block, kind=ITEM), child.children))
    return found


def introduces(text: str, group: list[Node]) -> bool:
    """Whether a sentence before items or a table belongs to them."""
    if group[0].kind == TABLE or all(item.text[:1].islower() for item in group):
        return True
    # Long items that begin with a capital are clauses, each a text of its own.
    long = sum(len(item.text) >= _LONG_ITEM for item in group)
    return long == 0 or text.endswith(":") and (long < len(group) / 2 or is_procedure(group))


def is_procedure(group: list[Node]) -> bool:
    """Whether items are the steps of a procedure: named so, or numbered, and most of them tell what to do."""
    if all(_STEP.match(item.text) for item in group):
        return True
    steps = [item for item in group if commands(item.text)]
    numbered = all(_depth(item) == 1 for item in group)
    return numbered and len(group) > 1 and 2 * len(steps) > len(group)


def are_clauses(group: list[Node], *, introduced: bool) -> bool:
    """Whether each item is a text of its own: it is long, bears a title, or the number of a clause."""
    if any(len(item.text) > _LONG_ITEM for item in group) or are_titled(group):
        return True
    sentences = all(len(item.text) >= _SENTENCE and item.text[0].isupper() for item in group)
    length = sum(map(_length, group))
    deep = all(_depth(item) > 1 for item in group)
    plain = all(_depth(item) == 1 for item in group) and length >= _CLAUSE * len(group)
    return sentences and length > _FEW and not introduced and (deep or plain)


def are_titled(group: list[Node]) -> bool:
    """Whether the beginnings of items that look like titles are: most of the items have one."""
    titled = sum(all(run_in_title(item.text)) for item in group)
    return 2 * titled > len(group)


def points_back(text: str) -> bool:
    """Whether a clause can only be read after the one before: « Il est porté à la facture suivante »."""
    return _POINTS_BACK.match(text) is not None


def _length(node: Node) -> int:
    return len(node.text) + sum(map(_length, node.children))


def _depth(item: Node) -> int:
    marker = item.block.marker
    return len(marker.values) if marker and marker.kind == NUMBER and marker.is_decimal else 0
