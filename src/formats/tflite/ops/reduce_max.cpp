#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_reduce_max {

constinit extern const TfliteOp op_reduce_max{.name = "REDUCE_MAX",
                                              .code = 82,
                                              .options = 27,
                                              .ir = "reduce_max",
                                              .write = write_reduction,
                                              .read = read_reduction};

}  // namespace ponte::tflite::ops_reduce_max
