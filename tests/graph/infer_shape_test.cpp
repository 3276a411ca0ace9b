// Shapes of everything that is no sliding window.

#include <gtest/gtest.h>

#include "graph/op_probe.h"

namespace ponte::graph::infer_shape_test {

namespace {

class InferShape : public testing::TestWithParam<OpCase> {};

TEST_P(InferShape, GivesTheShape) {
  const OpCase& row = GetParam();
  EXPECT_EQ(inferred(row.op, row.inputs, row.attrs, row.outputs), row.expected);
}

const OpCase kElementwise[] = {
    {"silu", {"f16[n,3,?]"}, "", "f16[n,3,?]"},
    {"leaky_relu", {"f32[2]"}, "{alpha=0.1}", "f32[2]"},
    {"gelu", {"f32[2]"}, "{approximate=\"fast\"}", "error: there is no approximation fast"},
    {"not", {"f32[2]"}, "", "error: the inputs are f32, not bool"},
    {"cast", {"f32[n]"}, "{to=f16}", "f16[n]"},
    {"add", {"f32[n,3,1]", "f32[3,5]"}, "", "f32[n,3,5]"},
    {"add", {"f32[?,3]", "f32[4,3]"}, "", "f32[4,3]"},
    {"add", {"f32[2]", "f32[3]"}, "", "error: shapes [2] and [3] do not broadcast"},
    {"add", {"f32[2]", "i64[2]"}, "", "error: input 0 is f32, input 1 is i64"},
    {"pow", {"f32[2]", "i64[]"}, "", "f32[2]"},
    {"mod", {"f32[2]", "f32[2]"}, "", "error: the modulo of f32 needs fmod"},
    {"greater", {"f32[2,1]", "f32[3]"}, "", "bool[2,3]"},
    {"and", {"bool[2]", "bool[1]"}, "", "bool[2]"},
    {"where", {"bool[2,1]", "f32[3]", "f32[]"}, "", "f32[2,3]"},
    {"where", {"i64[2]", "f32[2]", "f32[2]"}, "", "error: the condition is i64, not bool"},
    {"clip", {"f32[n,2]", "_", "f32[]"}, "", "f32[n,2]"},
    {"clip", {"f32[2]", "f32[2]"}, "", "error: the limit has the shape [2], it should be one number"},
    {"prelu", {"f32[1,3,8,8]", "f32[3,1,1]"}, "", "f32[1,3,8,8]"},
    {"prelu",
     {"f32[3,1,1]", "f32[1,3,8,8]"},
     "",
     "error: the slope [1,3,8,8] has more dimensions than the input [3,1,1]"},
};
INSTANTIATE_TEST_SUITE_P(Elementwise, InferShape, testing::ValuesIn(kElementwise));

const OpCase kProducts[] = {
    {"matmul", {"f32[n,2,8,4]", "f32[4,5]"}, "", "f32[n,2,8,5]"},
    {"matmul", {"f32[4]", "f32[2,4,5]"}, "", "f32[2,5]"},
    {"matmul", {"f32[3,4]", "f32[4]"}, "", "f32[3]"},
    {"matmul", {"f32[4]", "f32[4]"}, "", "f32[]"},
    {"matmul", {"f32[2,3]", "f32[4,5]"}, "", "error: [2,3] and [4,5] do not multiply"},
    {"matmul_integer", {"u8[2,3]", "i8[3,4]", "u8[]", "i8[4]"}, "", "i32[2,4]"},
    {"qlinear_matmul", {"u8[2,3]", "f32[]", "u8[]", "i8[3,4]", "f32[]", "i8[]", "f32[]", "u8[]"}, "", "u8[2,4]"},
    {"gemm", {"f32[1,256]", "f32[10,256]", "f32[10]"}, "{transpose_b=true}", "f32[1,10]"},
    {"gemm", {"f32[1,256]", "f32[10,256]"}, "", "error: sizes 256 and 10 should be equal"},
    {"gemm", {"f32[1,4]", "f32[4,5]", "f32[3,5]"}, "", "error: sizes 3 and 1 should be equal"},
};
INSTANTIATE_TEST_SUITE_P(Products, InferShape, testing::ValuesIn(kProducts));

const OpCase kNormalisation[] = {
    {"batch_norm", {"f32[1,3,8,8]", "f32[3]", "f32[3]", "f32[3]", "f32[3]"}, "", "f32[1,3,8,8]"},
    {"batch_norm",
     {"f32[1,3,8,8]", "f32[3]", "f32[3]", "f32[4]", "f32[3]"},
     "",
     "error: input 3 has 4 elements for 3 channels"},
    {"instance_norm", {"f32[1,3,8,8]", "f32[3]", "f32[3]"}, "", "f32[1,3,8,8]"},
    {"layer_norm", {"f32[1,5,8]", "f32[8]", "f32[8]"}, "{axis=2}", "f32[1,5,8]"},
    {"softmax", {"f32[1,4,16,8400]"}, "{axis=2}", "f32[1,4,16,8400]"},
    {"log_softmax", {"f32[1,4]"}, "{axis=2}", "error: axis 2 does not fit rank 2"},
};
INSTANTIATE_TEST_SUITE_P(Normalisation, InferShape, testing::ValuesIn(kNormalisation));

const OpCase kReductions[] = {
    {"reduce_max", {"f32[1,80,n]"}, "{axes=[1]}", "f32[1,1,n]"},
    {"reduce_sum", {"f32[1,80,n]"}, "{axes=[0,2] keep_dims=false}", "f32[80]"},
    {"reduce_mean", {"f32[1,80,n]"}, "{keep_dims=false}", "f32[]"},
    {"reduce_mean", {"f32[1,80,n]"}, "", "f32[1,1,1]"},
    {"reduce_l2", {"f32[2,3]"}, "{axes=[1,1]}", "error: axis 1 appears twice in [1,1]"},
    {"reduce_min", {"f32[2,3]"}, "{axes=[2]}", "error: axis 2 does not fit rank 2"},
    {"argmax", {"f32[1,80,n]"}, "{axis=1 keep_dims=false}", "i64[1,n]"},
    {"topk", {"f32[1,8400]", "const i64[1] {300}"}, "{axis=1}", "f32[1,300]; i64[1,300]", 2},
    {"topk", {"f32[1,8400]", "i64[1]"}, "{axis=1}", "f32[1,?]; i64[1,?]", 2},
    {"topk",
     {"f32[1,80]", "const i64[1] {300}"},
     "{axis=1}",
     "error: the first 300 of [1,80] along axis 1 are wanted",
     2},
    {"cum_sum", {"f32[2,n]", "i64[]"}, "", "f32[2,n]"},
};
INSTANTIATE_TEST_SUITE_P(Reductions, InferShape, testing::ValuesIn(kReductions));

const OpCase kMoving[] = {
    {"concat", {"f32[n,64,80,80]", "f32[n,80,80,80]"}, "{axis=1}", "f32[n,144,80,80]"},
    {"concat", {"f32[?,2,3]", "f32[n,2,?]"}, "{axis=1}", "f32[n,4,3]"},
    {"concat", {"f32[1,2,3]", "f32[1,2,4]"}, "{axis=1}", "error: [1,2,3] and [1,2,4] do not join along axis 1"},
    {"concat", {"f32[9223372036854775807]", "f32[1]"}, "{axis=0}", "error: 9223372036854775807 + 1 is out of range"},
    {"split", {"f32[1,64,n]"}, "{axis=1 sizes=[16,48]}", "f32[1,16,n]; f32[1,48,n]", 2},
    {"split",
     {"f32[1,64,n]"},
     "{axis=1 sizes=[16,16]}",
     "error: parts of [16,16] are wanted along axis 1 of [1,64,n]",
     2},
    {"split", {"f32[64]"}, "{axis=0 sizes=[80,-16]}", "error: a part of size -16 is asked for", 2},
    {"gather", {"f32[n,5,7]", "i64[2,3]"}, "{axis=1}", "f32[n,2,3,7]"},
    {"gather", {"f32[n,5,7]", "const i64[] {0}"}, "{axis=2}", "f32[n,5]"},
    {"gather_elements", {"f32[1,8400,4]", "i64[1,300,4]"}, "{axis=1}", "f32[1,300,4]"},
    {"gather_nd", {"f32[2,3,4]", "i64[2,5,1]"}, "{batch_dims=1}", "f32[2,5,4]"},
    {"gather_nd", {"f32[2,3]", "i64[5,3]"}, "", "error: indices of 3 numbers do not fit [2,3] after 0 batch axes"},
    {"scatter_nd", {"f32[2,3]", "i64[5,1]", "f32[5,3]"}, "", "f32[2,3]"},
    {"scatter_nd", {"f32[2,3]", "i64[5,1]", "f32[5,2]"}, "", "error: the updates are [5,2], not [5,3]"},
    {"scatter_elements", {"f32[2,3]", "i64[1,2]", "f32[1,2]"}, "{axis=1}", "f32[2,3]"},
    {"transpose", {"f32[n,84,8400]"}, "{perm=[0,2,1]}", "f32[n,8400,84]"},
    {"transpose", {"f32[2,3]"}, "{perm=[0,0]}", "error: axis 0 appears twice in [0,0]"},
    {"transpose", {"f32[2,3]"}, "{perm=[0,2]}", "error: axis 2 does not fit rank 2"},
    {"flatten", {"f32[n,3,4]"}, "", "f32[n,12]"},
    {"flatten", {"f32[2,n,4]"}, "{axis=3}", "f32[?,1]"},
    {"squeeze", {"f32[1,n,1]"}, "{axes=[0,2]}", "f32[n]"},
    {"squeeze", {"f32[1,2]"}, "{axes=[1]}", "error: axis 1 of [1,2] is not 1"},
    {"unsqueeze", {"f32[n]"}, "{axes=[0,2]}", "f32[1,n,1]"},
    {"expand", {"f32[3,1]", "const i64[3] {2, 1, 6}"}, "", "f32[2,3,6]"},
    {"expand", {"f32[3,1]", "i64[3]"}, "", "f32[?,3,?]"},
    {"expand", {"f32[3,1]", "i64[n]"}, "", "error: the number of dimensions of the result is not known"},
    {"tile", {"f32[n,2]", "const i64[2] {1, 3}"}, "", "f32[n,6]"},
    {"pad", {"f32[1,3,n]", "const i64[6] {0, 1, 0, 0, 2, 0}"}, "", "f32[1,6,n]"},
    {"pad", {"f32[2]", "const i64[2] {-1, -2}"}, "", "error: pad would give the shape [-1]"},
    {"depth_to_space", {"f32[1,8,3,w]"}, "{block=2}", "f32[1,2,6,?]"},
    {"space_to_depth", {"f32[1,3,640,640]"}, "{block=2}", "f32[1,12,320,320]"},
    {"trilu", {"f32[4]"}, "", "error: [4] has no triangle"},
};
INSTANTIATE_TEST_SUITE_P(Moving, InferShape, testing::ValuesIn(kMoving));

const OpCase kReshape[] = {
    {"reshape", {"f32[1,64,80,80]", "const i64[3] {1, 64, -1}"}, "", "f32[1,64,6400]"},
    {"reshape", {"f32[n,64,80,80]", "const i64[3] {0, 64, -1}"}, "", "f32[n,64,6400]"},
    {"reshape", {"f32[n,4,20]", "const i64[3] {-1, 8, 10}"}, "", "f32[n,8,10]"},
    {"reshape", {"f32[n,64,h,w]", "const i64[3] {0, 64, -1}"}, "", "f32[n,64,?]"},
    {"reshape", {"f32[2,0]", "const i64[2] {0, 5}"}, "{allow_zero=true}", "f32[0,5]"},
    {"reshape", {"f32[6]", "const i64[2] {4, -1}"}, "", "error: 6 elements do not divide into the shape [4,-1]"},
    {"reshape", {"f32[6]", "const i64[1] {7}"}, "", "error: 6 elements do not fill the shape [7]"},
    {"reshape", {"f32[6]", "const i64[2] {-1, -1}"}, "", "error: the shape [-1,-1] has two -1"},
    {"reshape", {"f32[6]", "const i64[1] {-2}"}, "", "error: the shape [-2] has a negative size"},
};
INSTANTIATE_TEST_SUITE_P(Reshape, InferShape, testing::ValuesIn(kReshape));

const OpCase kSlice[] = {
    {"slice", {"f32[1,84,n]", "const i64[1] {0}", "const i64[1] {4}", "const i64[1] {1}"}, "", "f32[1,4,n]"},
    {"slice",
     {"f32[9]", "const i64[1] {1}", "const i64[1] {9223372036854775807}", "_", "const i64[1] {3}"},
     "",
     "f32[3]"},
    {"slice",
     {"f32[9]", "const i64[1] {-1}", "const i64[1] {-100}", "const i64[1] {-1}", "const i64[1] {-2}"},
     "",
     "f32[5]"},
    {"slice", {"f32[n,9]", "const i64[1] {0}", "const i64[1] {9223372036854775807}"}, "", "f32[n,9]"},
    {"slice", {"f32[n,9]", "const i64[1] {0}", "const i64[1] {5}"}, "", "f32[?,9]"},
    {"slice", {"f32[3,9]", "i64[1]", "i64[1]", "const i64[1] {1}"}, "", "f32[3,?]"},
    {"slice", {"f32[0]", "const i64[1] {-1}", "const i64[1] {-100}", "_", "const i64[1] {-1}"}, "", "f32[0]"},
    {"slice",
     {"f32[9]", "const i64[1] {0}", "const i64[1] {9}", "_", "const i64[1] {0}"},
     "",
     "error: a slice has step 0"},
    {"slice", {"f32[9]", "const i64[2] {0, 0}", "const i64[2] {9, 9}"}, "", "error: axis 1 does not fit rank 1"},
};
INSTANTIATE_TEST_SUITE_P(Slice, InferShape, testing::ValuesIn(kSlice));

const OpCase kResize[] = {
    {"resize", {"f32[n,8,20,20]", "const f32[4] {1, 1, 2, 2}"}, "", "f32[n,8,40,40]"},
    {"resize", {"f32[1,8,h,10]", "const f32[4] {1, 1, 2, 0.7}"}, "", "f32[1,8,?,7]"},
    {"resize", {"f32[1,8,20,20]", "_", "const i64[4] {1, 8, 33, 17}"}, "", "f32[1,8,33,17]"},
    {"resize", {"f32[1,8,20,20]"}, "", "error: resize takes either scales or sizes"},
    {"resize", {"f32[1,8,20,20]", "const f32[4] {1, 1, nan, 2}"}, "", "error: a scale of nan is not possible"},
};
INSTANTIATE_TEST_SUITE_P(Resize, InferShape, testing::ValuesIn(kResize));

const OpCase kIndices[] = {
    {"shape", {"f32[n,3,h,9]"}, "", "i64[4] {n,3,h,9}"},
    {"shape", {"f32[n,3,h,9]"}, "{start=2 end=3}", "i64[1] {h}"},
    {"size", {"f32[2,3]"}, "", "i64[] {6}"},
    {"range", {"const i64[] {2}", "const i64[] {9}", "const i64[] {3}"}, "", "i64[3] {2,5,8}"},
    {"range",
     {"const i64[] {0}", "const i64[] {9}", "const i64[] {0}"},
     "",
     "error: a range from 0 to 9 by 0 never ends"},
    {"range", {"const f32[] {0}", "const f32[] {1}", "const f32[] {0.25}"}, "", "f32[4]"},
    {"constant_of_shape", {"const i64[2] {2, 3}"}, "{value=1 to=i64}", "i64[2,3] {1,1,1,1,1,1}"},
    {"constant_of_shape", {"const i64[1] {-2}"}, "", "error: constant_of_shape would give the shape [-2]"},
    {"one_hot", {"i64[n,2]", "const i64[] {5}", "f32[2]"}, "{axis=2}", "f32[n,2,5]"},
    {"non_zero", {"bool[2,3,4]"}, "", "i64[3,?]"},
    {"non_max_suppression", {"f32[1,n,4]", "f32[1,80,n]", "i64[]", "f32[]", "f32[]"}, "", "i64[?,3]"},
    {"non_max_suppression", {"f32[1,9,4]", "f32[1,80,8]"}, "", "error: boxes [1,9,4] do not fit scores [1,80,8]"},
};
INSTANTIATE_TEST_SUITE_P(Indices, InferShape, testing::ValuesIn(kIndices));

const OpCase kQuantization[] = {
    {"quantize_linear", {"f32[1,3,8]", "f32[]"}, "", "u8[1,3,8]"},
    {"quantize_linear", {"f32[1,3,8]", "f32[3]", "i8[3]"}, "{axis=1}", "i8[1,3,8]"},
    {"quantize_linear", {"f32[1,3,8]", "f32[4]", "i8[4]"}, "{axis=1}", "error: 4 scales do not fit axis 1 of [1,3,8]"},
    {"dequantize_linear", {"i8[1,3,8]", "f16[]", "i8[]"}, "", "f16[1,3,8]"},
    {"dynamic_quantize_linear", {"f32[n,3]"}, "", "u8[n,3]; f32[]; u8[]", 3},
};
INSTANTIATE_TEST_SUITE_P(Quantization, InferShape, testing::ValuesIn(kQuantization));

}  // namespace

}  // namespace ponte::graph::infer_shape_test
