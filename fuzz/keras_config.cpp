// Any text as the configuration of a Keras model, down to the flat list of its calls.
#include "formats/keras/config/flatten.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  auto config = ponte::keras::parse_config(std::as_bytes(std::span(data, size)));
  if (!config) return 0;
  auto model = ponte::keras::parse_model(*config);
  if (!model) return 0;
  auto flat = ponte::keras::flatten(**model);
  if (!flat) return 0;
  for (const auto& call : flat->calls)
    if (call.path().empty()) __builtin_trap();
  return 0;
}
