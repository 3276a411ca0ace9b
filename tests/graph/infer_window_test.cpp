// Shapes of convolutions and pooling.

#include <gtest/gtest.h>

#include "graph/op_probe.h"

namespace ponte::graph::infer_window_test {

namespace {

class InferWindow : public testing::TestWithParam<OpCase> {};

TEST_P(InferWindow, GivesTheShape) {
  const OpCase& row = GetParam();
  EXPECT_EQ(inferred(row.op, row.inputs, row.attrs, row.outputs), row.expected);
}

constexpr std::string_view kStem = "{strides=[2,2] pads=[1,1,1,1]}", kSame = "{strides=[1,1] pads=[1,1,1,1]}";

const OpCase kConv[] = {
    {"conv", {"f32[1,3,640,640]", "f32[16,3,3,3]", "f32[16]"}, kStem, "f32[1,16,320,320]"},
    {"conv", {"f32[batch,3,h,w]", "f32[16,3,3,3]"}, kSame, "f32[batch,16,h,w]"},
    {"conv", {"f32[batch,3,h,w]", "f32[16,3,3,3]"}, kStem, "f32[batch,16,?,?]"},
    {"conv", {"f32[1,8,7,9]", "f32[8,1,3,3]"}, "{strides=[1,2] pads=[0,1,0,1] groups=8}", "f32[1,8,5,5]"},
    {"conv", {"f32[1,8,9,9]", "f32[4,8,3,3]"}, "{strides=[1,1] pads=[0,0,0,0] dilations=[2,3]}", "f32[1,4,5,3]"},
    {"conv", {"f32[1,8,9]", "f32[4,8,3]"}, "{strides=[1] pads=[0,0] dilations=[1]}", "f32[1,4,7]"},
    {"conv", {"f32[1,?,9,9]", "f32[4,8,3,3]"}, kSame, "f32[1,4,9,9]"},
    {"conv_integer", {"u8[1,3,8,8]", "i8[4,3,1,1]", "u8[]", "i8[]"}, "{strides=[1,1] pads=[0,0,0,0]}", "i32[1,4,8,8]"},
    {"qlinear_conv",
     {"u8[1,3,8,8]", "f32[]", "u8[]", "i8[4,3,1,1]", "f32[4]", "i8[4]", "f32[]", "i8[]", "i32[4]"},
     "{strides=[1,1] pads=[0,0,0,0]}",
     "i8[1,4,8,8]"},
    {"conv_transpose", {"f32[1,64,80,80]", "f32[64,32,2,2]"}, "{strides=[2,2] pads=[0,0,0,0]}", "f32[1,32,160,160]"},
    {"conv_transpose",
     {"f32[1,6,5,5]", "f32[6,2,3,3]"},
     "{strides=[2,2] pads=[1,1,1,1] groups=2 output_padding=[1,0]}",
     "f32[1,4,10,9]"},
};
INSTANTIATE_TEST_SUITE_P(Conv, InferWindow, testing::ValuesIn(kConv));

const OpCase kRefused[] = {
    {"conv",
     {"f32[1,3,8,8]", "f32[16,4,3,3]"},
     kSame,
     "error: the input has 3 channels, the weight [16,4,3,3] in 1 groups takes 4"},
    {"conv",
     {"f32[1,4,8,8]", "f32[5,2,3,3]"},
     "{strides=[1,1] pads=[0,0,0,0] groups=2}",
     "error: 5 output channels do not divide into 2 groups"},
    {"conv",
     {"f32[1,3,2,8]", "f32[4,3,3,3]"},
     "{strides=[1,1] pads=[0,0,0,0]}",
     "error: a window of 3 does not fit 2 padded to 2"},
    {"conv",
     {"f32[1,3,8,8]", "f32[4,3,3,3]"},
     "{strides=[0,1] pads=[0,0,0,0]}",
     "error: strides [0,1] has an entry below 1"},
    {"conv",
     {"f32[1,3,8,8]", "f32[4,3,3,3]"},
     "{strides=[1,1] pads=[-1,0,0,0]}",
     "error: pads [-1,0,0,0] has an entry below 0"},
    {"conv",
     {"f32[1,3,8,8]", "f32[4,3,3,3]"},
     "{strides=[1] pads=[0,0,0,0]}",
     "error: strides [1] should have 2 entries"},
    {"conv", {"f32[1,3,8,8]", "f32[4,3,3,3]", "f32[5]"}, kSame, "error: input 2 has 5 elements for 4 channels"},
    {"conv", {"f32[1,3,8,8]", "f16[4,3,3,3]"}, kSame, "error: input 0 is f32, input 1 is f16"},
    {"conv",
     {"f32[1,3,8,8]", "f32[4,3,3,3]"},
     "{strides=[1,1] pads=[9223372036854775807,0,9223372036854775807,0]}",
     "error: 9223372036854775807 + 9223372036854775807 is out of range"},
    {"conv",
     {"f32[1,3,8,8]", "f32[4,3,3,3]"},
     "{strides=[1,1] pads=[0,0,0,0] dilations=[9223372036854775807,1]}",
     "error: 2 * 9223372036854775807 is out of range"},
    {"conv_transpose",
     {"f32[1,64,80,80]", "f32[32,64,2,2]"},
     "{strides=[2,2] pads=[0,0,0,0]}",
     "error: the input has 64 channels, the weight takes 32"},
};
INSTANTIATE_TEST_SUITE_P(Refused, InferWindow, testing::ValuesIn(kRefused));

const OpCase kPool[] = {
    {"max_pool", {"f32[1,8,20,20]"}, "{kernel=[5,5] strides=[1,1] pads=[2,2,2,2]}", "f32[1,8,20,20]"},
    {"max_pool", {"f32[1,8,6,6]"}, "{kernel=[3,3] strides=[2,2] pads=[0,0,0,0]}", "f32[1,8,2,2]"},
    {"max_pool", {"f32[1,8,6,6]"}, "{kernel=[3,3] strides=[2,2] pads=[0,0,0,0] ceil=true}", "f32[1,8,3,3]"},
    // The third window would start in the padding behind the last element.
    {"max_pool", {"f32[1,1,4,4]"}, "{kernel=[1,1] strides=[3,3] pads=[0,0,3,3] ceil=true}", "f32[1,1,2,2]"},
    {"average_pool", {"f32[1,8,7,7]"}, "{kernel=[2,2] strides=[2,2] pads=[0,0,1,1]}", "f32[1,8,4,4]"},
    {"global_average_pool", {"f32[n,8,h,7]"}, "", "f32[n,8,1,1]"},
    {"global_max_pool", {"f32[1,8]"}, "", "error: the input [1,8] has no spatial axis"},
};
INSTANTIATE_TEST_SUITE_P(Pool, InferWindow, testing::ValuesIn(kPool));

TEST(Cost, CountsMultiplyAdds) {
  auto cost = [](std::string_view op, const Texts& inputs, std::string_view attrs) {
    Graph graph = *probe(op, inputs, attrs, 1);
    const Node& node = graph.node(graph.order()[0]);
    return node.op->multiply_adds(graph.context(node), graph.value(node.outputs[0]).fact.shape);
  };
  EXPECT_EQ(cost("conv", {"f32[1,3,640,640]", "f32[16,3,3,3]"}, kStem), 320 * 320 * 16 * 27);
  EXPECT_EQ(cost("conv", {"f32[1,8,4,4]", "f32[8,1,3,3]"}, "{strides=[1,1] pads=[1,1,1,1] groups=8}"), 8 * 16 * 9);
  EXPECT_EQ(cost("conv", {"f32[n,3,640,640]", "f32[16,3,3,3]"}, kStem), 0) << "not known";
  EXPECT_EQ(cost("conv_transpose", {"f32[1,8,4,4]", "f32[8,6,2,2]"}, "{strides=[2,2] pads=[0,0,0,0]}"), 8 * 16 * 24);
  EXPECT_EQ(cost("matmul", {"f32[2,3,4,5]", "f32[5,6]"}, ""), 2 * 3 * 4 * 6 * 5);
  EXPECT_EQ(cost("gemm", {"f32[5,4]", "f32[6,5]"}, "{transpose_a=true transpose_b=true}"), 4 * 6 * 5);
}

}  // namespace

}  // namespace ponte::graph::infer_window_test
