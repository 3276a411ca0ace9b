#include "formats/saved_model/op_writer.h"

namespace ponte::saved_model::ops_depth_to_space {

namespace {

/// Channels are dealt out place by place ("DCR"); what deals them channel by channel orders them first.
Result<> write(OpWriter& node) {
  int64_t block = node.attrs().integer("block");
  if (node.rank() != 4 || !node.shape(0)[3].known()) return unsupported("depth_to_space of this shape");
  TRY_ASSIGN(std::string input, node.input(0));
  if (node.attrs().text("mode") == "CRD") {
    int64_t channels = node.shape(0)[3].size / (block * block);
    Dims order;
    for (int64_t place = 0; place < block * block; ++place)
      for (int64_t channel = 0; channel < channels; ++channel) order.push_back(channel * block * block + place);
    NodeDef& made = node.add("GatherV2", {input, node.ints(order), node.integer(3)});
    input =
        made.type("Tparams", node.type()).type("Tindices", DataType::i32).type("Taxis", DataType::i32).out("output");
  }
  node.finish({input}).integer("block_size", block);
  return {};
}

}  // namespace

constinit extern const TfOp op_depth_to_space{.name = "DepthToSpace", .ir = "depth_to_space", .write = write};

}  // namespace ponte::saved_model::ops_depth_to_space
