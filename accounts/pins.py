"""Hashes of PINs and one-time codes (argon2id), and a check that takes the same time for unknown accounts."""

from __future__ import annotations

from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class SecretHasher:
    """Hashes secrets and compares with hashes.

    Args:
        time_cost, memory_cost: of argon2id; the default takes about 50 ms and 32 MiB: slow for whoever stole
            the table, bearable for the customer.
    """

    def __init__(self, *, time_cost: int = 2, memory_cost: int = 32 * 1024) -> None:
        self._argon2 = PasswordHasher(time_cost=time_cost, memory_cost=memory_cost, parallelism=1)

    def hash(self, secret: str) -> str:
        """The hash to store."""
        return self._argon2.hash(secret)

    def matches(self, secret_hash: str | None, secret: str) -> bool:
        """Whether the secret is the hashed one; without a hash it is not, and finding out takes as long."""
        try:
            return self._argon2.verify(secret_hash or self._dummy_hash, secret) and secret_hash is not None
        except (VerificationError, InvalidHashError):
            return False

    def warm_up(self) -> None:
        """Make the dummy hash now, so that the first unknown account is not slower than the others."""
        self._dummy_hash  # noqa: B018

    @cached_property
    def _dummy_hash(self) -> str:
        return self.hash("no account has this PIN")
