#pragma once
// What every call of the library returns: a value, or an Error that says where, what, and what to do.

#include <expected>
#include <string>
#include <utility>

namespace ponte {

/// Why a call failed. Each kind is one exit code of the program.
enum class ErrorKind {
  check_failed,  ///< a measured check did not hold (parity, agreement, accuracy)
  usage,         ///< the caller asked for something that cannot be: a bad option, a missing file
  corrupt,       ///< the input is damaged or not what it claims to be
  unsupported,   ///< the input was recognised, but ponte does not carry it
  engine,        ///< an inference engine is missing or failed
  internal,      ///< a bug of ponte
};

/// One failure. `where` is the path of places, outermost first (file, node, attribute), joined with ": ".
struct Error {
  ErrorKind kind = ErrorKind::internal;
  std::string where;
  std::string what;
  std::string hint;

  /// "WHERE: WHAT" on one line, without the hint.
  std::string message() const { return where.empty() ? what : where + ": " + what; }

  /// The same error, seen from one place further out.
  Error in(const std::string& outer) && {
    where = where.empty() ? outer : outer + ": " + where;
    return std::move(*this);
  }
};

/// 1 check failed, 2 usage, 3 damaged input, 4 unsupported, 5 engine, 70 internal.
constexpr int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::check_failed: return 1;
    case ErrorKind::usage: return 2;
    case ErrorKind::corrupt: return 3;
    case ErrorKind::unsupported: return 4;
    case ErrorKind::engine: return 5;
    case ErrorKind::internal: return 70;
  }
  return 70;
}

template <class T = void>
using Result = std::expected<T, Error>;

}  // namespace ponte
