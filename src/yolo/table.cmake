ponte_table(families yolo/families/family.h Family family all_families)
