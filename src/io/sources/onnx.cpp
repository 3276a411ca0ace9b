#include "formats/onnx/reader.h"
#include "io/source.h"
#include "yolo/card/card.h"

namespace ponte::io::sources_onnx {

extern const Source source_onnx;

namespace {

/// The first field of an ONNX model is its IR version: a small number under tag 0x08. A TFLite file may begin with an
/// offset that looks so.
bool claims(Bytes file) {
  bool is_tflite = file.size() > 8 && as_text(file.subspan(4, 4)) == "TFL3";
  return !is_tflite && file.size() > 2 && file[0] == std::byte{8} && file[1] > std::byte{0} && file[1] < std::byte{32};
}

Result<LoadedModel> load(SharedBytes file, const std::string& folder, const LoadOptions& options) {
  OnnxReadOptions read{.batch = options.batch.value_or(0), .height = options.height, .width = options.width};
  TRY_ASSIGN(OnnxModel read_model, read_onnx(std::move(file), folder, read));
  TRY(check_input(read_model.graph, options));
  LoadedModel model;
  model.source = &source_onnx;
  model.graph = std::move(read_model.graph);
  model.card = card_from_metadata(read_model.metadata);
  model.parameters = constant_elements(model.graph);
  return with_known_head(std::move(model), options);
}

}  // namespace

constinit extern const Source source_onnx{
    .name = "onnx", .ending = ".onnx", .note = {}, .claims = claims, .load = load, .runs_in_onnxruntime = true};

}  // namespace ponte::io::sources_onnx
