ponte_table(ops graph/op.h OpInfo op all_ops)
