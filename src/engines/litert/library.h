#pragma once
// Finding and opening LiteRT's shared library, when it is first needed.

#include <array>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "base/result.h"
#include "engines/litert/abi.h"

namespace ponte::litert {

/// All that must be in the library.
using Functions = std::tuple<CreateEnvironment, CreateModel, DestroyModel, GetSignature, GetInputCount, GetOutputCount,
                             GetInputName, GetOutputName, GetInputTensor, GetOutputTensor, GetTensorType,
                             GetQuantizationKind, GetScale, CreateOptions, DestroyOptions, SetAccelerators,
                             CreateOpaqueOptions, AddOpaqueOptions, Compile, DestroyCompiled, ResizeInput,
                             GetOutputLayouts, GetInputRequirements, GetOutputRequirements, CreateBuffer, DestroyBuffer,
                             GetBufferSize, LockBuffer, UnlockBuffer, Run, GetErrors, ClearErrors, ProofOfAge>;

inline constexpr size_t kFunctionCount = std::tuple_size_v<Functions>;

template <class F, size_t i = 0>
consteval size_t place_of() {
  if constexpr (std::is_same_v<F, std::tuple_element_t<i, Functions>>)
    return i;
  else
    return place_of<F, i + 1>();
}

/// "the shape of the input cannot be changed" for what the runtime gives as a number.
std::string status_text(Status status);

/// The opened library: its functions and its version.
class Library {
 public:
  Library(std::array<void*, kFunctionCount> functions, std::string version)
      : functions_(functions), version_(std::move(version)) {}

  template <class F, class... Args>
  auto call(Args... args) const {
    return reinterpret_cast<typename F::Pointer>(functions_[place_of<F>()])(args...);
  }

  /// Calls a function that can fail; its failure is an engine error that names it.
  template <class F, class... Args>
  Result<> check(Args... args) const {
    Status status = call<F>(args...);
    if (status == 0) return {};
    return fail(ErrorKind::engine, "LiteRT {}: {}: {}", version_, F::kName, status_text(status));
  }

  /// "2.3.0", from the file's name; the library itself does not tell.
  const std::string& version() const { return version_; }

 private:
  std::array<void*, kFunctionCount> functions_;
  std::string version_;
};

/// Where the library is looked for, best place first: the file that PONTE_LITERT names and nothing else; or runtime/
/// beside the program, ../lib/ponte/ from there, where ponte is installed, and what the system's loader
/// knows.
std::vector<std::string> library_candidates();

/// Opens the first candidate that can be opened; an engine error that names them all when none can.
Result<Library> open_library(std::span<const std::string> candidates);

/// The library together with its environment, of which a process has one.
struct Runtime {
  Library library;
  Environment* environment;
};

/// The process's runtime, opened by the first call and never closed.
Result<const Runtime*> runtime();

}  // namespace ponte::litert
