#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_fused_batch_norm_v3 {

namespace {

Result<> write(OpWriter& node) {
  if (node.rank() != 4) return unsupported("a batch normalisation over {} axes", node.rank() - 2);
  constexpr std::string_view kNames[] = {"", "gamma", "beta", "moving_mean", "moving_variance"};
  TRY_ASSIGN(std::string input, node.input(0));
  std::vector<std::string> inputs{input};
  for (size_t i = 1; i < std::size(kNames); ++i) {
    TRY_ASSIGN(std::string weight, node.weight(i, kNames[i], {0}, {}, i < 3));
    inputs.push_back(std::move(weight));
  }
  node.finish(std::move(inputs))
      .type("U", node.type(1))
      .number("epsilon", node.attrs().number("epsilon"))
      .boolean("is_training", false);
  return {};
}

}  // namespace

constinit extern const TfOp op_fused_batch_norm_v3{
    .name = "FusedBatchNormV3", .ir = "batch_norm", .write = write, .output = "y"};

}  // namespace ponte::saved_model::ops_fused_batch_norm_v3
