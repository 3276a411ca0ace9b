ponte_table(targets io/target.h Target target all_targets)
