#pragma once
// Numbers of TFLite's schema: which field of a table has which id, and the values of its enumerations.

#include <cstdint>

#include "uses/tflite.h"

namespace ponte::tflite {

inline constexpr uint32_t kSchemaVersion = 3;

enum class TensorType : int8_t {
  f32 = 0,
  f16 = 1,
  i32 = 2,
  u8 = 3,
  i64 = 4,
  text = 5,
  boolean = 6,
  i16 = 7,
  i8 = 9,
  f64 = 10,
  u64 = 12,
  u32 = 15,
  u16 = 16,
  i4 = 17,
  bf16 = 18
};
enum class Padding : int8_t { same = 0, valid = 1 };
enum class Activation : int8_t { none = 0, relu = 1, relu_1_to_1 = 2, relu6 = 3, tanh = 4, sign = 5 };

namespace field {
namespace model {
enum { version, operator_codes, subgraphs, description, buffers, metadata = 6, signatures = 7 };
}
namespace operator_code {
enum { old_code = 0, custom = 1, version = 2, code = 3 };
}
namespace subgraph {
enum { tensors, inputs, outputs, operators, name };
}
namespace tensor {
enum { shape, type, buffer, name, quantization, is_variable, sparsity, shape_signature, has_rank };
}
namespace quantization {
enum { scale = 2, zero_point = 3, details_type = 4, axis = 6 };
}
namespace op {
enum { code, inputs, outputs, options_type, options, custom_options };
}
namespace buffer {
enum { data, offset, size };
}
namespace signature {
enum { inputs, outputs, key, subgraph = 4 };
}
namespace named_tensor {
enum { name, tensor };
}
namespace metadata {
enum { name, buffer };
}
}  // namespace field

}  // namespace ponte::tflite
