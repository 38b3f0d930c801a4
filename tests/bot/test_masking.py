"""PINs and codes leave customers' messages; everything else stays."""

import pytest

from bot.web.masking import Masked, mask_secrets


@pytest.mark.parametrize(
    ("text", "masked", "secret"),
    [
        ("6417", "[PIN]", "6417"),
        ("0038", "[PIN]", "0038"),
        ("6 4 1 7", "[PIN]", "6417"),
        ("64 17", "[PIN]", "6417"),
        ("6-4-1-7.", "[PIN].", "6417"),
        ("6, 4, 1, 7", "[PIN]", "6417"),
        ("c'est le 6417 je crois", "c'est le [PIN] je crois", "6417"),
        ("it's 6417, I think", "it's [PIN], I think", "6417"),
        ("mon nip c'est 6417 pas 2024", "mon nip c'est [PIN] pas 2024", "6417"),
        ("6417 non pardon 6471", "[PIN] non pardon [PIN]", "6471"),
        ("my account is 44102287 31 and it's 0427", "my account is 44102287 31 and it's [PIN]", "0427"),
        ("4410228731 0427", "4410228731 [PIN]", "0427"),
        ("le code reçu : 482 913", "le code reçu : [PIN]", "482913"),
        ("six quatre un sept", "[PIN]", "6417"),
        ("it's Six four one seven", "it's [PIN]", "6417"),
        ("６４１７", "[PIN]", "6417"),
        ("123", "123", None),
        ("4410 2287 31", "4410 2287 31", None),
        ("8002-6631-940", "8002-6631-940", None),
        ("appelez-moi au 514 555-0199", "appelez-moi au 514 555-0199", None),
        ("le 12/11/2026", "le 12/11/2026", None),
        ("2026-12-01", "2026-12-01", None),
        ("H7N 1A1", "H7N 1A1", None),
        ("ça coûte 1000 $ ou quoi?", "ça coûte 1000 $ ou quoi?", None),
        ("is it $1200?", "is it $1200?", None),
        ("attendez, c'est le 1234, rue Principale", "attendez, c'est le 1234, rue Principale", None),
        ("6417 merci", "[PIN] merci", "6417"),
        ("jean1234@exemple.ca", "jean1234@exemple.ca", None),
        ("pourquoi vous demandez ça?", "pourquoi vous demandez ça?", None),
        ("j'en ai un ou deux", "j'en ai un ou deux", None),
    ],
)
def test_when_a_pin_is_asked_for_the_group_of_digits_is_masked(text, masked, secret):
    result = mask_secrets(text, expects="pin")

    assert (result.text, result.secret) == (masked, secret)


@pytest.mark.parametrize(
    ("text", "masked", "secret"),
    [
        ("mon NIP est 6417", "mon NIP est [PIN]", "6417"),
        ("compte 4410 2287 31, nip 0427", "compte 4410 2287 31, nip [PIN]", "0427"),
        ("compte 4410 2287 31 nip: 0 4 2 7", "compte 4410 2287 31 nip: [PIN]", "0427"),
        ("nip0427", "nip[PIN]", "0427"),
        ("NIP 0427 compte 5530 0417 8", "NIP [PIN] compte 5530 0417 8", "0427"),
        ("le code reçu par texto c'est 482913", "le code reçu par texto c'est [PIN]", "482913"),
        ("mot de passe : 9071", "mot de passe : [PIN]", "9071"),
        ("6417 c'est mon nip", "[PIN] c'est mon nip", "6417"),
        ("le nip de mon compte est 6417", "le nip de mon compte est [PIN]", "6417"),
        ("mon n.i.p. est le 6417", "mon n.i.p. est le [PIN]", "6417"),
        ("my pin is 6417", "my pin is [PIN]", "6417"),
        ("account 8002-6631-940 PIN 9071", "account 8002-6631-940 PIN [PIN]", "9071"),
        ("PIN number: 9071", "PIN number: [PIN]", "9071"),
        ("my account's pin = 9 0 7 1", "my account's pin = [PIN]", "9071"),
        ("the security code I got is 123456", "the security code I got is [PIN]", "123456"),
        ("9071 is my PIN", "[PIN] is my PIN", "9071"),
        ("the code for my account is 482913", "the code for my account is [PIN]", "482913"),
        ("le code que j'ai reçu est 482913", "le code que j'ai reçu est [PIN]", "482913"),
        (
            "Le code que vous m’avez envoyé par texto est le 482 913.",
            "Le code que vous m’avez envoyé par texto est le [PIN].",
            "482913",
        ),
        (
            "le code à 6 chiffres reçu tantôt, c'est 482913",
            "le code à 6 chiffres reçu tantôt, c'est [PIN]",
            "482913",
        ),
        (
            "voici le code qui est arrivé sur mon cell 482913",
            "voici le code qui est arrivé sur mon cell [PIN]",
            "482913",
        ),
        ("je vous ai donné 482913 comme code", "je vous ai donné [PIN] comme code", "482913"),
        (
            "le mot de passe que ma femme a choisi est 6417",
            "le mot de passe que ma femme a choisi est [PIN]",
            "6417",
        ),
        ("the code you sent me is 482913", "the code you sent me is [PIN]", "482913"),
        (
            "the code you just texted to my phone was 482 913",
            "the code you just texted to my phone was [PIN]",
            "482913",
        ),
        (
            "the 6-digit code that came by e-mail, it's 482913",
            "the 6-digit code that came by e-mail, it's [PIN]",
            "482913",
        ),
        (
            "here is the code that came on my cell 482913",
            "here is the code that came on my cell [PIN]",
            "482913",
        ),
        ("I was given 482913 as a code", "I was given [PIN] as a code", "482913"),
        ("the PIN my wife picked is 6417", "the PIN my wife picked is [PIN]", "6417"),
        (
            "my password is 6417 and my old pin was 6418",
            "my password is [PIN] and my old pin was [PIN]",
            "6418",
        ),
    ],
)
def test_what_the_customer_calls_a_pin_is_masked_at_any_time(text, masked, secret):
    result = mask_secrets(text, expects=None)

    assert (result.text, result.secret) == (masked, secret)


@pytest.mark.parametrize(
    "text",
    [
        "mon code postal est 31000",
        "code postal 31000",
        "my zip code is 90210",
        "area code 5145",
        "error code 5004",
        "code d'erreur 5004",
        "12 rue du Pin, 31000 Toulouse",
        "4100 chemin du pin",
        "j'habite Le Pin, 77181 Seine-et-Marne",
        "mon nip ne marche pas, compte 4410 2287 31",
        "forgot the PIN for my account 4410 2287",
        "j'ai oublié mon nip, mon numéro c'est 4410228731",
        "je déménage au 1234 rue Principale le 3 décembre 2026",
        "what does a 1000 minute plan cost?",
        "1 888 576 4899",
        "le code d'erreur du modem est 5004",
        "le code promo que j'ai vu est 2026",
        "the promo code I saw is 2026",
        "the error code on the modem is 5004",
        "j'ai mis le code et ma facture est de 1200 $",
        "avec le code reçu par courriel, le montant est 1200 $",
        "with the code you sent, the price is 1200 dollars",
        "le code ne marche pas, mon numéro de compte est 44102287",
        "the code fails and my bill is 123456",
        "the code you sent is for account 441022",
        "le code ne vient pas, je suis au 1234 rue Principale",
        "mon code postal depuis le déménagement est 31000",
    ],
)
@pytest.mark.parametrize("expects", [None, "address", "account_number"])
def test_other_numbers_stay(text, expects):
    assert mask_secrets(text, expects=expects).text == text


def test_a_pin_right_after_the_account_number_is_masked():
    result = mask_secrets("4410228731 0427", expects="account_number")

    assert (result.text, result.secret) == ("4410228731 [PIN]", "0427")


def test_long_texts_are_masked_quickly():
    for text in (
        "nip " * 500,
        "1 " * 1000,
        "code de la " * 180,
        "nip " + "de " * 600,
        "6417 " * 400,
        "code a " * 300,
    ):
        mask_secrets(text, expects="pin")
        mask_secrets(text, expects=None)


@pytest.mark.parametrize(
    ("text", "masked", "secret"),
    [
        ("zero six douze", "[PIN]", "0612"),
        ("c'est le vingt-six cinquante", "c'est le [PIN]", "2650"),
        ("forty-two seventy-five", "[PIN]", "4275"),
        ("six, quatre, un, sept", "[PIN]", "6417"),
    ],
)
def test_a_pin_said_with_tens_is_masked(text: str, masked: str, secret: str) -> None:
    assert mask_secrets(text, expects="pin") == Masked(masked, secret)


@pytest.mark.parametrize(
    ("text", "masked", "secret"),
    [
        ("mon nip c'est zéro six douze merci", "mon nip c'est [PIN] merci", "0612"),
        ("my pin is twelve thirty four", "my pin is [PIN]", "1234"),
    ],
)
def test_a_pin_named_in_words_is_masked_whatever_is_asked_for(text: str, masked: str, secret: str) -> None:
    assert mask_secrets(text, expects=None) == Masked(masked, secret)


@pytest.mark.parametrize(
    "text",
    [
        "seven three one one zero four five five",
        "soixante-treize onze zéro quatre cinquante-cinq",
        "j'ai deux lignes et trois cellulaires",
        "le pin est six",
    ],
)
def test_accounts_and_counts_in_words_stay(text: str) -> None:
    assert mask_secrets(text, expects="pin") == Masked(text)


@pytest.mark.parametrize("expects", [None, "account_number", "email"])
@pytest.mark.parametrize(
    ("text", "masked", "secret"),
    [
        ("310 448 207 et 6194", "310 448 207 et [PIN]", "6194"),
        ("c'est le 70-551-2284 pis 4719.", "c'est le 70-551-2284 pis [PIN].", "4719"),
        ("it's 4410 2290 06, 7315", "it's 4410 2290 06, [PIN]", "7315"),
        ("call 514 555-0147 and 2085 rue Fabre", "call 514 555-0147 and 2085 rue Fabre", None),
        ("de 8 à 10, 1200", "de 8 à 10, 1200", None),
    ],
)
def test_a_pin_that_comes_with_its_account_number_is_masked_whatever_is_asked_for(
    text, masked, secret, expects
):
    result = mask_secrets(text, expects=expects)

    assert (result.text, result.secret) == (masked, secret)


@pytest.mark.parametrize(
    ("text", "expects", "masked"),
    [
        ("6194", None, "[PIN]"),
        ("6194.", None, "[PIN]."),
        ("2250", "address", "2250"),
        ("6417", "account_number", "6417"),
        ("211", None, "211"),
    ],
)
def test_four_digits_alone_are_a_pin_where_nothing_else_was_asked_for(text, expects, masked):
    assert mask_secrets(text, expects=expects).text == masked


@pytest.mark.parametrize(
    ("text", "masked", "secret"),
    [
        ("trente-trois, zéro sept", "[PIN]", "3307"),
        ("double nine, one four", "[PIN]", "9914"),
        ("it's forty-one, twelve", "it's [PIN]", "4112"),
        (
            "quatre-vingts, soixante-dix-sept... je vous l'écris : 80774915",
            "quatre-vingts, soixante-dix-sept... je vous l'écris : 80774915",
            None,
        ),
    ],
)
def test_a_pin_said_in_groups_with_commas_is_taken_out(text, masked, secret):
    found = mask_secrets(text, expects="pin")
    assert (found.text, found.secret) == (masked, secret)
