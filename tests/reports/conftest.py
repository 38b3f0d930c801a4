"""The world of tests/privacy."""

from tests.privacy.conftest import demo_database, world  # noqa: F401
