#pragma once
// What is done to a graph between reading and writing it.

#include "passes/driver.h"

namespace ponte::passes {

/// The groups of optimize() in their order.
std::vector<Group> optimize_groups();

/// Removes what no output needs, folds constants, and makes one operator of what exporters write as several:
/// activations, and everything linear into the convolution before it. Results stay within rounding.
Result<Report> optimize(Graph& graph, const PassOptions& options = {});

/// The same for weights that will be written in half precision: what is exact in it stays so, and factors of batch
/// normalisations follow their convolutions as products.
Result<Report> optimize_for_halves(Graph& graph, const PassOptions& options = {});

/// Gives a graph the forms that ONNX Runtime is fastest with. Results are the same to the bit.
Result<Report> tune_for_onnxruntime(Graph& graph, const PassOptions& options = {});

/// Makes unsigned those weights of integers that ONNX Runtime would give other numbers with on x86-64 processors
/// without VNNI. Values are the same to the bit.
Result<Report> avoid_saturation(Graph& graph, const PassOptions& options = {});

/// Gives a graph with channels first the forms that XNNPACK, LiteRT's engine for processors, takes and is fastest with.
Result<Report> tune_for_xnnpack(Graph& graph, const PassOptions& options = {});

/// Removes what other passes left over, without any other change.
Result<Report> cleanup(Graph& graph, const PassOptions& options = {});

/// Whether a format can hold an operator.
using CanWrite = std::function<bool(const OpInfo&)>;

/// Writes operators that the format cannot hold as several that it can; those without a rule stay, for the writer to
/// refuse. `stop_after` does not concern it: without it a file cannot be written.
Result<Report> lower(Graph& graph, const CanWrite& can_write, const PassOptions& options = {});

}  // namespace ponte::passes
