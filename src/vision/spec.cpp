#include "vision/spec.h"

#include <algorithm>

namespace ponte {

namespace {

constexpr Profile kProfiles[] = {
    {.name = "ultralytics-8.3",
     .box_padding = Padding::recomputed,
     .keypoint_padding = Padding::unrounded,
     .gain_per_axis = false,
     .mask_sampling = MaskSampling::sliced,
     .mask_crop = CropRule::corners,
     .drop_empty_masks = true,
     .angles_within_quarter = true,
     .separation = ClassSeparation::offset},
    {.name = "ultralytics-8.4",
     .box_padding = Padding::applied,
     .keypoint_padding = Padding::applied,
     .gain_per_axis = false,
     .mask_sampling = MaskSampling::rounded,
     .mask_crop = CropRule::corners,
     .drop_empty_masks = true,
     .angles_within_quarter = false,
     .separation = ClassSeparation::offset},
    {.name = "exact",
     .box_padding = Padding::applied,
     .keypoint_padding = Padding::applied,
     .gain_per_axis = true,
     .mask_sampling = MaskSampling::mapped,
     .mask_crop = CropRule::centres,
     .drop_empty_masks = false,
     .angles_within_quarter = false,
     .separation = ClassSeparation::exact},
};

}  // namespace

std::span<const Profile> profiles() { return kProfiles; }

const Profile& default_profile() { return kProfiles[1]; }

const Profile* find_profile(std::string_view name) {
  auto found = std::ranges::find(kProfiles, name, &Profile::name);
  return found == std::end(kProfiles) ? nullptr : &*found;
}

const Profile& profile_or_default(std::string_view name) {
  const Profile* named = find_profile(name);
  return named ? *named : default_profile();
}

}  // namespace ponte
