#include "formats/keras/read/elementwise.h"
#include "formats/keras/read/operation_readers.h"

namespace ponte::keras::layers_add {

namespace {

/// Of two shapes that are broadcast, Keras 3.7 and later take some for a bias on TensorFlow and add along the wrong
/// axis. A subtraction of the negative is always right.
bool looks_like_bias(const Shape& shape, const Shape& other) {
  size_t large = 0;
  bool last = false;
  for (size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] == Dim(1)) continue;
    ++large;
    last = i + 1 == shape.size();
  }
  return large == 1 && !(last && other.size() > 1 && other[1] != shape.back());
}

Tensor negative(const Tensor& tensor) {
  std::vector<double> values = tensor.to_doubles();
  for (double& value : values) value = -value;
  return tensor_from_doubles(values, tensor.dtype(), tensor.dims());
}

Result<> write(LayerWriter& node) {
  size_t tensor = node.constant(0) ? 1 : 0, other = 1 - tensor;
  bool broadcast = node.shape(0) != node.shape(1);
  const Tensor* constant = node.constant(other);
  if (!broadcast || (constant && !looks_like_bias(node.shape(other), node.shape(tensor))))
    return write_merge(node, "Add");
  TRY_ASSIGN(TensorRef a, node.input(tensor));
  CallWriter call = node.operation("Subtract", "numpy");
  call.tensor(a);
  if (constant) {
    call.constant(negative(*constant));
    return node.finish(call);
  }
  TRY_ASSIGN(TensorRef b, node.input(other));
  CallWriter minus = node.operation("Multiply", "numpy", ".negative");
  TRY_ASSIGN(TensorRef negated, minus.tensor(b).json("-1.0").finish(node.shape(other), node.fact(other).dtype));
  return node.finish(call.tensor(negated));
}

Result<> read(LayerReader& call) { return read_merge(call, "add"); }

}  // namespace

constinit extern const KerasLayer layer_add{
    .class_name = "Add", .module = "keras.layers", .ir = "add", .read = read, .write = write};

}  // namespace ponte::keras::layers_add
