#include "ponte/json.h"

#include <fmt/format.h>

namespace ponte {

namespace {

/// Length of the well-formed sequence at the start of a text that is not empty, or 0 (Unicode standard, table 3-7).
size_t sequence_length(std::string_view text) {
  auto byte = [&](size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  auto continues = [&](size_t i) { return (byte(i) & 0xc0) == 0x80; };
  unsigned first = byte(0);
  if (first < 0x80) return 1;
  if (first >= 0xc2 && first <= 0xdf) return continues(1) ? 2 : 0;
  if ((first & 0xf0) == 0xe0) {
    bool overlong = first == 0xe0 && byte(1) < 0xa0, surrogate = first == 0xed && byte(1) > 0x9f;
    return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xf0 && first <= 0xf4) {
    bool overlong = first == 0xf0 && byte(1) < 0x90, too_large = first == 0xf4 && byte(1) > 0x8f;
    return continues(1) && continues(2) && continues(3) && !overlong && !too_large ? 4 : 0;
  }
  return 0;
}

}  // namespace

std::string valid_utf8(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    size_t length = sequence_length(text);
    if (length == 0)
      out += "\ufffd";
    else
      out += text.substr(0, length);
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return out;
}

void Json::separate() {
  if (!fresh_) text_ += ", ";
  fresh_ = false;
}

Json& Json::raw(std::string_view token) {
  separate();
  text_ += token;
  return *this;
}

Json& Json::open(char bracket) {
  separate();
  text_ += bracket;
  fresh_ = true;
  return *this;
}

Json& Json::close(char bracket) {
  text_ += bracket;
  fresh_ = false;
  return *this;
}

Json& Json::key(std::string_view name) {
  value(name);
  text_ += ": ";
  fresh_ = true;
  return *this;
}

Json& Json::value(std::string_view content) {
  separate();
  text_ += '"';
  for (char c : valid_utf8(content)) {
    if (c == '"' || c == '\\')
      text_ += fmt::format("\\{}", c);
    else if (static_cast<unsigned char>(c) < 0x20)
      text_ += fmt::format("\\u{:04x}", static_cast<int>(c));
    else
      text_ += c;
  }
  text_ += '"';
  return *this;
}

Json& Json::value(int64_t number) { return raw(fmt::format("{}", number)); }

Json& Json::value(uint64_t number) { return raw(fmt::format("{}", number)); }

Json& Json::value(double number) { return raw(std::isfinite(number) ? fmt::format("{}", number) : "null"); }

Json& Json::value(float number) { return raw(std::isfinite(number) ? fmt::format("{}", number) : "null"); }

}  // namespace ponte
