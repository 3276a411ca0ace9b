#pragma once
// Models that compute in integers, which engines round, and processors add, each in their own way. They are measured
// against exact arithmetic: what the integers stand for, in floats.

#include "io/load.h"
#include "measure/check.h"
#include "uses/api.h"

namespace ponte::api {

/// The source as a model that computes exactly. `is_file`: nothing of it was changed, so that the file itself can be
/// run where no operator needs a kernel of integers.
Result<ReferenceModel> exact_reference(const LoadedModel& model, bool is_file, int opset);

/// An ONNX file as it computes exactly.
Result<SessionPtr> open_exact(const Graph& graph, int opset, int threads);

/// An ONNX file as processors without VNNI compute it; null when that is the same. Errors say what is not followed.
Result<SessionPtr> open_without_vnni(const Graph& graph, int opset, int threads);

inline constexpr std::string_view kWithoutVnni = "x86-64 without VNNI";

/// Of an ONNX source that processors without VNNI give other numbers for than it says: by how much, for people. Empty
/// for others.
Result<std::string> describe_saturation(const LoadedModel& model, const ReferenceRun& exact,
                                        const ConvertOptions& options);

}  // namespace ponte::api
