#pragma once
// Error construction and the two propagation macros.

#include <fmt/format.h>

#include "ponte/result.h"

namespace ponte::base {

template <class... Args>
std::unexpected<Error> fail(ErrorKind kind, fmt::format_string<Args...> format, Args&&... args) {
  return std::unexpected(Error{kind, "", fmt::format(format, std::forward<Args>(args)...), ""});
}

template <class... Args>
std::unexpected<Error> corrupt(fmt::format_string<Args...> format, Args&&... args) {
  return fail(ErrorKind::corrupt, format, std::forward<Args>(args)...);
}

template <class... Args>
std::unexpected<Error> unsupported(fmt::format_string<Args...> format, Args&&... args) {
  return fail(ErrorKind::unsupported, format, std::forward<Args>(args)...);
}

template <class... Args>
std::unexpected<Error> usage_error(fmt::format_string<Args...> format, Args&&... args) {
  return fail(ErrorKind::usage, format, std::forward<Args>(args)...);
}

template <class... Args>
std::unexpected<Error> internal(fmt::format_string<Args...> format, Args&&... args) {
  return fail(ErrorKind::internal, format, std::forward<Args>(args)...);
}

/// Adds a hint to an error that is being returned.
inline std::unexpected<Error> with_hint(std::unexpected<Error> error, std::string hint) {
  error.error().hint = std::move(hint);
  return error;
}

/// Adds an outer place to the error of a result, if it has one.
template <class T>
Result<T> in_context(Result<T> result, const std::string& where) {
  if (!result) return std::unexpected(std::move(result).error().in(where));
  return result;
}

}  // namespace ponte::base

#define PONTE_CONCAT_(a, b) a##b
#define PONTE_CONCAT(a, b) PONTE_CONCAT_(a, b)

/// Returns the error of `expr`, if it has one.
#define TRY(expr)                                                                                        \
  do {                                                                                                   \
    if (auto try_result_ = (expr); !try_result_) return std::unexpected(std::move(try_result_).error()); \
  } while (0)

/// TRY_ASSIGN(auto x, f()): declares or assigns the value, or returns the error.
#define TRY_ASSIGN(target, ...) TRY_ASSIGN_(PONTE_CONCAT(try_result_, __COUNTER__), target, __VA_ARGS__)
#define TRY_ASSIGN_(name, target, ...)                        \
  auto name = (__VA_ARGS__);                                  \
  if (!name) return std::unexpected(std::move(name).error()); \
  target = std::move(*name)
