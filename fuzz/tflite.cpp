// Any bytes as a TFLite model, read in both ways, and judged for a GPU.
#include "formats/tflite/gpu_delegate.h"
#include "formats/tflite/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ponte::base::SharedBytes file{std::as_bytes(std::span(data, size)), nullptr};
  (void)ponte::tflite::judge_for_gpu(file);
  auto model = ponte::tflite::read_tflite(file);
  if (!model) return 0;
  auto again = ponte::tflite::read_tflite(file, {.float_ports = true, .quantize_inputs = true});
  if (!again) __builtin_trap();
  return 0;
}
