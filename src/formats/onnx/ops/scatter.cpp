#include "formats/onnx/scatters.h"

namespace ponte::onnx::ops_scatter {

constinit extern const OnnxOp onnx_scatter{
    .onnx = "Scatter", .ir = "", .inputs = 3, .read = read_scatter_elements, .write = nullptr};

}  // namespace ponte::onnx::ops_scatter
