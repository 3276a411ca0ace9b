#include "engines/onnxruntime/library.h"

#include <dlfcn.h>

#include <cstdlib>

#include "engines/common/shared_library.h"

namespace ponte::onnxruntime {

namespace {

constexpr const char* kSystemNames[] = {"libonnxruntime.so.1", "libonnxruntime.so"};
constexpr EngineFiles kFiles{"ONNX Runtime", "PONTE_ONNXRUNTIME", "libonnxruntime.so", kSystemNames};

Result<Library> library_at(void* handle, const std::string&) {
  auto base = reinterpret_cast<const ApiBase* (*)()>(dlsym(handle, "OrtGetApiBase"));
  if (!base) return fail(ErrorKind::engine, "it has no symbol OrtGetApiBase");
  std::string version = base()->version();
  const void* const* table = base()->table(kApiVersion);
  if (!table)
    return fail(ErrorKind::engine, "its version is {}, at least 1.{} is needed", on_one_line(version), kApiVersion);
  return Library(table, std::move(version));
}

Result<Runtime> start() {
  // From 1.32 on the runtime reports its use over the network and keeps a data base of it in ~/.cache. ponte's users
  // did not ask for that; who wants it sets the variable to 0.
  setenv("ORT_DISABLE_TELEMETRY", "1", 0);
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

std::vector<std::string> library_candidates() { return engines::library_candidates(kFiles); }

Result<Library> open_library(std::span<const std::string> candidates) {
  return open_library_of<Library>(kFiles, candidates, library_at);
}

Result<const Runtime*> runtime() { return started_once<Runtime, start>(); }

}  // namespace ponte::onnxruntime
