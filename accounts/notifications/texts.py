"""The wording of notifications: one template per kind and language, in templates/<kind>.<language>.txt.

A template has a subject, a body for e-mails and letters, and perhaps a text message of one segment
(160 characters of the GSM alphabet), separated by lines of three dashes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from accounts import formats
from accounts.masking import account_ending
from accounts.task import Task

TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Text:
    """A subject and a body; the body of a text message stands alone."""

    subject: str
    body: str


def compose(task: Task, kind: str, channel: str, values: Mapping[str, object]) -> Text:
    """The text of a notification in the customer's language, with the operator's contact at the end."""
    language = task.account.customer.language
    locale = formats.locale(language, task.operator.country)
    context = {
        **{name: _formatted(value, locale, values) for name, value in values.items()},
        **_short_days(task.operator.country, values),
        "name": task.account.customer.name,
        "operator": task.operator.name,
        "ending": account_ending(task.account.number),
        "phone": task.operator.contact.phone,
        "email": task.operator.contact.email,
    }
    subject, body, *short = _render(f"{kind}.{language}.txt", context)
    if channel == "sms":
        return Text(subject, " ".join(short[0].split()))
    return Text(subject, body)


def _render(template: str, context: Mapping[str, object]) -> list[str]:
    rendered = _environment().get_template(template).render(context)
    parts = [part.strip() for part in re.split(r"^---$", rendered, flags=re.MULTILINE)]
    return [re.sub(r"\n{3,}", "\n\n", part) for part in parts]


def _short_days(country: str, values: Mapping[str, object]) -> dict[str, str]:
    """`end_date` is also there as `end_day`, in digits: names of months do not all fit the GSM alphabet."""
    form = "%d/%m/%Y" if country == "FR" else "%Y-%m-%d"
    return {
        name.replace("_date", "_day"): value.strftime(form)
        for name, value in values.items()
        if isinstance(value, date)
    }


def _formatted(value: object, locale: Locale, values: Mapping[str, object]) -> object:
    if isinstance(value, date):
        text = format_date(value, "long", locale)
        # Babel has no ordinal for the first of the month, which French always writes.
        return f"1er{text[1:]}" if locale.language == "fr" and value.day == 1 else text
    if isinstance(value, Decimal):
        return format_currency(value, str(values["currency"]), locale=locale) if value else None
    return value


@cache
def _environment() -> Environment:
    # Plain text: nothing to escape.
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
