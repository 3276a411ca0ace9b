ponte_table(families yolo/family.h Family family all_families)
