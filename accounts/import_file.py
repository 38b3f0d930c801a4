"""Reads and checks a file of accounts; each mistake is named with its line and field."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    BaseModel,
    BeforeValidator,
    Field,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)

from accounts import formats
from accounts.errors import AccountsError, ImportFailed
from accounts.operators import operator
from accounts.views import GeographicAddress

Path = tuple[str | int, ...]
Line = Annotated[str, Field(min_length=1, max_length=200)]
_NULLS = ("", "~", "null", "Null", "NULL")


def _empty_list(value: Any) -> Any:
    return [] if value is None else value


class AddressRecord(BaseModel):
    """A billing address in the file."""

    street: Line
    city: Line
    region: str | None = None
    postal_code: str
    country: str

    @model_validator(mode="after")
    def _normalised(self) -> AddressRecord:
        try:
            clean = formats.address(GeographicAddress(**self.__dict__))
        except AccountsError as error:
            raise ValueError(str(error)) from error
        self.__dict__.update(clean.__dict__)
        return self


class ServiceRecord(BaseModel):
    """A service in the file."""

    id: Annotated[str, Field(min_length=1, max_length=80)]
    kind: Annotated[str, Field(min_length=1, max_length=80)]
    plan: Line
    activated_on: date | None = None
    commitment_months: Annotated[int, Field(ge=0, le=120), BeforeValidator(lambda value: value or 0)] = 0
    monthly_fee: Annotated[Decimal, Field(ge=0, lt=1_000_000, decimal_places=2)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] | None = None
    equipment: Annotated[list[Line], BeforeValidator(_empty_list)] = []


class AccountRecord(BaseModel):
    """An account in the file."""

    operator: str
    number: str
    name: Line
    language: Literal["fr", "en"]
    pin: Annotated[str, Field(pattern=r"^[0-9]{4}$")]
    email: str | None = None
    phone: str | None = None
    segment: Literal["residential", "business"]
    billing_address: AddressRecord
    billing_method: Literal["paper", "electronic"]
    ebill_email: str | None = None
    services: Annotated[list[ServiceRecord], BeforeValidator(_empty_list)] = []

    @field_validator("operator")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            return operator(value).slug
        except AccountsError as error:
            raise ValueError(str(error)) from error

    @field_validator("number")
    @classmethod
    def _digits(cls, value: str) -> str:
        number = formats.digits(value)
        if not 0 < len(number) <= 40:
            raise ValueError("must have 1 to 40 digits")
        return number

    @field_validator("email", "ebill_email")
    @classmethod
    def _email(cls, value: str | None) -> str | None:
        try:
            return None if value is None else formats.email(value)
        except AccountsError as error:
            raise ValueError(str(error)) from error

    @field_validator("phone")
    @classmethod
    def _phone(cls, value: str | None) -> str | None:
        if value is not None and not 7 <= len(formats.digits(value)) <= 15:
            raise ValueError("must have 7 to 15 digits")
        return value

    @field_validator("services")
    @classmethod
    def _distinct(cls, value: list[ServiceRecord]) -> list[ServiceRecord]:
        if len({service.id for service in value}) < len(value):
            raise ValueError("two services have the same id")
        return value

    @model_validator(mode="after")
    def _reachable(self) -> AccountRecord:
        if self.billing_method == "electronic" and not (self.ebill_email or self.email):
            raise ValueError("billing_method is electronic, but there is neither ebill_email nor email")
        return self


_RECORDS = TypeAdapter(list[AccountRecord])


def read_accounts(text: str) -> tuple[list[AccountRecord], list[str]]:
    """The accounts in a file, and warnings about fields that mean nothing here.

    Raises:
        ImportFailed: with every mistake.
    """
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise ImportFailed([f"not YAML: {error}"]) from error
    lines: dict[Path, int] = {}
    data = _plain(node, (), lines)
    if not isinstance(data, list) or not data:
        raise ImportFailed(["line 1: the file must hold a list of accounts"])
    problems, warnings = _unknown_fields(data, lines)
    records: list[AccountRecord] = []
    try:
        records = _RECORDS.validate_python(data)
    except ValidationError as error:
        problems += [_at(lines, tuple(item["loc"]), item["msg"]) for item in error.errors()]
    problems += [_at(lines, path, message) for path, message in _doubles(records)]
    if problems:
        raise ImportFailed(problems)
    return records, warnings


def _plain(node: yaml.Node | None, path: Path, lines: dict[Path, int]) -> Any:
    """Plain values with every scalar as text: YAML would read the PIN 0427 as the number 279."""
    if node is None:
        return None
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, i), lines) for i, item in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(item, (*path, key.value), lines) for key, item in node.value}
    plain = isinstance(node, yaml.ScalarNode) and node.style is None
    return None if plain and node.value in _NULLS else node.value


def _unknown_fields(data: list[Any], lines: dict[Path, int]) -> tuple[list[str], list[str]]:
    problems, warnings = [], []
    for path, known in _mappings(data):
        field = str(path[-1])
        if not field.isidentifier():  # in {…}, "fee: 39,9" is a fee of 39 and a field named 9
            problems.append(_at(lines, path, "not a field; a value with a comma needs quotes"))
        elif guess := difflib.get_close_matches(field, known, n=1, cutoff=0.8):
            problems.append(_at(lines, path, f"unknown field; did you mean {guess[0]}?"))
        else:
            warnings.append(_at(lines, path, "unknown field, left out"))
    return problems, warnings


def _mappings(data: list[Any]) -> Iterator[tuple[Path, list[str]]]:
    """Each unknown field's path with the names known at that place."""
    for i, account in enumerate(data):
        if not isinstance(account, dict):
            continue
        places: list[tuple[Path, Any, type[BaseModel]]] = [((i,), account, AccountRecord)]
        places.append(((i, "billing_address"), account.get("billing_address"), AddressRecord))
        services = account.get("services")
        for j, service in enumerate(services if isinstance(services, list) else []):
            places.append(((i, "services", j), service, ServiceRecord))
        for path, value, model in places:
            known = list(model.model_fields)
            for field in value if isinstance(value, dict) else ():
                if field not in known:
                    yield (*path, field), known


def _doubles(records: list[AccountRecord]) -> Iterator[tuple[Path, str]]:
    seen: dict[tuple[str, str], int] = {}
    for i, record in enumerate(records):
        first = seen.setdefault((record.operator, record.number), i)
        if first != i:
            yield (i, "number"), f"the same account as accounts[{first}]"


def _at(lines: dict[Path, int], path: Path, message: str) -> str:
    place = next(path[:n] for n in range(len(path), -1, -1) if path[:n] in lines)
    name = "accounts" + "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return f"line {lines[place]}, {name}: {message.removeprefix('Value error, ')}"
