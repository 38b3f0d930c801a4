"""Which of the customer's services is meant: « le mobile », "the second one", « ma fibre 300 », « celui à 19,99 »."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Protocol, TypeVar

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from actions.readers import amounts
from actions.readers.service_words import (
    ALL,
    AND,
    ANY_PHONE,
    BELIEF,
    CHEAP,
    CLAUSE,
    COMMON_WORDS,
    DEAR,
    DOUBT,
    FAMILY,
    ID_ENDS,
    KEEP,
    KIND_NAMES,
    KIND_WORDS,
    LAST,
    LINE_OF_FAMILY,
    MEMBERS,
    ONLY_NAMED,
    ORDINAL,
    POSITION,
    REST,
    TAKEN_BACK,
    TWO,
    measures,
)
from actions.readers.text import clean, fold, is_unreadable


class Service(Protocol):
    """What is looked at of a service; `accounts.views.ServiceView` has it all."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def plan(self) -> str: ...
    @property
    def monthly_fee(self) -> Decimal: ...


S = TypeVar("S", bound=Service)
# « pas le cell haha c'est l'internet »: the comma that hurried people leave out.
_NOT_BUT = re.compile(
    r"(\b(?:pas|not) (?:l'|(?:le|la|the|my|mon|ma) )(?!moins|plus|cheap|dear)\w+(?: (?!que\b)\w+)?)\W+(c'est|it's) "
)


@dataclass(frozen=True)
class Ambiguous(Generic[S]):
    """Several services fit, in the order of the contract; `all_wanted` if the customer said so (« les deux »)."""

    services: tuple[S, ...]
    all_wanted: bool = False


def choose(text: str, services: Sequence[S], language: str) -> S | Ambiguous[S] | None:
    """The service that a customer names among theirs; None where the text names none of them.

    By kind, position in the list (« le premier », "the second one", 2), id, price, or plan, spelled more or
    less well. What is to be kept (« gardez internet », "not the TV") is not what is meant.

    Args:
        language: not needed to understand; both languages are always read.
    """
    folded = fold(" ".join(clean(text).split()))
    if not services or is_unreadable(text) or not folded:
        return None
    if taken_back := _after_retraction(folded, services, language):
        return taken_back
    wanted, kept = _clauses(_NOT_BUT.sub(r"\1, \2", folded))
    named = _by_plan(
        wanted, services
    )  # "the fax line, not the phone seats": a fax line is a telephone service too
    left_out = [] if not kept else [one for one in services if _fits(kept, one) and one not in named]
    for reading in _READINGS:
        if found := [one for one in reading(wanted, services) if one not in left_out]:
            return found[0] if len(found) == 1 else Ambiguous(tuple(found))
    rest = [one for one in services if one not in left_out]
    if ALL.search(wanted) and len(services) > 1 and not left_out:
        return Ambiguous(tuple(services), all_wanted=not TWO.search(wanted) or len(services) == 2)
    if left_out and rest and (REST.search(folded) or ALL.search(wanted)):
        return rest[0] if len(rest) == 1 else Ambiguous(tuple(rest), all_wanted=True)
    return None


def believes(text: str) -> bool:
    """Whether a question tells which service the customer believes to be meant: "this is only the phone, right?"."""
    folded = fold(clean(text))
    return bool(BELIEF.search(folded)) and not DOUBT.search(folded)


def families(text: str) -> tuple[str, ...]:
    """The families of services that a free text speaks of: `mobile`, `internet`, `landline`, `television` …

    >>> families("je veux annuler mon cell"), families("my home phone and the fibre")
    (('mobile',), ('fibre', 'landline'))
    """
    folded = fold(clean(text))
    return tuple(name for name, words in FAMILY.items() if words.search(folded))


def is_only_named(text: str) -> bool:
    """Whether a text says no more than which kind of service: « la fibre », "the mobile one please".

    >>> is_only_named("non, le mobile"), is_only_named("le mobile coûte trop cher")
    (True, False)
    """
    return ONLY_NAMED.fullmatch(fold(clean(text)).strip(" .!")) is not None


def _after_retraction(folded: str, services: Sequence[S], language: str) -> S | Ambiguous[S] | None:
    """« l'internet… non attendez, l'autre »: what is named after a service was taken back, or what then is left."""
    places = list(TAKEN_BACK.finditer(folded))
    if not places:
        return None
    before, after = folded[: places[0].start()], folded[places[-1].end() :]
    first = choose(before, services, language)
    if first is None or isinstance(first, Ambiguous) or KEEP.search(after):
        return None
    if (named := choose(after, services, language)) is not None:
        return None if isinstance(named, Ambiguous) else named
    left = tuple(one for one in services if one is not first)
    if not left or not REST.search(after):
        return None
    return left[0] if len(left) == 1 else Ambiguous(left)


def _clauses(folded: str) -> tuple[str, str]:
    """The words about what is meant, and those about what is to be kept."""
    parts = [part for part in CLAUSE.split(folded) if part and part.strip()]
    kept = [part for part in parts if KEEP.search(part)]
    return " , ".join(part for part in parts if part not in kept), " , ".join(kept)


def _fits(words: str, service: Service) -> bool:
    return any(list(reading(words, [service])) for reading in (_by_id, _by_family, _by_plan))


def _by_id(words: str, services: Sequence[S]) -> list[S]:
    if ending := ID_ENDS.search(words):
        said = re.sub(r"[^a-z0-9]", "", ending[1])
        return [one for one in services if re.sub(r"[^a-z0-9]", "", fold(one.id)).endswith(said)]
    compact = re.sub(r"[^a-z0-9]", "", words)
    return [one for one in services if len(one.id) > 2 and re.sub(r"[^a-z0-9]", "", fold(one.id)) in compact]


def _by_position(words: str, services: Sequence[S]) -> list[S]:
    if len(services) < 2:
        return []
    if LAST.search(words):
        return [services[-1]]
    position = int(match[1]) if (match := POSITION.fullmatch(words.strip(" ,"))) else None
    if position is None:
        position = next(
            (place for place, words_for in enumerate(ORDINAL, 1) if words_for.search(words)), None
        )
    return [services[position - 1]] if position and position <= len(services) else []


def _by_price(words: str, services: Sequence[S]) -> list[S]:
    prices = {amount.value for amount in amounts.find(words)}
    prices |= {Decimal(number.replace(",", ".")) for number in re.findall(r"\b\d{1,3}[.,]\d\d\b", words)}
    if found := [one for one in services if any(abs(one.monthly_fee - price) < 1 for price in prices)]:
        return [one for one in found if one.monthly_fee in prices] or found
    if len(services) > 1 and (CHEAP.search(words) or DEAR.search(words)):
        fee = (max if DEAR.search(words) else min)(one.monthly_fee for one in services)
        return [one for one in services if one.monthly_fee == fee]
    return []


def _by_measure(words: str, services: Sequence[S]) -> list[S]:
    """By a size in the plan's name: « le 5 Go » is not the 15 Go."""
    said = measures(words)
    return [one for one in services if said & measures(fold(one.plan))]


def _by_family(words: str, services: Sequence[S]) -> list[S]:
    words = _without_typos(words)
    said = {name for name, pattern in FAMILY.items() if pattern.search(words)}
    others = words
    for pattern in FAMILY.values():
        others = pattern.sub("_", others)
    others = LINE_OF_FAMILY.sub(" ", others)
    # « la ligne de fax » is one service, « internet et le téléphone » are two.
    apart = ANY_PHONE.search(others) and (not said or AND.search(words))
    phones = set(MEMBERS["phone"]) if apart and not said & set(MEMBERS["phone"]) else set()
    found = _of_families(said, services) if said else []
    found += [one for one in services if _family_of(one) & phones and one not in found]
    found = [one for one in services if one in found]
    if len(found) == 1 or len(said) + bool(phones) > 1 and AND.search(words):
        return found
    return _by_plan_word(words, found or services) or found


def _of_families(said: set[str], services: Sequence[S]) -> list[S]:
    """Services of the families that were said: each said family's closest ones, or those of its neighbours."""
    closest = {name: [one for one in services if name in _family_of(one)] for name in said}
    if "internet" in said and closest["internet"]:
        # « internet fibre » is one service; « internet et la télé » are two.
        finer = [one for one in closest["internet"] if _family_of(one) & said - {"internet"}]
        closest["internet"] = finer or closest["internet"]
    found = [one for ones in closest.values() for one in ones]
    neighbours: set[str] = set()
    if not found and said & set(MEMBERS["internet"]):
        neighbours |= {"internet"}
    if not found and said & {"landline", "voice"}:
        neighbours |= {"landline", "voice"}
    return found or [one for one in services if _family_of(one) & neighbours]


def _by_plan_word(words: str, services: Sequence[S]) -> list[S]:
    """Services with a word in the plan's name that is said and that no other plan has: « l'illimité »."""
    plans = [set(re.findall(r"[a-z0-9]{3,}", fold(one.plan))) for one in services]
    said = set(re.findall(r"[a-z0-9]{3,}", words))
    return [
        one
        for place, one in enumerate(services)
        if said & plans[place] - set().union(*(plans[:place] + plans[place + 1 :])) - COMMON_WORDS
    ]


def _without_typos(words: str) -> str:
    return re.sub(r"[a-z]{5,}", lambda match: _spelled(match[0]), words)


def _spelled(word: str) -> str:
    near = process.extractOne(word, KIND_WORDS, scorer=OSA.distance, score_cutoff=1 if len(word) < 8 else 2)
    return near[0] if near else word


def _family_of(service: Service) -> set[str]:
    kind, plan = fold(service.kind), fold(service.plan)
    found = {name for name, pattern in FAMILY.items() if pattern.search(kind)}
    found |= {KIND_NAMES[kind]} if kind in KIND_NAMES else set()
    finer = {name for name in ("fibre", "satellite", "radio") if FAMILY[name].search(plan)}
    return found | finer if found else {name for name, pattern in FAMILY.items() if pattern.search(plan)}


def _by_plan(words: str, services: Sequence[S]) -> list[S]:
    """Plans whose name is in the text, give or take typos; the best ones only."""
    scores = [(_likeness(words, fold(one.plan)), one) for one in services]
    best = max(score for score, _ in scores)
    return [one for score, one in scores if score == best] if best >= 86 else []


def _likeness(words: str, plan: str) -> float:
    if len(words) < 4:
        return 0
    squeezed, whole = re.sub(r"[^a-z0-9]", "", words), re.sub(r"[^a-z0-9]", "", plan)
    scores = [fuzz.token_set_ratio(words, plan) if len(words) > 5 else 0]
    scores.append(fuzz.partial_ratio(plan, words) if len(plan) <= len(words) else 0)
    scores.append(fuzz.partial_ratio(squeezed, whole) if 7 <= len(squeezed) <= len(whole) else 0)
    return max(scores)


_READINGS: tuple[Callable[[str, Sequence[S]], list[S]], ...] = (
    _by_id,
    _by_position,
    _by_price,
    _by_measure,
    _by_plan,
    _by_family,
)
