#include "formats/keras/write/slices.h"

namespace ponte::keras {

namespace {

std::string number(const std::optional<int64_t>& value) { return value ? fmt::format("{}", *value) : "null"; }

std::string slice_json(const AxisSlice& slice) {
  std::string step = slice.step == 1 ? "null" : fmt::format("{}", slice.step);
  return fmt::format(R"({{"class_name":"__slice__","config":{{"start":{},"stop":{},"step":{}}}}})", number(slice.begin),
                     number(slice.end), step);
}

}  // namespace

std::string slice_key(std::vector<AxisSlice> slices, size_t rank) {
  // From the last axis alone the ellipsis says it shorter.
  if (slices.size() == 1 && slices[0].axis == static_cast<int64_t>(rank) - 1)
    return fmt::format(R"([{{"class_name":"__ellipsis__","config":{{}}}},{}])", slice_json(slices[0]));
  std::vector<std::string> parts(rank, slice_json({.axis = 0}));
  for (const AxisSlice& slice : slices) parts[static_cast<size_t>(slice.axis)] = slice_json(slice);
  return fmt::format("[{}]", fmt::join(parts, ","));
}

}  // namespace ponte::keras
