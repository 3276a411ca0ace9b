#include "formats/tflite/resize_reads.h"

namespace ponte::tflite::ops_resize_bilinear {

namespace {

Result<> read(OpReader& node) { return read_resize(node, "linear", 2); }

}  // namespace

constinit extern const TfliteOp op_resize_bilinear{.name = "RESIZE_BILINEAR", .code = 23, .options = 15, .read = read};

}  // namespace ponte::tflite::ops_resize_bilinear
