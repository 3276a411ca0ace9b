#pragma once
// Finding an engine's shared library and opening it when it is first needed.

#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "uses/engines.h"

namespace ponte::engines {

struct EngineFiles {
  const char* name;                           ///< for people: "ONNX Runtime"
  const char* variable;                       ///< environment variable that may hold the library's path
  const char* file_name;                      ///< "libonnxruntime.so"; files may have a version after it
  std::span<const char* const> system_names;  ///< what the system's loader may know it as
};

/// Where the library is looked for, best place first: the file that the variable names and nothing else; or runtime/
/// beside the program, ../lib/ponte/ from there, where ponte is installed, and the system's loader.
std::vector<std::string> library_candidates(const EngineFiles& engine);

/// Opens the first candidate that `accept` takes; the others are closed. An engine error that names them all when there
/// is none. The symbols stay out of other libraries' sight.
Result<void*> open_first(const EngineFiles& engine, std::span<const std::string> candidates,
                         const std::function<Result<>(void* handle, const std::string& path)>& accept);

/// The library that `make(handle, path)`, a Result<Library>, makes of the first candidate that it takes.
template <class Library, class Make>
Result<Library> open_library_of(const EngineFiles& engine, std::span<const std::string> candidates, const Make& make) {
  std::optional<Library> opened;
  auto accept = [&](void* handle, const std::string& path) -> Result<> {
    TRY_ASSIGN(opened, make(handle, path));
    return {};
  };
  TRY(open_first(engine, candidates, accept));
  return std::move(*opened);
}

/// What `start` gives, which is called once in a process, or again after it failed. Never given back.
template <class Runtime, Result<Runtime> (*start)()>
Result<const Runtime*> started_once() {
  static std::mutex mutex;
  static std::optional<Runtime> started;
  std::scoped_lock lock(mutex);
  if (!started) {
    TRY_ASSIGN(started, start());
  }
  return &*started;
}

/// Engines' messages span lines and carry indentation; an error has one line.
std::string on_one_line(std::string_view message);

}  // namespace ponte::engines
