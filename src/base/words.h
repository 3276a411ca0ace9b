#pragma once
// Lists of names in one text, as descriptors have them: "add sub mul".

#include <algorithm>
#include <string_view>

namespace ponte::base {

/// True when `word` stands in the list, whose words are separated by single blanks.
inline bool has_word(std::string_view words, std::string_view word) {
  while (!words.empty()) {
    size_t end = std::min(words.find(' '), words.size());
    if (words.substr(0, end) == word) return true;
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return false;
}

}  // namespace ponte::base
