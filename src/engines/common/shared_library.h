#pragma once
// Finding an engine's shared library and opening it when it is first needed.

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"

namespace ponte {

struct EngineFiles {
  const char* name;       ///< for people: "ONNX Runtime"
  const char* variable;   ///< environment variable that may hold the library's path
  const char* file_name;  ///< "libonnxruntime.so"; files may have a version after it
  std::span<const char* const> system_names;  ///< what the system's loader may know it as
};

/// Where the library is looked for, best place first: the file that the variable names and nothing else; or runtime/
/// beside the program, ../lib/ponte/ from there, and the system's loader.
std::vector<std::string> library_candidates(const EngineFiles& engine);

/// Opens the first candidate that `accept` takes; the others are closed. An engine error that names them all when there
/// is none. The symbols stay out of other libraries' sight.
Result<void*> open_first(const EngineFiles& engine, std::span<const std::string> candidates,
                         const std::function<Result<>(void* handle, const std::string& path)>& accept);

/// Engines' messages span lines and carry indentation; an error has one line.
std::string on_one_line(std::string_view message);

}  // namespace ponte
