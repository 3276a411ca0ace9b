// Any bytes as a pickle; then all that it holds is looked at.
#include "formats/torch/pickle.h"

namespace {

void look_at(const ponte::torch::PickleValue& value) {
  (void)value.description();
  (void)value.as_ints();
  (void)value.attribute("_modules").entries();
  for (const auto& item : value.items()) (void)item.as_int();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ponte::base::Bytes bytes = std::as_bytes(std::span(data, size));
  if (auto pickle = ponte::torch::read_pickle({bytes, nullptr}))
    for (size_t id = 0; id < pickle->nodes.size() && id < 1000; ++id)
      look_at({*pickle, static_cast<ponte::torch::PickleId>(id)});
  return 0;
}
