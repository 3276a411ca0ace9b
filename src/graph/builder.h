#pragma once
// Writes a graph down as one would on paper: y = b.conv(x, w, bias, …).

#include "graph/graph.h"

namespace ponte::graph {

/// How a 2-D window moves. `pads` are top, left, bottom, right.
struct Window2d {
  Dims kernel;  // pooling only; a convolution takes it from its weight
  Dims strides{1, 1};
  Dims pads{0, 0, 0, 0};
  Dims dilations{1, 1};
  int64_t groups = 1;
  bool ceil = false;
};

/// Adds nodes to a graph. The first error is kept and everything after it does nothing, so that a formula need not be
/// broken up by checks; status() gives the error at the end, with the scope in which it happened.
class GraphBuilder {
 public:
  explicit GraphBuilder(Graph& graph) : graph_(graph) {}
  GraphBuilder(const GraphBuilder&) = delete;

  Graph& graph() { return graph_; }
  bool failed() const { return failed_; }
  Result<> status() const;
  /// Records an error (the first one counts) and returns no value.
  ValueId fail(Error error);

  /// Puts a component of the module path before the names of what is added until the returned object dies.
  class Scope {
   public:
    Scope(GraphBuilder& builder, std::string_view component);
    ~Scope() { builder_.path_.resize(length_); }
    Scope(const Scope&) = delete;

   private:
    GraphBuilder& builder_;
    size_t length_;
  };
  [[nodiscard]] Scope scope(std::string_view component) { return Scope(*this, component); }
  const std::string& path() const { return path_; }

  /// Any operator. `name` is put after the scope; empty: the scope itself, or the operator's name where there is none.
  ValueId add(std::string_view op, std::vector<ValueId> inputs, Attrs attrs = {}, std::string_view name = {});
  std::vector<ValueId> add_multi(std::string_view op, std::vector<ValueId> inputs, Attrs attrs, size_t outputs,
                                 std::string_view name = {});
  ValueId constant(Tensor tensor, std::string_view name = "constant");
  ValueId ints(Dims elements, std::string_view name = "constant");
  ValueId scalar(float value, std::string_view name = "constant");

  // Operators that models are mostly made of. Axes count from 0; shapes are NCHW.
  ValueId conv(ValueId x, ValueId weight, ValueId bias, const Window2d& window, std::string_view name = "conv");
  ValueId max_pool(ValueId x, const Window2d& window, std::string_view name = "pool");
  ValueId average_pool(ValueId x, const Window2d& window, std::string_view name = "pool");
  ValueId concat(std::vector<ValueId> parts, int64_t axis, std::string_view name = "concat");
  std::vector<ValueId> split(ValueId x, Dims sizes, int64_t axis, std::string_view name = "split");
  /// Equal halves of the channels.
  std::vector<ValueId> chunk(ValueId x, int64_t count, int64_t axis, std::string_view name = "chunk");
  ValueId slice(ValueId x, int64_t axis, int64_t begin, int64_t end, int64_t step = 1, std::string_view name = "slice");
  ValueId reshape(ValueId x, Dims dims, std::string_view name = "reshape");
  ValueId transpose(ValueId x, Dims perm, std::string_view name = "transpose");
  ValueId softmax(ValueId x, int64_t axis, std::string_view name = "softmax");
  ValueId unary(std::string_view op, ValueId x, std::string_view name = {}) { return add(op, {x}, {}, name); }
  ValueId sigmoid(ValueId x, std::string_view name = "sigmoid") { return unary("sigmoid", x, name); }
  ValueId add(ValueId a, ValueId b, std::string_view name = "add") { return add("add", {a, b}, {}, name); }
  ValueId sub(ValueId a, ValueId b, std::string_view name = "sub") { return add("sub", {a, b}, {}, name); }
  ValueId mul(ValueId a, ValueId b, std::string_view name = "mul") { return add("mul", {a, b}, {}, name); }
  ValueId matmul(ValueId a, ValueId b, std::string_view name = "matmul") { return add("matmul", {a, b}, {}, name); }

  /// Shape of a value; empty after an error.
  const Shape& shape(ValueId x) const;
  /// Size of one axis; an error when it is not known.
  int64_t size(ValueId x, size_t axis);

 private:
  std::string full_name(std::string_view name) const;

  Graph& graph_;
  std::string path_;
  bool failed_ = false;
  Error error_;
};

}  // namespace ponte::graph
