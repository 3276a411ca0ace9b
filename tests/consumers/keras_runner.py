"""Runs Keras models in a process of its own, with the backend that KERAS_BACKEND names.

python keras_runner.py JOBS.json: each job {"model", "input", "output"} loads a .keras file as its users do, in safe mode
and with nothing registered, predicts, and stores the outputs by name.
"""

import json
import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np


def named_outputs(model, images):
    """A dictionary as it is; other outputs by the names of the layers that give them."""
    found = model.predict_on_batch(images)
    if not isinstance(found, dict):
        found = dict(zip(model.output_names, found if isinstance(found, (list, tuple)) else [found], strict=True))
    return {name: np.asarray(array) for name, array in found.items()}


def main():
    with open(sys.argv[1]) as file:
        jobs = json.load(file)
    for job in jobs:
        keras.backend.clear_session()
        try:
            model = keras.models.load_model(job["model"], safe_mode=True)
            np.savez(job["output"], **named_outputs(model, np.load(job["input"])))
        except Exception as failure:  # the other jobs still count
            print(f"{job['model']}: {type(failure).__name__}: {failure}", file=sys.stderr)


if __name__ == "__main__":
    main()
