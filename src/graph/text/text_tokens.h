#pragma once
// Names, strings and numbers of the text form, and a reader of them that knows where it is.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "uses/graph.h"

namespace ponte::graph {

std::string quote(std::string_view text);
/// A value's name, quoted where it must be.
std::string name_text(std::string_view name);
/// A dimension's name, quoted where it must be: it should not look like a number.
std::string symbol_text(std::string_view symbol);
/// What a node is called unless the text says otherwise: "n" for an output n and for outputs n.0, n.1, ….
std::string implied_node_name(const std::vector<std::string>& output_names);

/// Reads one token after another. Spaces and tabs between them are skipped; a line's end is a token.
class TokenReader {
 public:
  explicit TokenReader(std::string_view text) : text_(text) {}

  bool at_end() { return skip_spaces(), position_ == text_.size(); }
  bool at_line_end() { return at_end() || text_[position_] == '\n'; }
  void skip_line_ends();
  /// True and past it when `token` comes next.
  bool accept(std::string_view token);
  bool next_is(char character) { return !at_end() && text_[position_] == character; }

  Result<> expect(std::string_view token);
  /// A bare or quoted name.
  Result<std::string> name();
  Result<std::string> quoted_string();
  /// Letters, digits and _ . + -: a keyword or a number.
  Result<std::string_view> word();

  /// An error at the present token, or at the token that was read last.
  Error error_here(std::string what);
  template <class... Args>
  std::unexpected<Error> fail(fmt::format_string<Args...> format, Args&&... args) {
    return std::unexpected(error_here(fmt::format(format, std::forward<Args>(args)...)));
  }
  /// Where the next token begins; and back to there, so that an error tells that place.
  size_t mark() { return skip_spaces(), position_; }
  void back_to(size_t position) { position_ = position; }

 private:
  void skip_spaces();
  size_t bare_length() const;

  std::string_view text_;
  size_t position_ = 0;
};

}  // namespace ponte::graph
