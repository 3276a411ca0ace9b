#include "formats/torch/class_names.h"

#include <algorithm>
#include <numeric>

#include "formats/torch/network.h"

namespace ponte::torch {

bool is_known_package(std::string_view class_path) {
  // "ultralytics.yolo" held the modules before 8.0.100; "yolov5" is the repository as an installed package.
  constexpr std::string_view kPackages[] = {"torch.nn.modules.", "ultralytics.nn.", "ultralytics.yolo.",
                                            "models.common.",    "models.yolo.",    "models.experimental.",
                                            "yolov5.models."};
  return std::ranges::any_of(kPackages, [&](std::string_view package) { return class_path.starts_with(package); });
}

namespace {

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = std::exchange(row[0], i);
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t substituted = diagonal + (a[i - 1] != b[j - 1]);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row.back();
}

std::string_view nearest_class(std::string_view name) {
  std::string_view nearest;
  size_t best = name.size() / 2;
  for (const ModuleClass* known : all_module_classes()) {
    for (std::string_view candidate : known->names) {
      size_t distance = edit_distance(name, candidate);
      if (distance <= best) {
        best = distance;
        nearest = candidate;
      }
    }
  }
  return nearest;
}

}  // namespace

Error unknown_class_error(const Module& module) {
  std::string path = module.class_path();
  std::string name = module.class_name().substr(0, 80);
  std::string what = fmt::format("class {} is not known", name);
  if (!is_known_package(path)) what += fmt::format(" (it is {})", path.substr(0, 160));
  std::string_view nearest = nearest_class(name);
  std::string hint = "only classes of Ultralytics, the YOLOv5 repository and torch.nn can be built";
  if (!nearest.empty() && nearest != name) hint += fmt::format("; the nearest known class is {}", nearest);
  return {ErrorKind::unsupported, module.path(), std::move(what), std::move(hint)};
}

Error refusal_error(const Module& module, const ModuleClass& known) {
  return {ErrorKind::unsupported, module.path(),
          fmt::format("{} ({}) is recognised, but ponte does not carry it yet", known.refusal, module.class_name()),
          "carried: detect, segment, pose, obb and classify heads of YOLOv3 to YOLO26"};
}

}  // namespace ponte::torch
