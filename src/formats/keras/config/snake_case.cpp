#include "formats/keras/config/snake_case.h"

namespace ponte::keras {

namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_word(char c) { return is_lower(c) || is_upper(c) || (c >= '0' && c <= '9') || c == '_'; }

// Before each capital that small letters follow. As in a regular expression, what one place has used up is not looked
// at by the next.
std::string before_words(const std::string& name) {
  std::string result;
  for (size_t i = 0; i < name.size();) {
    result += name[i++];
    if (i + 1 >= name.size() || !is_upper(name[i]) || !is_lower(name[i + 1])) continue;
    result += '_';
    result += name[i++];
    while (i < name.size() && is_lower(name[i])) result += name[i++];
  }
  return result;
}

std::string after_small_letters(const std::string& name) {
  std::string result;
  for (size_t i = 0; i < name.size();) {
    result += name[i++];
    if (i >= name.size() || !is_lower(name[i - 1]) || !is_upper(name[i])) continue;
    result += '_';
    result += name[i++];
  }
  return result;
}

}  // namespace

std::string snake_case(std::string_view class_name) {
  std::string words;
  for (char c : class_name)
    if (is_word(c)) words += c;
  words = after_small_letters(before_words(words));
  for (char& c : words)
    if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
  return words;
}

}  // namespace ponte::keras
