// What holds for moving elements, whatever they are.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "graph/op_probe.h"

namespace ponte::graph::evaluate_property_test {

namespace {

Tensor run(std::string_view op, std::vector<Tensor> inputs, Attrs attrs) {
  Graph graph;
  NodeSpec spec{.op = find_op(op), .attrs = std::move(attrs)};
  for (Tensor& tensor : inputs) spec.inputs.push_back(graph.add_constant("c", std::move(tensor)));
  NodeId id = *graph.add_node(std::move(spec));
  return (*graph.node(id).op->evaluate(graph.context(graph.node(id))))[0];
}

Tensor any_tensor() {
  auto sizes = *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 5));
  if (sizes.size() > 5) sizes.resize(5);
  Dims dims(sizes.begin(), sizes.end());
  Dims elements(static_cast<size_t>(*element_count(dims)));
  for (size_t i = 0; i < elements.size(); ++i) elements[i] = static_cast<int64_t>(i) % 8;
  DType dtype = *rc::gen::element(DType::f32, DType::f16, DType::i8, DType::i64, DType::u4);
  return *cast_tensor(Tensor::of<int64_t>(std::move(elements), std::move(dims)), dtype);
}

RC_GTEST_PROP(Transpose, IsUndoneByItsInverse, ()) {
  Tensor tensor = any_tensor();
  Dims perm(tensor.dims().size());
  for (size_t i = 0; i < perm.size(); ++i) perm[i] = static_cast<int64_t>(i);
  for (size_t i = perm.size(); i > 1; --i) std::swap(perm[i - 1], perm[*rc::gen::inRange<size_t>(0, i)]);
  Dims inverse(perm.size());
  for (size_t i = 0; i < perm.size(); ++i) inverse[static_cast<size_t>(perm[i])] = static_cast<int64_t>(i);
  RC_ASSERT(run("transpose", {run("transpose", {tensor}, {{"perm", perm}})}, {{"perm", inverse}}) == tensor);
}

RC_GTEST_PROP(Concat, JoinsWhatSliceCuts, ()) {
  Tensor tensor = any_tensor();
  RC_PRE(!tensor.dims().empty());
  int64_t axis = *rc::gen::inRange<int64_t>(0, static_cast<int64_t>(tensor.dims().size()));
  int64_t size = tensor.dims()[static_cast<size_t>(axis)], cut = *rc::gen::inRange<int64_t>(0, size + 1);
  auto slice = [&](int64_t begin, int64_t end) {
    return run("slice", {tensor, Tensor::ints({begin}), Tensor::ints({end}), Tensor::ints({axis})}, {});
  };
  RC_ASSERT(run("concat", {slice(0, cut), slice(cut, size)}, {{"axis", axis}}) == tensor);
}

RC_GTEST_PROP(Slice, BackwardsTwiceIsTheSame, ()) {
  Tensor tensor = any_tensor();
  RC_PRE(!tensor.dims().empty());
  auto reversed = [](const Tensor& input) {
    return run("slice", {input, Tensor::ints({-1}), Tensor::ints({-100}), Tensor::ints({0}), Tensor::ints({-1})}, {});
  };
  RC_ASSERT(reversed(reversed(tensor)) == tensor);
}

RC_GTEST_PROP(Add, OfBroadcastInputsIsAddOfExpandedOnes, ()) {
  Tensor tensor = *cast_tensor(any_tensor(), DType::i64);
  RC_PRE(!tensor.dims().empty());
  Dims dims = tensor.dims();
  Tensor row =
      run("reduce_sum", {tensor}, {{"axes", Dims{*rc::gen::inRange<int64_t>(0, static_cast<int64_t>(dims.size()))}}});
  Tensor expanded = run("expand", {row, Tensor::ints(dims)}, {});
  RC_ASSERT(run("add", {tensor, row}, {}) == run("add", {tensor, expanded}, {}));
}

}  // namespace

}  // namespace ponte::graph::evaluate_property_test
