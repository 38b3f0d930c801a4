"""Builds the parts of this package from the settings; the only place here that knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.database import Sessions, make_engine, make_sessions, upgrade
from accounts.delivery import DeliveryPort, SmtpPort, SpoolPort
from accounts.outbox import Outbox
from accounts.sql_backend import SqlAccountBackend
from accounts.worker import Worker

if TYPE_CHECKING:
    from bot.settings import Settings


def open_sessions(settings: Settings) -> Sessions:
    """Sessions of the data base in the settings, with its tables up to date."""
    engine = make_engine(settings.database_url)
    upgrade(engine)
    return make_sessions(engine)


def make_backend(settings: Settings, sessions: Sessions) -> SqlAccountBackend:
    """The account backend for the tasks."""
    return SqlAccountBackend(
        sessions,
        settings.now,
        secret=settings.secret(),
        fixed_today=settings.today,
        verification_minutes=settings.verification_minutes,
        lock_minutes=settings.lock_minutes,
    )


def make_worker(settings: Settings, sessions: Sessions, *, sms: DeliveryPort | None = None) -> Worker:
    """The worker with its outbox.

    Args:
        sms: the text message provider; without one, text messages become files in data_dir/outbox.
    """
    outbox = Outbox(sessions, delivery_ports(settings, sms=sms), settings.now, secret=settings.secret())
    return Worker(make_backend(settings, sessions), outbox, sessions)


def delivery_ports(settings: Settings, *, sms: DeliveryPort | None = None) -> dict[str, DeliveryPort]:
    """The way of delivery for each channel; files in data_dir/outbox where none is set up."""
    spool = SpoolPort(settings.data_dir / "outbox")
    return {"email": _smtp(settings) or spool, "sms": sms or spool, "letter": spool}


def _smtp(settings: Settings) -> SmtpPort | None:
    if settings.smtp_host is None:
        return None
    password = settings.smtp_password
    return SmtpPort(
        settings.smtp_host,
        settings.smtp_port,
        sender=settings.mail_from,
        user=settings.smtp_user,
        password=password.get_secret_value() if password else None,
        start_tls=settings.smtp_start_tls,
    )
