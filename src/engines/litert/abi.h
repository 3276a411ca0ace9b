#pragma once
// The few functions of LiteRT's C interface that ponte calls, in our own declarations (LiteRT's litert/c/*.h, 2.3).
//
// Unlike ONNX Runtime's, the interface changes between minor versions: models were made of a path alone in 2.1.0, with
// the environment before it from 2.1.6 on. So the library is the one version that tools/runtimes.txt names.
// Functions that return a Status give 0 when all went well.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "uses/litert.h"

namespace ponte::litert {

using Status = int;

// What the runtime owns; seen as pointers only.
struct Environment;
struct Model;
struct Signature;
struct NativeTensor;
struct NativeOptions;
struct OpaqueOptions;
struct CompiledModel;
struct Requirements;
struct Buffer;

struct Any {
  int type;
  int64_t value;
};

struct EnvironmentOption {
  int tag;
  Any value;
};
static_assert(sizeof(EnvironmentOption) == 24);

/// A tensor's sizes; -1 for one that is open.
struct TensorLayout {
  uint32_t rank : 7;
  uint32_t has_strides : 1;
  int32_t dims[8];
  uint32_t strides[8];
};

struct TensorType {
  int32_t element;
  TensorLayout layout;
};
static_assert(sizeof(TensorLayout) == 68 && sizeof(TensorType) == 72);

struct PerTensorScale {
  float scale;
  int64_t zero_point;
};

/// The name of an exported function, as a template argument.
template <size_t size>
struct Name {
  char text[size];
  consteval Name(const char (&name)[size]) {
    for (size_t i = 0; i < size; ++i) text[i] = name[i];
  }
};

/// A function of the library: its name and its signature.
template <Name name, class Returned, class... Args>
struct Function {
  static constexpr const char* kName = name.text;
  using Pointer = Returned (*)(Args...);
};

using CreateEnvironment =
    Function<"LiteRtCreateEnvironment", Status, int /*count*/, const EnvironmentOption*, Environment**>;
using CreateModel =
    Function<"LiteRtCreateModelFromBuffer", Status, Environment*, const void* /*stays*/, size_t, Model**>;
using DestroyModel = Function<"LiteRtDestroyModel", void, Model*>;
using GetSignature = Function<"LiteRtGetModelSignature", Status, Model*, size_t, Signature**>;
using GetInputCount = Function<"LiteRtGetNumSignatureInputs", Status, Signature*, size_t*>;
using GetOutputCount = Function<"LiteRtGetNumSignatureOutputs", Status, Signature*, size_t*>;
using GetInputName = Function<"LiteRtGetSignatureInputName", Status, Signature*, size_t, const char**>;
using GetOutputName = Function<"LiteRtGetSignatureOutputName", Status, Signature*, size_t, const char**>;
using GetInputTensor = Function<"LiteRtGetSignatureInputTensorByIndex", Status, Signature*, size_t, NativeTensor**>;
using GetOutputTensor = Function<"LiteRtGetSignatureOutputTensorByIndex", Status, Signature*, size_t, NativeTensor**>;
using GetTensorType = Function<"LiteRtGetRankedTensorType", Status, NativeTensor*, TensorType*>;
using GetQuantizationKind = Function<"LiteRtGetQuantizationTypeId", Status, NativeTensor*, int*>;
using GetScale = Function<"LiteRtGetPerTensorQuantization", Status, NativeTensor*, PerTensorScale*>;
using CreateOptions = Function<"LiteRtCreateOptions", Status, NativeOptions**>;
using DestroyOptions = Function<"LiteRtDestroyOptions", void, NativeOptions*>;
using SetAccelerators = Function<"LiteRtSetOptionsHardwareAccelerators", Status, NativeOptions*, int>;
using CreateOpaqueOptions = Function<"LiteRtCreateOpaqueOptions", Status, const char* /*name*/, void* /*text*/,
                                     void (*)(void*) /*frees it*/, OpaqueOptions**>;
using AddOpaqueOptions = Function<"LiteRtAddOpaqueOptions", Status, NativeOptions*, OpaqueOptions* /*given away*/>;
using Compile = Function<"LiteRtCreateCompiledModel", Status, Environment*, Model*, NativeOptions*, CompiledModel**>;
using DestroyCompiled = Function<"LiteRtDestroyCompiledModel", void, CompiledModel*>;
using ResizeInput = Function<"LiteRtCompiledModelResizeInputTensor", Status, CompiledModel*, size_t /*signature*/,
                             size_t /*input*/, const int*, size_t>;
using GetOutputLayouts = Function<"LiteRtGetCompiledModelOutputTensorLayouts", Status, CompiledModel*,
                                  size_t /*signature*/, size_t, TensorLayout*, bool /*after a resize*/>;
using GetInputRequirements = Function<"LiteRtGetCompiledModelInputBufferRequirements", Status, CompiledModel*,
                                      size_t /*signature*/, size_t, Requirements**>;
using GetOutputRequirements = Function<"LiteRtGetCompiledModelOutputBufferRequirements", Status, CompiledModel*,
                                       size_t /*signature*/, size_t, Requirements**>;
using CreateBuffer = Function<"LiteRtCreateManagedTensorBufferFromRequirements", Status, Environment*,
                              const TensorType*, Requirements*, Buffer**>;
using DestroyBuffer = Function<"LiteRtDestroyTensorBuffer", void, Buffer*>;
using GetBufferSize = Function<"LiteRtGetTensorBufferPackedSize", Status, Buffer*, size_t*>;
using LockBuffer = Function<"LiteRtLockTensorBuffer", Status, Buffer*, void**, int /*mode*/>;
using UnlockBuffer = Function<"LiteRtUnlockTensorBuffer", Status, Buffer*>;
using Run = Function<"LiteRtRunCompiledModel", Status, CompiledModel*, size_t /*signature*/, size_t, Buffer**, size_t,
                     Buffer**>;
using GetErrors = Function<"LiteRtCompiledModelGetErrorMessages", Status, CompiledModel*, char** /*for free()*/>;
using ClearErrors = Function<"LiteRtCompiledModelClearErrors", Status, CompiledModel*>;
/// Not called: older libraries, in which functions of the same names take other arguments, do not have it.
using ProofOfAge = Function<"LiteRtRunCompiledModelWithSchedulingInfo", Status>;

// Numbers that these functions take.
inline constexpr int kWhichAccelerators = 24, kLogSeverity = 25;  // EnvironmentOption::tag
inline constexpr int kInteger = 2;                                // Any::type
inline constexpr int kSilent = 4;
inline constexpr int kCpu = 1;
inline constexpr int kRead = 0, kWrite = 1;
inline constexpr int kPerTensor = 1;  // kind of quantization

}  // namespace ponte::litert
