// Any bytes as an ONNX model; what is read is written and read again.
#include "formats/onnx/reader.h"
#include "formats/onnx/writer.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto model = ponte::onnx::read_onnx({std::as_bytes(std::span(data, size)), nullptr}, "");
  if (!model) return 0;
  auto bytes = ponte::onnx::onnx_bytes(model->graph, {}, {.opset = 25});
  if (!bytes) return 0;
  auto again = ponte::onnx::read_onnx({ponte::base::Bytes(*bytes), nullptr}, "");
  if (!again) __builtin_trap();
  return 0;
}
