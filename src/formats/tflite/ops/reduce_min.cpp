#include "formats/tflite/simple_ops.h"
#include "formats/tflite/simple_reads.h"

namespace ponte::tflite::ops_reduce_min {

constinit extern const TfliteOp op_reduce_min{.name = "REDUCE_MIN",
                                              .code = 89,
                                              .options = 27,
                                              .ir = "reduce_min",
                                              .write = write_reduction,
                                              .read = read_reduction};

}  // namespace ponte::tflite::ops_reduce_min
