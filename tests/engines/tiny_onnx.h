#pragma once
// ONNX models of one operator, written byte by byte, so that the engine is tested without a writer.

#include <string>
#include <vector>

namespace ponte::onnxruntime::test {

inline std::string varint(uint64_t value) {
  std::string bytes;
  for (; value > 127; value >>= 7) bytes += static_cast<char>(value | 128);
  return bytes += static_cast<char>(value);
}
inline std::string number(int field, uint64_t value) { return varint(field << 3) + varint(value); }
inline std::string text(int field, const std::string& bytes) {
  return varint(field << 3 | 2) + varint(bytes.size()) + bytes;
}

/// A ValueInfoProto; dims are numbers, or names.
inline std::string value_info(const std::string& name, int element, const std::vector<std::string>& dims) {
  std::string shape;
  for (const std::string& dim : dims) {
    bool known = std::isdigit(static_cast<unsigned char>(dim[0]));
    shape += text(1, known ? number(1, std::stoull(dim)) : text(2, dim));
  }
  std::string type = text(1, number(1, element) + text(2, shape));
  return text(1, name) + text(2, type);
}

/// y = op(inputs…), all of one element type and shape.
inline std::string model_of(const std::string& op, const std::vector<std::string>& inputs, int element,
                            const std::vector<std::string>& dims) {
  std::string node;
  for (const std::string& input : inputs) node += text(1, input);
  node += text(2, "y") + text(3, "the_node") + text(4, op);
  std::string graph = text(1, node) + text(2, "g");
  for (const std::string& input : inputs) graph += text(11, value_info(input, element, dims));
  graph += text(12, value_info("y", element, dims));
  std::string opset = text(1, "") + number(2, 21);
  return number(1, 10) + text(7, graph) + text(8, opset);
}

}  // namespace ponte::onnxruntime::test
