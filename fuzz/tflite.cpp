// Any bytes as a TFLite model, read in both ways.
#include "formats/tflite/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ponte::SharedBytes file{std::as_bytes(std::span(data, size)), nullptr};
  auto model = ponte::tflite::read_tflite(file);
  if (!model) return 0;
  auto again = ponte::tflite::read_tflite(file, {.float_ports = true, .quantize_inputs = true});
  if (!again) __builtin_trap();
  return 0;
}
