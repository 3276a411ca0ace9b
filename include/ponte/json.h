#pragma once
// JSON as text: ordered, and the same for the same values.

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

namespace ponte {

/// Bytes that are no UTF-8 become U+FFFD.
std::string valid_utf8(std::string_view text);

/// Writes values one after the other; commas and quotes are put where they belong.
class Json {
 public:
  Json& begin_object() { return open('{'); }
  Json& end_object() { return close('}'); }
  Json& begin_array() { return open('['); }
  Json& end_array() { return close(']'); }
  Json& key(std::string_view name);
  Json& value(std::string_view text);
  Json& value(const char* text) { return value(std::string_view(text)); }
  Json& value(const std::string& text) { return value(std::string_view(text)); }
  Json& value(bool flag) { return raw(flag ? "true" : "false"); }
  Json& value(int64_t number);
  Json& value(uint64_t number);
  Json& value(int number) { return value(static_cast<int64_t>(number)); }
  /// Shortest text that reads back as the same number; null for what JSON does not have.
  Json& value(double number);
  Json& value(float number);

  /// Text that is JSON already.
  Json& json(std::string_view text) { return raw(text); }

  template <class T>
  Json& member(std::string_view name, const T& content) {
    return key(name).value(content);
  }

  const std::string& text() const { return text_; }

 private:
  Json& raw(std::string_view token);
  Json& open(char bracket);
  Json& close(char bracket);
  void separate();

  std::string text_;
  bool fresh_ = true;  // nothing yet that a comma must follow
};

}  // namespace ponte
