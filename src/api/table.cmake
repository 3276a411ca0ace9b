ponte_table(targets api/target.h Target target all_targets)
