#pragma once
// Finding and opening the runtime's shared library, when it is first needed.

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "engines/onnxruntime/abi.h"

namespace ponte::onnxruntime {

/// The opened library: its functions and its version.
class Library {
 public:
  Library(const void* const* table, std::string version) : table_(table), version_(std::move(version)) {}

  /// Calls a function of the table.
  template <class F, class... Args>
  auto call(Args... args) const {
    return reinterpret_cast<typename F::Pointer>(const_cast<void*>(table_[F::kPlace]))(args...);
  }

  /// Calls a function that can fail; its failure is an engine error of one line.
  template <class F, class... Args>
  Result<> check(Args... args) const {
    return to_result(call<F>(args...));
  }

  /// "1.32.0"
  const std::string& version() const { return version_; }

 private:
  Result<> to_result(Status* status) const;

  const void* const* table_;
  std::string version_;
};

/// Where the library is looked for, best place first: the file that PONTE_ONNXRUNTIME names and nothing else; or
/// runtime/ beside the program, ../lib/ponte/ from there, where ponte is installed, and what the system's loader knows.
std::vector<std::string> library_candidates();

/// Opens the first candidate that can be opened; an engine error that names them all when none can.
Result<Library> open_library(std::span<const std::string> candidates);

/// The library together with its environment, of which a process has one.
struct Runtime {
  Library library;
  const Environment* environment;
};

/// The process's runtime, opened by the first call and never closed.
Result<const Runtime*> runtime();

}  // namespace ponte::onnxruntime
