#include "formats/tflite/tflite_op.h"

namespace ponte::tflite {

constinit extern const TfliteOp op_batch_matmul{.name = "BATCH_MATMUL", .code = 126, .options = 101};

}  // namespace ponte::tflite
