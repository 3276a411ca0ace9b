#include "formats/tflite/gpu_delegate.h"

#include <algorithm>

#include "formats/tflite/gpu_codes.h"
#include "formats/tflite/op_names.h"

namespace ponte::tflite {

namespace {

double elements(const FileTensor& tensor) {
  double count = 1;
  for (int32_t size : tensor.shape.list()) count *= std::max(size, 0);
  return count;
}

const FileTensor* input_of(const FileSubgraph& graph, const FileOperator& op, size_t place) {
  if (place >= op.inputs.size() || op.inputs[place] < 0) return nullptr;
  return &graph.tensors[static_cast<size_t>(op.inputs[place])];
}

double size_at(const FileTensor& tensor, size_t axis) {
  return axis < tensor.shape.size() ? std::max(tensor.shape[axis], 0) : 0;
}

/// A weight in half precision that is widened when the model is loaded goes where its reader goes.
bool is_widened_weight(const FileSubgraph& graph, const FileOperator& op) {
  const FileTensor* weight = input_of(graph, op, 0);
  return op.code == code::dequantize && weight && weight->is_constant && weight->type == TensorType::f16;
}

constexpr size_t kNoPart = SIZE_MAX;

/// Parts of one kind each, taken or not, in an order in which they can run: each is as large as the order allows
/// (tflite/graph_info.cc, PartitionGraphIntoIndependentNodeSubsets). Gives the number of the part of each operator.
std::vector<size_t> parts_of(const FileSubgraph& graph, const std::vector<bool>& taken) {
  size_t count = graph.operators.size();
  std::vector<bool> is_ready(graph.tensors.size(), true);
  for (const FileOperator& op : graph.operators)
    for (int32_t output : op.outputs.list()) is_ready[static_cast<size_t>(output)] = false;
  constexpr size_t kMostParts = 1000;  // of an honest model a handful; what is left over counts as the CPU's
  std::vector<size_t> part(count, kNoPart);
  auto can_run = [&](const FileOperator& op) {
    return std::ranges::all_of(op.inputs.list(),
                               [&](int32_t input) { return input < 0 || is_ready[static_cast<size_t>(input)]; });
  };
  for (size_t next = 0, done = 0; done < count && next < kMostParts; ++next) {
    std::optional<bool> kind;
    size_t before = done;
    for (size_t i = 0; i < count; ++i) {
      const FileOperator& op = graph.operators[i];
      if (part[i] != kNoPart || (kind && *kind != taken[i]) || !can_run(op)) continue;
      kind = taken[i];
      part[i] = next;
      ++done;
      for (int32_t output : op.outputs.list()) is_ready[static_cast<size_t>(output)] = true;
    }
    if (done == before) break;  // a loop, which no runtime takes
  }
  return part;
}

/// The part with the most operators, among those that are taken, and how many such parts there are.
std::pair<size_t, size_t> largest_part(const std::vector<size_t>& part, const std::vector<bool>& taken) {
  std::map<size_t, size_t> sizes;
  for (size_t i = 0; i < part.size(); ++i)
    if (taken[i] && part[i] != kNoPart) ++sizes[part[i]];
  auto largest = std::ranges::max_element(sizes, {}, [](const auto& entry) { return entry.second; });
  return {largest == sizes.end() ? kNoPart : largest->first, sizes.size()};
}

std::string output_name(const FileSubgraph& graph, const FileOperator& op) {
  return op.outputs.empty() ? "" : std::string(graph.tensors[static_cast<size_t>(op.outputs[0])].name);
}

}  // namespace

double multiply_adds_of(const FileSubgraph& graph, const FileOperator& op) {
  const FileTensor *first = input_of(graph, op, 0), *second = input_of(graph, op, 1);
  if (!first || !second || op.outputs.empty()) return 0;
  double results = elements(graph.tensors[static_cast<size_t>(op.outputs[0])]);
  switch (op.code) {
    case code::conv_2d: return results * size_at(*second, 1) * size_at(*second, 2) * size_at(*second, 3);
    case code::depthwise_conv_2d: return results * size_at(*second, 1) * size_at(*second, 2);
    case code::fully_connected: return results * size_at(*second, 1);
    case code::batch_matmul: return results * (first->shape.empty() ? 0 : size_at(*first, first->shape.size() - 1));
    case code::transpose_conv: {
      const FileTensor* picture = input_of(graph, op, 2);
      return picture ? elements(*picture) * size_at(*second, 0) * size_at(*second, 1) * size_at(*second, 2) : 0;
    }
    default: return 0;
  }
}

TensorUses tensor_uses(const FileSubgraph& graph) {
  TensorUses uses{.readers = std::vector<std::vector<size_t>>(graph.tensors.size()), .is_fixed = {}};
  for (const FileTensor& tensor : graph.tensors) uses.is_fixed.push_back(tensor.is_constant);
  for (size_t i = 0; i < graph.operators.size(); ++i) {
    const FileOperator& op = graph.operators[i];
    for (int32_t input : op.inputs.list())
      if (input >= 0) uses.readers[static_cast<size_t>(input)].push_back(i);
    for (int32_t output : op.outputs.list())
      if (is_widened_weight(graph, op)) uses.is_fixed[static_cast<size_t>(output)] = true;
  }
  return uses;
}

Result<GpuReport> judge_for_gpu(SharedBytes file) {
  TRY_ASSIGN(ModelFile model, parse_model(std::move(file)));
  const FileSubgraph& graph = model.subgraphs[0];
  TensorUses uses = tensor_uses(graph);
  std::vector<std::string> refusals;
  std::vector<bool> taken;
  for (const FileOperator& op : graph.operators) {
    TRY_ASSIGN(std::string refusal, refusal_by_gpu(graph, op, uses));
    taken.push_back(refusal.empty());
    refusals.push_back(std::move(refusal));
  }
  std::vector<size_t> part = parts_of(graph, taken);
  auto [largest, parts] = largest_part(part, taken);
  GpuReport report{.operators = graph.operators.size(), .parts = parts, .on_cpu = {}};
  for (size_t i = 0; i < graph.operators.size(); ++i) {
    const FileOperator& op = graph.operators[i];
    double work = multiply_adds_of(graph, op);
    report.multiply_adds += work;
    bool goes = taken[i] && part[i] != kNoPart && (part[i] == largest || is_widened_weight(graph, op));
    if (goes) {
      ++report.on_gpu;
      report.on_gpu_multiply_adds += work;
      continue;
    }
    std::string reason = taken[i] ? "in a part of the model that is not the largest" : refusals[i];
    report.on_cpu.push_back({i, op_name(op), output_name(graph, op), std::move(reason), work});
  }
  return report;
}

}  // namespace ponte::tflite
