"""What is no address: other texts, hostile ones, and any mixture of the parts of one."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from actions.readers import address
from actions.readers.address import Address, Incomplete


@pytest.mark.parametrize(
    "text",
    [
        "",
        "oui",
        "non",
        "combien coûte la fibre ?",
        "j'ai 3 lignes et 2 cellulaires",
        "avez-vous un magasin à Québec",
        "t'es basé où, au Québec ou en Inde",
        "je ferme ma ligne",
        "I'm all set, no thanks",
        "4002-1877",
        "514-555-0188",
        "le 3 mars",
        "rachel@example.com",
        "laisse tomber",
        "time to hit the road",
        "we terminated all 14 lines",
        "12 rue <script>alert(1)</script>, Laval H7N 1A1",
        "12 rue des Lilas\x00, Laval H7N 1A1",
        "12 rue {{x}}, Laval H7N 1A1",
        "12 rue " + "très " * 100 + "longue, Laval H7N 1A1",
    ],
)
def test_other_texts_and_hostile_ones_are_no_address(text):
    assert address.read(text, "CA") is None


FRAGMENTS = st.sampled_from(
    [
        "12",
        "2520",
        "bis",
        "rue",
        "avenue",
        "Drive",
        "des",
        "Lilas",
        ",",
        ".",
        "\n",
        "app.",
        "3",
        "#",
        "bureau",
        "Laval",
        "Montréal",
        "Toulouse",
        "QC",
        "(Québec)",
        "Ontario",
        "H7N",
        "1A1",
        "31000",
        "le",
        "3",
        "mars",
        "svp",
        "please",
        "à",
        "au",
        "non",
        "pas",
        "c'est",
        "CP",
        "118",
        "RR",
        "lieu-dit",
        "Saint-",
        "St.",
        "John's",
        "N",
        "E",
        "100-",
        "514-555-0188",
        "a@b.ca",
        "France",
        "compte",
        "4002-1877",
    ]
)


@example("12 rue", "CA")
@given(st.lists(FRAGMENTS, max_size=14).map(" ".join), st.sampled_from(["CA", "FR", "US"]))
def test_any_mixture_of_parts_is_read_without_error(text, country):
    found = address.read(text, country)
    if isinstance(found, Address):
        assert found.street and found.city and found.postal_code
        assert not set(found.street + found.city) & set("<>{}\\@")
    elif isinstance(found, Incomplete):
        assert found.missing
        address.read(text, country, known=found.partial)


@given(st.text(max_size=200))
def test_any_text_is_read_without_error(text):
    address.read(text, "CA")
    address.read(text, "FR", known=Address("12 rue des Lilas", "Toulouse", None, "31000", "FR"))
