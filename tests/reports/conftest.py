"""The world of tests/privacy."""

from tests.privacy.conftest import world  # noqa: F401
