ponte_table(modules formats/torch/network.h ModuleClass module all_module_classes)
