#include "report/html.h"

#include "base/base64.h"
#include "base/hash.h"
#include "ponte/json.h"

namespace ponte::report {

namespace {

constexpr size_t kMostBytes = 2000;

/// U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069 in UTF-8: they can make a name read as another one.
bool turns_text(std::string_view at) {
  if (at.size() < 3 || at[0] != '\xe2') return false;
  auto second = static_cast<unsigned char>(at[1]), third = static_cast<unsigned char>(at[2]);
  if (second == 0x80) return third == 0x8e || third == 0x8f || (third >= 0xaa && third <= 0xae);
  return second == 0x81 && third >= 0xa6 && third <= 0xa9;
}

}  // namespace

std::string html_text(std::string_view text) {
  bool cut = text.size() > kMostBytes;
  std::string valid = valid_utf8(text.substr(0, kMostBytes)), out;
  for (size_t i = 0; i < valid.size(); ++i) {
    char c = valid[i];
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else if (c == '\'')
      out += "&#39;";
    else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
      out += '?';
    else if (turns_text(std::string_view(valid).substr(i)))
      out += '?', i += 2;
    else
      out += c;
  }
  if (cut) out += "…";
  return out;
}

std::string html_file_name(std::string_view path) {
  size_t slash = path.find_last_of('/');
  return html_text(slash == std::string_view::npos || slash + 1 == path.size() ? path : path.substr(slash + 1));
}

std::string data_uri(std::string_view type, Bytes content) {
  return fmt::format("data:{};base64,{}", type, base64(content));
}

std::string content_hash(std::string_view content) {
  std::string hex = sha256_hex(as_bytes(content));
  std::vector<std::byte> digest;
  auto digit = [](char c) { return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'a' + 10); };
  for (size_t i = 0; i < hex.size(); i += 2)
    digest.push_back(static_cast<std::byte>(digit(hex[i]) << 4 | digit(hex[i + 1])));
  return fmt::format("'sha256-{}'", base64(digest));
}

}  // namespace ponte::report
