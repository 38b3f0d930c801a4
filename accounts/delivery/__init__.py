"""Ways to deliver a notification: e-mail by SMTP, text messages through a provider, letters into a folder."""

from accounts.delivery.port import DeliveryPort, OutgoingMessage
from accounts.delivery.smtp import SmtpPort
from accounts.delivery.spool import SpoolPort

__all__ = ["DeliveryPort", "OutgoingMessage", "SmtpPort", "SpoolPort"]
