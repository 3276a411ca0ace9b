"""LiteRT gives for a TFLite file what ONNX Runtime gives for the ONNX file of the same checkpoint."""

import json
import zipfile

import numpy as np
import onnxruntime
import pytest

litert = pytest.importorskip("ai_edge_litert.interpreter", reason="LiteRT is not installed")

RESOLVERS = {
    "xnnpack": litert.OpResolverType.AUTO,
    "builtin": litert.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
}


@pytest.mark.parametrize("kernels", RESOLVERS)
@pytest.mark.parametrize("model", ["yolov8n", "yolo11n"])
def test_split_outputs(ponte, data, tmp_path, model, kernels):
    for ending in ("onnx", "tflite"):
        source = data / "models" / "pt" / f"{model}.pt"
        ponte("convert", source, "-o", tmp_path / f"m.{ending}", "--outputs", "split", "--imgsz", 320, "--no-check")
    picture = np.random.default_rng(0).random((1, 320, 320, 3), dtype=np.float32)
    session = onnxruntime.InferenceSession(tmp_path / "m.onnx")
    boxes, scores = session.run(["boxes", "scores"], {"images": picture.transpose(0, 3, 1, 2)})
    interpreter = litert.Interpreter(str(tmp_path / "m.tflite"), experimental_op_resolver_type=RESOLVERS[kernels])
    written = interpreter.get_signature_runner("serving_default")(images=picture)
    assert np.abs(written["boxes"] - boxes).max() < 1e-3 * np.abs(boxes).max()
    assert np.abs(written["scores"] - scores).max() < 1e-4


def test_card_in_the_zip_at_the_end(ponte, data, tmp_path):
    ponte("convert", data / "models" / "pt" / "yolov8n.pt", "-o", tmp_path / "m.tflite")
    with zipfile.ZipFile(tmp_path / "m.tflite") as archive:
        card = json.loads(archive.read("metadata.json"))
    assert card["task"] == "detect" and "person" in card["names"]
