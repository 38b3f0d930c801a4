"""Yes, no, and everything that is neither."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.readers.yes_no import confirmation, is_no, is_yes, polarity

YES = """
oui | Oui. | OUI ALLEZ-Y | oui, c'est exact | ben oui | mais oui | bien sûr que oui | ouais | ouin | c'est beau | c'est bon | c'est ça
c’est ça | c ca | ok | OK! | d'accord | dacc | correct | c'est correct | exact | tout à fait | absolument | parfait, allez-y | vas-y
ça marche | ça me va | pas de problème | pourquoi pas | si | je confirme | oui je confirme | oui, changez-la | oui c'est la bonne adresse
oui stp | en plein ça | volontiers | 👍 | tiguidou | go | l'adresse est bonne | oui vous pouvez le faire
yes | Yep go ahead | yes please | yeah sure | sure | sure thing | of course | ok do it | that's right | that is correct | looks good to me
use that one | prenez celle-là | mettez celui-là | sounds good | correct | exactly | go ahead | please do | let's do it | no problem, go ahead | why not | I confirm | confirm | perfect
absolutely | it is | yes, that is what I want | yes the address is good | I think so | uh huh | ✅ | 100%
"""
NO = """
non | Non. | NON!!! | non, pas ça | non c'est pas ça | ben non | mais non | nan | pas du tout | pas vraiment | pas pantoute | surtout pas
c'est pas ça | c'est faux | c'est pas la bonne adresse | ce n'est pas exact | incorrect | pas d'accord | jamais | non merci | sans façon
non, c'est bon merci | ne changez rien | je refuse | non ne changez rien | bien sûr que non | 👎 | je veux pas | pas maintenant
non, c'est bon | no, that's right | no, go ahead and keep it
no | nope | No. | no thanks | no thank you | not at all | not really, no | that's wrong | that's not right | it isn't | it's not | incorrect
absolutely not | never | I don't think so | please don't | don't do it | wrong address | no way | nah | ❌ | not now | no, keep my service
"""
NEITHER = """
oui mais pas demain | oui, non | oui mais changez la date | non, le 5 | non c'est le 2520 | oui le 3 mars | non, plutôt vendredi
non, rien à changer | non, vous pouvez arrêter | no, you can cancel that
laisse tomber | laissez tomber | non laisse tomber | oublie ça | ok laisse faire | annule ça | on arrête ça là | je veux pas continuer
peut-être | je sais pas | ça dépend | pourquoi ? | combien ça coûte ? | le mobile | 4002-1877 | passez-moi un agent | ok bye | bonjour
yes but not tomorrow | yes, if it's free | no, the 5th | never mind | no never mind | forget it | ok forget it | stop | cancel that
maybe | I don't know | not sure | why? | right now | the internet | no, talk to a person | I don't want to continue | correct my address
"""


def phrases(text: str) -> list[str]:
    return [phrase.strip() for line in text.splitlines() for phrase in line.split("|") if phrase.strip()]


@pytest.mark.parametrize("text", phrases(YES))
def test_yes_is_yes(text):
    assert polarity(text) == "yes" and is_yes(text) and not is_no(text)


@pytest.mark.parametrize("text", phrases(NO))
def test_no_is_no(text):
    assert polarity(text) == "no" and is_no(text) and not is_yes(text)


@pytest.mark.parametrize("text", ["", "...", *phrases(NEITHER)])
def test_what_says_more_or_drops_the_matter_is_neither(text):
    assert polarity(text) is None


@given(st.text(max_size=100))
def test_any_text_is_read_without_error(text):
    assert polarity(text) in ("yes", "no", None)


@pytest.mark.parametrize(
    "text",
    [
        "non non c'est bon, vous pouvez valider",
        "no, nothing to change, that's right",
        "nope, all good, go ahead",
        "non allez-y",
    ],
)
def test_a_no_to_changes_confirms_and_is_no_yes_elsewhere(text):
    assert confirmation(text) == "yes"
    assert polarity(text) != "yes"


@pytest.mark.parametrize("text", [*phrases(NO), "non, allez-y pas", "no, don't go ahead"])
def test_a_no_is_never_a_confirmation(text):
    assert confirmation(text) == "no"
