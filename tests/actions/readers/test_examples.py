"""The examples in the docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

from actions import readers

MODULES = [module.name for module in pkgutil.iter_modules(readers.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name):
    assert doctest.testmod(importlib.import_module(f"actions.readers.{name}")).failed == 0
