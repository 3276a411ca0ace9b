#include "engines/onnxruntime/library.h"

#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <mutex>

namespace ponte::onnxruntime {

namespace {

constexpr std::string_view kFileName = "libonnxruntime.so";

/// The runtime's files in a folder, newest first. A package names its file with its version at the end.
std::vector<std::string> files_in(const std::filesystem::path& folder) {
  std::vector<std::string> files;
  std::error_code ignored;
  for (const auto& entry : std::filesystem::directory_iterator(folder, ignored))
    if (entry.path().filename().string().starts_with(kFileName)) files.push_back(entry.path().string());
  std::ranges::sort(files, std::greater{});
  return files;
}

/// The runtime's messages span lines and carry indentation; an error has one line.
std::string on_one_line(std::string_view message) {
  std::string line;
  for (char c : message) {
    bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  while (line.ends_with(' ')) line.pop_back();
  return line;
}

std::unexpected<Error> engine_error(std::string what) {
  return with_hint(fail(ErrorKind::engine, "{}", what),
                   "`make setup` fetches ONNX Runtime; or set PONTE_ONNXRUNTIME to the path of a libonnxruntime.so");
}

Result<Library> library_at(void* handle) {
  auto base = reinterpret_cast<const ApiBase* (*)()>(dlsym(handle, "OrtGetApiBase"));
  if (!base) return fail(ErrorKind::engine, "it has no symbol OrtGetApiBase");
  std::string version = base()->version();
  const void* const* table = base()->table(kApiVersion);
  if (!table)
    return fail(ErrorKind::engine, "its version is {}, at least 1.{} is needed", on_one_line(version), kApiVersion);
  return Library(table, std::move(version));
}

Result<Runtime> start() {
  std::vector<std::string> candidates = library_candidates();
  TRY_ASSIGN(Library library, open_library(candidates));
  Environment* environment = nullptr;
  TRY(library.check<CreateEnvironment>(kLogFatal, "ponte", &environment));
  return Runtime{std::move(library), environment};
}

}  // namespace

Result<> Library::to_result(Status* status) const {
  if (!status) return {};
  auto error = fail(ErrorKind::engine, "ONNX Runtime {}: {}", version_, on_one_line(call<GetErrorMessage>(status)));
  call<ReleaseStatus>(status);
  return error;
}

std::vector<std::string> library_candidates() {
  if (const char* chosen = std::getenv("PONTE_ONNXRUNTIME"); chosen && *chosen) return {chosen};
  std::vector<std::string> candidates;
  std::error_code ignored;
  std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored).parent_path();
  for (const auto& folder : {program / "runtime", program / ".." / "lib" / "ponte"})
    std::ranges::copy(files_in(folder), std::back_inserter(candidates));
  candidates.push_back(std::string(kFileName) + ".1");
  candidates.push_back(std::string(kFileName));
  return candidates;
}

Result<Library> open_library(std::span<const std::string> candidates) {
  std::string reasons;
  for (const std::string& candidate : candidates) {
    void* handle = dlopen(candidate.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (!handle) {
      // The loader's words begin with the file's name.
      reasons += fmt::format("; {}", on_one_line(dlerror()));
      continue;
    }
    Result<Library> library = library_at(handle);
    if (library) return library;
    reasons += fmt::format("; {}: {}", candidate, library.error().what);
    dlclose(handle);
  }
  return engine_error("ONNX Runtime is not to be found" + reasons);
}

Result<const Runtime*> runtime() {
  static std::mutex mutex;
  static std::optional<Runtime> started;
  std::scoped_lock lock(mutex);
  if (!started) {
    TRY_ASSIGN(started, start());
  }
  return &*started;
}

}  // namespace ponte::onnxruntime
