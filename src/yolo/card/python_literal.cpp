#include "yolo/card/python_literal.h"

#include <fmt/format.h>

#include <charconv>

namespace ponte::yolo {

std::string quote_python(std::string_view text) {
  // Python's repr: single quotes unless the text has those and no double ones.
  char quote = text.find('\'') != text.npos && text.find('"') == text.npos ? '"' : '\'';
  std::string out(1, quote);
  for (char c : text) {
    if (c == '\\' || c == quote) out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (c == '\r')
      out += "\\r";
    else if (c == '\t')
      out += "\\t";
    else
      out += c;
  }
  return out + quote;
}

std::string python_dict(const std::map<int64_t, std::string>& entries) {
  std::string out = "{";
  for (const auto& [key, value] : entries) {
    if (out.size() > 1) out += ", ";
    out += fmt::format("{}: {}", key, quote_python(value));
  }
  return out + "}";
}

std::string python_list(const std::vector<int64_t>& numbers) { return fmt::format("[{}]", fmt::join(numbers, ", ")); }

namespace {

/// A cursor over the text; every method returns whether what it wanted was there.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  bool accept(char wanted) {
    skip_space();
    if (position_ >= text_.size() || text_[position_] != wanted) return false;
    ++position_;
    return true;
  }

  bool at_end() {
    skip_space();
    return position_ == text_.size();
  }

  std::optional<double> number() {
    skip_space();
    double value = 0;
    const char* begin = text_.data() + position_;
    auto [end, error] = std::from_chars(begin, text_.data() + text_.size(), value);
    if (error != std::errc{}) return std::nullopt;
    position_ += static_cast<size_t>(end - begin);
    return value;
  }

  std::optional<std::string> string() {
    skip_space();
    if (position_ >= text_.size()) return std::nullopt;
    char quote = text_[position_];
    if (quote != '\'' && quote != '"') return std::nullopt;
    std::string out;
    for (++position_; position_ < text_.size(); ++position_) {
      char c = text_[position_];
      if (c == quote) {
        ++position_;
        return out;
      }
      if (c == '\\' && position_ + 1 < text_.size()) c = unescaped(text_[++position_]);
      out += c;
    }
    return std::nullopt;
  }

 private:
  static char unescaped(char c) { return c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c; }

  void skip_space() {
    while (position_ < text_.size() && (text_[position_] == ' ' || text_[position_] == '\n')) ++position_;
  }

  std::string_view text_;
  size_t position_ = 0;
};

}  // namespace

std::optional<std::map<int64_t, std::string>> parse_python_names(std::string_view text) {
  Cursor cursor(text);
  bool is_dict = cursor.accept('{');
  if (!is_dict && !cursor.accept('[')) return std::nullopt;
  char close = is_dict ? '}' : ']';
  std::map<int64_t, std::string> names;
  while (!cursor.accept(close)) {
    int64_t key = static_cast<int64_t>(names.size());
    if (is_dict) {
      auto number = cursor.number();
      if (!number || *number < 0 || *number > 1e9 || !cursor.accept(':')) return std::nullopt;
      key = static_cast<int64_t>(*number);
    }
    auto name = cursor.string();
    if (!name) return std::nullopt;
    names[key] = std::move(*name);
    if (!cursor.accept(',') && !cursor.accept(close))
      return std::nullopt;
    else if (cursor.at_end())
      return names;
  }
  return cursor.at_end() ? std::optional(names) : std::nullopt;
}

std::optional<std::vector<double>> parse_python_numbers(std::string_view text) {
  Cursor cursor(text);
  bool is_list = cursor.accept('[') || cursor.accept('(');
  std::vector<double> numbers;
  while (auto number = cursor.number()) {
    numbers.push_back(*number);
    if (!is_list) break;
    if (!cursor.accept(',')) break;
  }
  if (is_list && !cursor.accept(']') && !cursor.accept(')')) return std::nullopt;
  if (!cursor.at_end() || (numbers.empty() && !is_list)) return std::nullopt;
  return numbers;
}

}  // namespace ponte::yolo
