#pragma once
// Writes ONNX models.

#include <string>
#include <utility>
#include <vector>

#include "base/atomic_file.h"
#include "formats/onnx/onnx_op.h"
#include "graph/graph.h"

namespace ponte::onnx {

struct OnnxWriteOptions {
  int opset = 17;  // 13 to 25
  std::string producer_version;
  std::span<const std::pair<std::string, Tensor>> defaults;  // inputs that a caller may leave out, by name
};

using OnnxMetadata = std::vector<std::pair<std::string, std::string>>;

/// Appends the model to `file`; weights are not copied on the way. The same graph gives the same bytes. Nodes that
/// cannot be written at this opset are all named in one error; so is a model of 2 GB and more, which protobuf does not
/// carry.
Result<> write_onnx(const Graph& graph, const OnnxMetadata& metadata, const OnnxWriteOptions& options,
                    AtomicFile& file);

/// The same in memory.
Result<std::vector<std::byte>> onnx_bytes(const Graph& graph, const OnnxMetadata& metadata,
                                          const OnnxWriteOptions& options);

}  // namespace ponte::onnx
