#include "json.h"

#include <fmt/format.h>

#include "text.h"

namespace ponte::cli {

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
    if (c == '"' || c == '\\') text_ += fmt::format("\\{}", c);
    else if (static_cast<unsigned char>(c) < 0x20) text_ += fmt::format("\\u{:04x}", static_cast<int>(c));
    else text_ += c;
  }
  text_ += '"';
  return *this;
}

Json& Json::value(int64_t number) { return raw(fmt::format("{}", number)); }

Json& Json::value(uint64_t number) { return raw(fmt::format("{}", number)); }

Json& Json::value(double number) { return raw(std::isfinite(number) ? fmt::format("{}", number) : "null"); }

Json& Json::value(float number) { return raw(std::isfinite(number) ? fmt::format("{}", number) : "null"); }

}  // namespace ponte::cli
