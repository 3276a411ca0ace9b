#include "formats/saved_model/metadata_yaml.h"

#include <array>

#include "ponte/json.h"
#include "yolo/card/python_literal.h"

namespace ponte::saved_model {

namespace {

/// Whose values are numbers, booleans or lists of numbers.
constexpr std::array<std::string_view, 8> kNumbers{
    "stride", "batch", "imgsz", "channels", "kpt_shape", "ponte.strides", "ponte.value_range", "end2end"};

/// JSON's quoted texts are YAML's too.
std::string quote(std::string_view text) {
  Json json;
  json.value(valid_utf8(text));
  return json.text();
}

bool is_number_text(std::string_view value) {
  return value == "True" || value == "False" || parse_python_numbers(value).has_value();
}

}  // namespace

std::string metadata_yaml(const Metadata& metadata) {
  std::string yaml;
  for (const auto& [key, value] : metadata) {
    auto names = key == "names" ? parse_python_names(value) : std::nullopt;
    if (names) {
      yaml += "names:\n";
      for (const auto& [number, name] : *names) yaml += fmt::format("  {}: {}\n", number, quote(name));
      continue;
    }
    bool is_number = std::find(kNumbers.begin(), kNumbers.end(), key) != kNumbers.end() && is_number_text(value);
    yaml += fmt::format("{}: {}\n", quote(key), is_number ? value : quote(value));
  }
  return yaml;
}

}  // namespace ponte::saved_model
