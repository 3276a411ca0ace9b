// The card in the zip archive behind the model. Ultralytics writes metadata.json, in earlier releases the text of a
// Python dict; one scanner reads both.
#include <charconv>

#include "base/zip.h"
#include "formats/tflite/reader.h"
#include "yolo/card/python_literal.h"

namespace ponte::tflite {

namespace {

constexpr size_t kLargest = size_t{1} << 20;

using Entries = std::vector<std::pair<std::string, std::string>>;

/// {key: value, …} of JSON or Python. Strings come without quotes, everything else as its text.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::optional<Entries> entries() {
    Entries list;
    if (!take('{')) return std::nullopt;
    while (!take('}')) {
      std::string key = value();
      if (!take(':')) return std::nullopt;
      list.emplace_back(std::move(key), value());
      if (!take(',') && peek() != '}') return std::nullopt;
    }
    return list;
  }

 private:
  char peek() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").contains(text_[at_])) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool take(char wanted) {
    if (peek() != wanted) return false;
    ++at_;
    return true;
  }

  std::string value() {
    char first = peek();
    if (first == '"' || first == '\'') return quoted(first);
    size_t begin = at_, depth = 0;
    for (; at_ < text_.size(); ++at_) {
      char c = text_[at_];
      if (c == '"' || c == '\'') {
        quoted(c);
        --at_;
      } else if (std::string_view("[{(").contains(c)) {
        ++depth;
      } else if (depth == 0 && std::string_view(",:}").contains(c)) {
        break;
      } else if (std::string_view("]})").contains(c)) {
        if (depth > 0) --depth;
      }
    }
    std::string_view found = text_.substr(begin, at_ - begin);
    while (!found.empty() && std::string_view(" \t\r\n").contains(found.back())) found.remove_suffix(1);
    return std::string(found);
  }

  std::string quoted(char quote) {
    std::string result;
    for (++at_; at_ < text_.size() && text_[at_] != quote; ++at_) {
      if (text_[at_] != '\\' || at_ + 1 >= text_.size()) {
        result += text_[at_];
        continue;
      }
      char escaped = text_[++at_];
      if (escaped == 'u')
        append_utf8(result);
      else
        result += escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
    }
    if (at_ < text_.size()) ++at_;
    return result;
  }

  void append_utf8(std::string& result) {
    uint32_t code = 0;
    std::string_view digits = text_.substr(at_ + 1, std::min<size_t>(4, text_.size() - at_ - 1));
    std::from_chars(digits.data(), digits.data() + digits.size(), code, 16);
    at_ += digits.size();
    if (code < 0x80) {
      result += static_cast<char>(code);
    } else if (code < 0x800) {
      result += static_cast<char>(0xC0 | code >> 6);
      result += static_cast<char>(0x80 | (code & 63));
    } else {
      result += static_cast<char>(0xE0 | code >> 12);
      result += static_cast<char>(0x80 | (code >> 6 & 63));
      result += static_cast<char>(0x80 | (code & 63));
    }
  }

  std::string_view text_;
  size_t at_ = 0;
};

/// {"0": "person"} as Python has it: {0: 'person'}.
std::string with_integer_keys(const std::string& names) {
  auto entries = Scanner(names).entries();
  if (!entries) return names;
  std::map<int64_t, std::string> result;
  for (const auto& [key, name] : *entries) {
    int64_t index = 0;
    auto end = key.data() + key.size();
    if (std::from_chars(key.data(), end, index).ptr != end) return names;
    result[index] = name;
  }
  return python_dict(result);
}

}  // namespace

Metadata read_metadata(SharedBytes file) {
  auto archive = ZipArchive::open(std::move(file));
  if (!archive) return {};
  for (std::string_view name : {"metadata.json", "temp_meta.txt", "metadata.txt"}) {
    const ZipMember* member = archive->find(name);
    if (!member || member->size > kLargest) continue;
    auto content = archive->read(*member);
    auto entries = content ? Scanner(as_text(content->bytes)).entries() : std::nullopt;
    if (!entries) continue;
    for (auto& [key, value] : *entries) {
      if (value == "true") value = "True";
      if (value == "false") value = "False";
      if (key == "names") value = with_integer_keys(value);
    }
    return std::move(*entries);
  }
  return {};
}

}  // namespace ponte::tflite
