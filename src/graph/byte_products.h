#pragma once
// Products of unsigned and signed bytes as x86 processors add them.
//
// ONNX Runtime multiplies unsigned activations with signed weights in an instruction that adds the products of two
// neighbours in 16 bits and saturates (vpmaddubsw); processors with VNNI have one that does not (vpdpbusd). Unsigned
// weights are widened first and are exact everywhere. So are depthwise convolutions and ConvInteger, whose weights are
// the unsigned side. Sources: onnxruntime issue 14642; every kernel of ONNX Runtime 1.32 run with and without VNNI.

#include "graph/graph.h"

namespace ponte::graph {

/// A convolution or a matrix product of u8 activations with constant i8 weights.
struct ByteProduct {
  NodeId node;
  NodeId activations;        ///< the dequantize_linear of bytes that they come from; none: the node takes bytes itself
  NodeId weights;            ///< the dequantize_linear of the constant; none: the node takes bytes itself
  size_t x = 0, w = 1;       ///< inputs of the node
  Tensor bytes;              ///< the weights as the node takes them
  bool outputs_last = true;  ///< of a matrix: [inner, outputs]; else [outputs, inner], or a kernel

  int64_t outputs() const;
  /// How many products one output is the sum of.
  int64_t inner() const;
  /// The kernel's elements under one channel; 1 for matrices.
  int64_t positions() const;
  /// Where the weight of output `o` lies that is `k`-th in the order of the sum: channels of one position are
  /// neighbours.
  int64_t offset(int64_t o, int64_t k) const;
};

std::optional<ByteProduct> byte_product(const Graph& graph, NodeId id);

/// Two neighbours whose products can leave 16 bits.
struct SaturablePair {
  int64_t output = 0, k = 0;  ///< the first of them; the other is k + 1
  int64_t first = 0, second = 0;
};
std::vector<SaturablePair> saturable_pairs(const ByteProduct& product);
bool can_saturate(const ByteProduct& product);

/// How many byte products of a graph can saturate.
int64_t count_saturable_products(const Graph& graph);

}  // namespace ponte::graph
