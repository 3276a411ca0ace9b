ponte_table(ops formats/saved_model/tf_op.h TfOp op all_tf_ops)
