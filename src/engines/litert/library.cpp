#include "engines/litert/library.h"

#include <dlfcn.h>

#include "engines/common/shared_library.h"

namespace ponte::litert {

namespace {

// Its C interface is not stable between minor versions.
constexpr std::string_view kVersion = "2.3.0";

constexpr const char* kSystemNames[] = {"libLiteRt.so"};
constexpr EngineFiles kFiles{"LiteRT", "PONTE_LITERT", "libLiteRt.so", kSystemNames};

/// "2.3.0" of libLiteRt.so.2.3.0. A file without a number is taken for the wanted version: functions are looked at too.
std::string version_in(const std::string& path) {
  constexpr std::string_view kBefore = ".so.";
  size_t at = path.rfind(kBefore);
  return std::string(at == std::string::npos ? kVersion : std::string_view(path).substr(at + kBefore.size()));
}

template <size_t... i>
Result<std::array<void*, kFunctionCount>> functions_of(void* handle, std::index_sequence<i...>) {
  std::array<void*, kFunctionCount> found{};
  constexpr const char* kNames[] = {std::tuple_element_t<i, Functions>::kName...};
  for (size_t k = 0; k < kFunctionCount; ++k) {
    found[k] = dlsym(handle, kNames[k]);
    if (!found[k]) return fail(ErrorKind::engine, "it has no symbol {}", kNames[k]);
  }
  return found;
}

Result<Library> library_at(void* handle, const std::string& path) {
  std::string version = version_in(path);
  if (version != kVersion) return fail(ErrorKind::engine, "its version is {}, {} is needed", version, kVersion);
  TRY_ASSIGN(auto functions, functions_of(handle, std::make_index_sequence<kFunctionCount>()));
  return Library(functions, std::move(version));
}

Result<Runtime> start() {
  std::vector<std::string> candidates = library_candidates();
  TRY_ASSIGN(Library library, open_library(candidates));
  // Without the first the runtime looks for libraries of graphics and neural processors, and says so.
  EnvironmentOption options[] = {{kWhichAccelerators, {kInteger, kCpu}}, {kLogSeverity, {kInteger, kSilent}}};
  Environment* environment = nullptr;
  TRY(library.check<CreateEnvironment>(2, static_cast<const EnvironmentOption*>(options), &environment));
  return Runtime{std::move(library), environment};
}

}  // namespace

// litert/c/litert_common.h, LiteRtStatus.
std::string status_text(Status status) {
  switch (status) {
    case 1: return "an invalid argument";
    case 2: return "no memory left";
    case 3: return "it failed while running";
    case 4: return "an input is missing";
    case 5: return "not supported";
    case 6: return "not found";
    case 8: return "a version that does not fit";
    case 501: return "the file is damaged";
    case 504: return "the model could not be compiled";
    default: return fmt::format("status {}", status);
  }
}

std::vector<std::string> library_candidates() { return engines::library_candidates(kFiles); }

Result<Library> open_library(std::span<const std::string> candidates) {
  return open_library_of<Library>(kFiles, candidates, library_at);
}

Result<const Runtime*> runtime() { return started_once<Runtime, start>(); }

}  // namespace ponte::litert
