"""E-mail by SMTP."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr, localtime

import aiosmtplib

from accounts.delivery.port import OutgoingMessage
from accounts.errors import DeliveryFailed, DeliveryRefused

_TIMEOUT = 20.0  # seconds; shorter than the first wait of the outbox, so that nobody else tries meanwhile


class SmtpPort:
    """Sends through one mail server.

    Args:
        sender: the address in From; the name beside it is the operator's.
        start_tls: None lets the server decide, True insists on it.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        sender: str,
        user: str | None = None,
        password: str | None = None,
        start_tls: bool | None = None,
    ) -> None:
        self.host = host
        self.port = port
        self.sender = sender
        self.user = user
        self.password = password
        self.start_tls = start_tls

    async def send(self, message: OutgoingMessage) -> None:
        try:
            await aiosmtplib.send(
                self._email(message),
                hostname=self.host,
                port=self.port,
                username=self.user,
                password=self.password,
                start_tls=self.start_tls,
                timeout=_TIMEOUT,
            )
        except (aiosmtplib.SMTPRecipientsRefused, aiosmtplib.SMTPDataError) as error:
            code = _code(error)
            kind = DeliveryRefused if 500 <= code < 600 else DeliveryFailed
            raise kind(f"The mail server answered {code}.") from error
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            raise DeliveryFailed(f"{type(error).__name__} while talking to the mail server.") from error

    def _email(self, message: OutgoingMessage) -> EmailMessage:
        email = EmailMessage(policy=SMTP)
        email["From"] = formataddr((message.operator, self.sender))
        email["To"] = message.to
        email["Subject"] = message.subject
        email["Date"] = format_datetime(localtime())
        # The same for every attempt, so that mail programs show a message that came twice only once.
        email["Message-ID"] = f"<{message.kind}-{message.id}@{self.sender.rpartition('@')[2]}>"
        email["Auto-Submitted"] = "auto-generated"
        email.set_content(message.body + "\n")  # clears the Content headers, so the language comes after
        email["Content-Language"] = message.language
        return email


def _code(error: aiosmtplib.SMTPRecipientsRefused | aiosmtplib.SMTPDataError) -> int:
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        return error.recipients[0].code
    return error.code
