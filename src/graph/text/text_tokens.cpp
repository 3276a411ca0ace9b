#include "graph/text/text_tokens.h"

#include <algorithm>
#include <charconv>

namespace ponte::graph {

namespace {

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_name_character(char c) { return is_word_character(c) || c == '.' || c == '/' || c == ':' || c == '-'; }

bool is_bare(std::string_view name) {
  return !name.empty() && name != "_" && name.back() != ':' && name.find("->") == std::string_view::npos &&
         std::all_of(name.begin(), name.end(), is_name_character);
}

}  // namespace

std::string quote(std::string_view text) {
  std::string result = "\"";
  for (char c : text) {
    unsigned char byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      result += {'\\', c};
    else if (byte < 0x20 || byte == 0x7f)
      result += fmt::format("\\x{:02x}", byte);
    else
      result += c;
  }
  return result + '"';
}

std::string name_text(std::string_view name) { return is_bare(name) ? std::string(name) : quote(name); }

std::string symbol_text(std::string_view symbol) {
  bool is_word = !symbol.empty() && std::all_of(symbol.begin(), symbol.end(), is_word_character);
  return is_word && !(symbol[0] >= '0' && symbol[0] <= '9') ? std::string(symbol) : quote(symbol);
}

std::string implied_node_name(const std::vector<std::string>& output_names) {
  const std::string& first = output_names[0];
  if (output_names.size() == 1 || !first.ends_with(".0")) return first;
  std::string base = first.substr(0, first.size() - 2);
  for (size_t i = 1; i < output_names.size(); ++i)
    if (output_names[i] != fmt::format("{}.{}", base, i)) return first;
  return base;
}

void TokenReader::skip_spaces() {
  while (position_ < text_.size() && (text_[position_] == ' ' || text_[position_] == '\t' || text_[position_] == '\r'))
    ++position_;
}

void TokenReader::skip_line_ends() {
  while (!at_end() && text_[position_] == '\n') ++position_;
}

bool TokenReader::accept(std::string_view token) {
  if (at_end() || !text_.substr(position_).starts_with(token)) return false;
  size_t end = position_ + token.size();
  if (is_word_character(token.back()) && end < text_.size() && is_word_character(text_[end])) return false;
  position_ = end;
  return true;
}

Result<> TokenReader::expect(std::string_view token) {
  if (!accept(token)) return fail("'{}' is expected", token);
  return {};
}

size_t TokenReader::bare_length() const {
  size_t end = position_;
  while (end < text_.size() && is_name_character(text_[end]) && !text_.substr(end).starts_with("->")) ++end;
  // The colon between a name and its type.
  if (end > position_ && text_[end - 1] == ':') --end;
  return end - position_;
}

Result<std::string> TokenReader::name() {
  if (next_is('"')) return quoted_string();
  size_t length = at_end() ? 0 : bare_length();
  if (length == 0) return fail("a name is expected");
  position_ += length;
  return std::string(text_.substr(position_ - length, length));
}

Result<std::string> TokenReader::quoted_string() {
  TRY(expect("\""));
  std::string result;
  while (position_ < text_.size() && text_[position_] != '\n') {
    char c = text_[position_++];
    if (c == '"') return result;
    if (c != '\\') {
      result += c;
      continue;
    }
    std::string_view rest = text_.substr(position_);
    unsigned byte = 0;
    if (rest.starts_with('"') || rest.starts_with('\\')) {
      result += rest[0];
      ++position_;
    } else if (rest.size() >= 3 && rest[0] == 'x' &&
               std::from_chars(rest.data() + 1, rest.data() + 3, byte, 16).ptr == rest.data() + 3) {
      result += static_cast<char>(byte);
      position_ += 3;
    } else {
      return fail("the escape is not known");
    }
  }
  return fail("the string does not end");
}

Result<std::string_view> TokenReader::word() {
  size_t begin = mark();
  while (position_ < text_.size() && (is_word_character(text_[position_]) || text_[position_] == '.' ||
                                      text_[position_] == '+' || text_[position_] == '-'))
    ++position_;
  if (position_ == begin) return fail("a word or number is expected");
  return text_.substr(begin, position_ - begin);
}

Error TokenReader::error_here(std::string what) {
  std::string_view before = text_.substr(0, position_);
  size_t line = static_cast<size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
  size_t line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return {ErrorKind::corrupt, fmt::format("line {}, column {}", line, position_ - line_begin + 1), std::move(what), ""};
}

}  // namespace ponte::graph
