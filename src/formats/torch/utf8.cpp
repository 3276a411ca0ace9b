#include "formats/torch/utf8.h"

#include <cstdint>

namespace ponte::torch {

namespace {

/// Length of the valid character at the beginning, or 0. Source: the Unicode standard, table 3-7.
size_t character_length(std::string_view text) {
  auto byte = [&](size_t i) { return i < text.size() ? static_cast<uint8_t>(text[i]) : uint8_t{0}; };
  auto continues = [&](size_t i) { return (byte(i) & 0xc0) == 0x80; };
  uint8_t lead = byte(0), second = byte(1);
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4 || !continues(1)) return 0;
  if (lead < 0xe0) return 2;
  if (lead == 0xe0 && second < 0xa0) return 0;  // overlong
  if (lead == 0xed && second > 0x9f) return 0;  // surrogates
  if (lead == 0xf0 && second < 0x90) return 0;  // overlong
  if (lead == 0xf4 && second > 0x8f) return 0;  // past U+10FFFF
  if (!continues(2)) return 0;
  if (lead < 0xf0) return 3;
  return continues(3) ? 4 : 0;
}

}  // namespace

std::optional<std::string> repaired_utf8(std::string_view text) {
  size_t valid = 0;
  while (valid < text.size()) {
    size_t length = character_length(text.substr(valid));
    if (length == 0) break;
    valid += length;
  }
  if (valid == text.size()) return std::nullopt;
  std::string repaired(text.substr(0, valid));
  while (valid < text.size()) {
    size_t length = character_length(text.substr(valid));
    repaired += length > 0 ? text.substr(valid, length) : std::string_view("\xef\xbf\xbd");
    valid += length > 0 ? length : 1;
  }
  return repaired;
}

}  // namespace ponte::torch
