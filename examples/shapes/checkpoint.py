# SPDX-License-Identifier: Apache-2.0
"""Writes and reads checkpoints in the layout that a finished training of this family leaves behind."""

import copy

import torch

from . import network  # its classes must be known when a checkpoint is read
from .drawing import CLASSES

DATE = "2026-01-01T00:00:00"  # fixed, so that the same weights give the same file


def detector_of(segmenter):
    """The segmenter without its masks, as a DetectionModel of its own."""
    detector = network.DetectionModel(CLASSES)
    kept = detector.state_dict().keys()
    detector.load_state_dict({key: value for key, value in segmenter.state_dict().items() if key in kept})
    return detector.eval()


def as_stored(model):
    """A float32 copy whose weights have the values that half precision keeps."""
    return copy.deepcopy(model).half().float()


def finished(model, arguments):
    """A copy ready to be stored: half precision, batch normalisation not fused, nothing to be trained."""
    model = copy.deepcopy(model).eval().half().requires_grad_(False)
    model.model[-1].stride = model.model[-1].stride.half()
    model.args = arguments
    return model


def save(path, model, steps, batch, seed, metrics):
    """Stores the model at path in half precision; metrics goes into train_metrics."""
    arguments = {"task": model.task, "mode": "train", "data": "shapes.yaml", "imgsz": network.INPUT_SIZE,
                 "batch": batch, "steps": steps, "seed": seed, "single_cls": False}
    checkpoint = {
        "date": DATE,
        "version": "8.3.0-compatible",
        "license": "Apache-2.0",
        "docs": "examples/README.md",
        "epoch": -1,
        "best_fitness": None,
        "model": finished(model, arguments),
        "ema": None,
        "optimizer": None,
        "updates": None,
        "scaler": None,
        "train_args": arguments,
        "train_metrics": metrics,
        "train_results": {},
        "git": {"root": None, "branch": None, "commit": None, "origin": None},
    }
    torch.save(checkpoint, path)


def load(path):
    """The model of a checkpoint that save() wrote, widened to float32. Runs the pickle: for own files only."""
    return torch.load(path, weights_only=False)["model"].float()
