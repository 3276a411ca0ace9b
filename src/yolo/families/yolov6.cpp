// Plain convolutions, upsampling by transposed ones, which the masks of any family have as well.
#include "yolo/families/family.h"

namespace ponte::yolo::families_yolov6 {

static int score(const ModuleInventory& modules) { return modules.has("ConvTranspose2d") ? 5 : 0; }

constinit extern const Family family_yolov6{.name = "yolov6", .title = "YOLOv6", .score = score};

}  // namespace ponte::yolo::families_yolov6
