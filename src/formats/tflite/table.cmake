ponte_table(ops formats/tflite/tflite_op.h TfliteOp op all_tflite_ops)
