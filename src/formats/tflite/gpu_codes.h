#pragma once
// Operator codes that the rules of the GPU delegate name (schema.fbs, BuiltinOperator).

#include <cstdint>

#include "uses/tflite.h"

namespace ponte::tflite::code {

// clang-format off: one code a line would be eighty lines
enum : int32_t {
  add = 0, average_pool_2d = 1, concatenation = 2, conv_2d = 3, depthwise_conv_2d = 4, depth_to_space = 5,
  dequantize = 6, floor = 8, fully_connected = 9, logistic = 14, max_pool_2d = 17, mul = 18, relu = 19,
  relu_n1_to_1 = 20, relu6 = 21, reshape = 22, resize_bilinear = 23, softmax = 25, space_to_depth = 26, tanh = 28,
  pad = 34, gather = 36, transpose = 39, mean = 40, sub = 41, div = 42, strided_slice = 45, exp = 47, split = 49,
  cast = 53, prelu = 54, maximum = 55, minimum = 57, less = 58, neg = 59, padv2 = 60, greater = 61,
  greater_equal = 62, less_equal = 63, select = 64, slice = 65, sin = 66, transpose_conv = 67, tile = 69, equal = 71,
  not_equal = 72, log = 73, sum = 74, sqrt = 75, rsqrt = 76, pow = 78, reduce_prod = 81, reduce_max = 82, pack = 83,
  one_hot = 85, logical_and = 86, unpack = 88, reduce_min = 89, floor_div = 90, square = 92, floor_mod = 95,
  resize_nearest_neighbor = 97, leaky_relu = 98, squared_difference = 99, mirror_pad = 100, abs = 101, split_v = 102,
  add_n = 106, cos = 108, elu = 111, quantize = 114, hard_swish = 117, select_v2 = 123, batch_matmul = 126,
  cumsum = 128, gelu = 150, relu_0_to_1 = 152, sign = 158,
};
// clang-format on

}  // namespace ponte::tflite::code
