ponte_table(sources io/source.h Source source all_sources)
ponte_table(targets io/target.h Target target all_targets)
