ponte_table(ops formats/onnx/onnx_op.h OnnxOp onnx all_onnx_ops)
