#include "formats/onnx/plain.h"

namespace ponte::onnx::ops_tile {

constinit extern const OnnxOp onnx_tile{
    .onnx = "Tile", .ir = "tile", .inputs = 2, .read = read_plain, .write = write_plain};

}  // namespace ponte::onnx::ops_tile
