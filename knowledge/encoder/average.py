"""The mean of two stages of fine-tuning: what one stage learnt of the held-out documents and the other unlearnt stays.

    python -m knowledge.encoder.average FIRST SECOND [--output knowledge/encoder/adapter]

The stages must be of one line, each begun from the one before: then their weights lie in one valley (Wortsman et al.,
"Model soups", 2022). The low-rank matrices are averaged, not their products.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from knowledge.encoder.build import ADAPTER

WEIGHTS, CONFIGURATION = "adapter_model.safetensors", "adapter_config.json"


def average(first: Path, second: Path, output: Path) -> None:
    """Write the mean of two adapters, in half precision, with the configuration of the second; `output` may be one of them.

    Raises:
        ValueError: the adapters are of different shape or strength.
    """
    one, other = (load_file(adapter / WEIGHTS) for adapter in (first, second))
    if {n: w.shape for n, w in one.items()} != {n: w.shape for n, w in other.items()}:
        raise ValueError(f"The adapters in '{first}' and '{second}' are of different shape.")
    if _strength(first) != _strength(second):
        raise ValueError(f"The adapters in '{first}' and '{second}' are of different strength (lora_alpha).")
    mean = {
        name: ((weight.float() + other[name].float()) / 2).to(torch.float16) for name, weight in one.items()
    }
    configuration = (second / CONFIGURATION).read_bytes()
    output.mkdir(parents=True, exist_ok=True)
    (output / CONFIGURATION).write_bytes(configuration)
    save_file(mean, output / WEIGHTS)


def _strength(adapter: Path) -> float:
    return json.loads((adapter / CONFIGURATION).read_text())["lora_alpha"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--output", type=Path, default=ADAPTER)
    options = parser.parse_args()
    average(options.first, options.second, options.output)


if __name__ == "__main__":
    main()
