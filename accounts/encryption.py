"""Encrypts what waits in the data base and must not be read there: PINs in transit and one-time codes."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def cipher(secret: str, purpose: str) -> Fernet:
    """A cipher whose key comes from the installation's secret and from what it is for.

    Args:
        secret: `settings().secret()`, at least 32 characters.
        purpose: a fixed word; what one purpose encrypts, another cannot decrypt.
    """
    key = HKDF(SHA256(), length=32, salt=None, info=f"guichet {purpose}".encode()).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))
