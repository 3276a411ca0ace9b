#pragma once
// The exact text form of a graph.
//
//   graph "yolov8n" (images: f32[1,3,640,640]) -> (output0)
//     w = const f32[16,3,3,3] #9f3c01d2a4b5c6e7
//     s = const i64[2] {1, -1}
//     y: f32[1,16,320,320] = conv(images, w, _) {strides=[2,2] pads=[1,1,1,1]} @ "model.0.conv" fuse_conv_batch_norm
//
// One statement per line, names before their use. Names of other than letters, digits and _ . / : - are quoted. `_` is
// an absent input. Attributes with their default value are left out. After @ come the node's name, where the outputs'
// names do not tell it, and the rules that made the node.

#include <functional>

#include "graph/graph.h"

namespace ponte::graph {

struct PrintOptions {
  bool facts = true;    // dtype and shape of every node's outputs
  bool origins = true;  // rules that made the nodes
};

/// Same graph, same text. Constants of more than 16 elements are shown by their hash.
std::string print(const Graph& graph, const PrintOptions& options = {});

/// 16 hexadecimal digits that tell the bytes of a tensor.
std::string content_hash(const Tensor& tensor);

/// Gives the tensor with that content_hash, or nothing when it is not known.
using TensorSource = std::function<std::optional<Tensor>(std::string_view hash)>;

/// Reads what print writes. Facts may be left out; where they stand they must be what is inferred. Instead of elements
/// a constant may also have `fill 1.5`, or `random 7`: with state 7 at first, per element
/// state = state * 6364136223846793005 + 1442695040888963407 modulo 2^64, and the element is
/// (state >> 40) / 2^23 - 1 for floats, or as many of the highest bits of state as the dtype has, at most 8.
/// Errors tell line and column.
Result<Graph> parse(std::string_view text, const TensorSource& source = {});

}  // namespace ponte::graph
