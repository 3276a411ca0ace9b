#pragma once
// The few functions of ONNX Runtime's C interface that ponte calls, in our own declarations.
//
// The runtime hands out a table of function pointers that is only ever appended to, so a function is known by its
// place in the table. Functions that return Status* give null when all went well.

#include <cstddef>
#include <cstdint>

#include "uses/onnxruntime.h"

namespace ponte::onnxruntime {

// What the runtime owns; seen as pointers only.
struct Status;
struct Environment;
struct NativeSession;
struct NativeOptions;
struct RunOptions;
struct Value;
struct MemoryInfo;
struct Allocator;
struct TypeInfo;
struct TensorInfo;

/// Oldest interface version whose table holds all of the below.
inline constexpr uint32_t kApiVersion = 17;

/// What the library's one exported symbol, OrtGetApiBase, returns.
struct ApiBase {
  const void* const* (*table)(uint32_t version);  // null when the library is older than the version
  const char* (*version)();
};

/// A function of the table: its place and its signature.
template <size_t place, class Returned, class... Args>
struct Function {
  static constexpr size_t kPlace = place;
  using Pointer = Returned (*)(Args...);
};

using GetErrorMessage = Function<2, const char*, const Status*>;
using CreateEnvironment = Function<3, Status*, int /*severity*/, const char* /*log id*/, Environment**>;
using CreateSession =
    Function<8, Status*, const Environment*, const void* /*model*/, size_t, const NativeOptions*, NativeSession**>;
using Run = Function<9, Status*, NativeSession*, const RunOptions*, const char* const* /*input names*/,
                     const Value* const* /*inputs*/, size_t, const char* const* /*output names*/, size_t, Value**>;
using CreateOptions = Function<10, Status*, NativeOptions**>;
using SetLogSeverity = Function<22, Status*, NativeOptions*, int>;
using SetOptimization = Function<23, Status*, NativeOptions*, int>;
using SetThreads = Function<24, Status*, NativeOptions*, int>;
using GetInputCount = Function<30, Status*, const NativeSession*, size_t*>;
using GetOutputCount = Function<31, Status*, const NativeSession*, size_t*>;
using GetOptionalCount = Function<32, Status*, const NativeSession*, size_t*>;
using GetInputType = Function<33, Status*, const NativeSession*, size_t, TypeInfo**>;
using GetOutputType = Function<34, Status*, const NativeSession*, size_t, TypeInfo**>;
using GetOptionalType = Function<35, Status*, const NativeSession*, size_t, TypeInfo**>;
using GetInputName = Function<36, Status*, const NativeSession*, size_t, Allocator*, char**>;
using GetOutputName = Function<37, Status*, const NativeSession*, size_t, Allocator*, char**>;
using GetOptionalName = Function<38, Status*, const NativeSession*, size_t, Allocator*, char**>;
using CreateTensor = Function<49, Status*, const MemoryInfo*, void* /*data*/, size_t /*bytes*/, const int64_t* /*dims*/,
                              size_t, int /*element type*/, Value**>;
using GetTensorData = Function<51, Status*, Value*, void**>;
using TypeAsTensor = Function<55, Status*, const TypeInfo*, const TensorInfo**>;  // null when it is no tensor
using GetElementType = Function<60, Status*, const TensorInfo*, int*>;
using GetRank = Function<61, Status*, const TensorInfo*, size_t*>;
using GetDims = Function<62, Status*, const TensorInfo*, int64_t*, size_t>;
using GetDimNames = Function<63, Status*, const TensorInfo*, const char**, size_t>;
using GetTensorInfo = Function<65, Status*, const Value*, TensorInfo**>;
using CreateCpuMemoryInfo = Function<69, Status*, int /*allocator*/, int /*memory*/, MemoryInfo**>;
using AllocatorFree = Function<76, Status*, Allocator*, void*>;
using GetDefaultAllocator = Function<78, Status*, Allocator**>;
using ReleaseStatus = Function<93, void, Status*>;
using ReleaseMemoryInfo = Function<94, void, MemoryInfo*>;
using ReleaseSession = Function<95, void, NativeSession*>;
using ReleaseValue = Function<96, void, Value*>;
using ReleaseTypeInfo = Function<98, void, TypeInfo*>;
using ReleaseTensorInfo = Function<99, void, TensorInfo*>;
using ReleaseOptions = Function<100, void, NativeOptions*>;

// Numbers that these functions take.
inline constexpr int kLogFatal = 4;
inline constexpr int kOptimizeNothing = 0;
inline constexpr int kOptimizeAll = 99;
inline constexpr int kDeviceAllocator = 0;
inline constexpr int kDefaultMemory = 0;

}  // namespace ponte::onnxruntime
