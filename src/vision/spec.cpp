#include "vision/spec.h"

#include <algorithm>

namespace ponte::vision {

namespace {

constexpr Profile kProfiles[] = {
    {.name = "ultralytics-8.3",
     .box_padding = Padding::recomputed,
     .keypoint_padding = Padding::remove_rounding,
     .gain_per_axis = false,
     .mask_sampling = MaskSampling::sliced,
     .input_mask_cut = InputMaskCut::on_grid,
     .mask_crop = CropRule::corners,
     .mask_crop_of_few = CropRule::nearest,
     .drop_empty_masks = true,
     .angles_within_quarter = true,
     .separation = ClassSeparation::offset,
     .rotated_limit = RotatedLimit::reached},
    {.name = "ultralytics-8.4",
     .box_padding = Padding::applied,
     .keypoint_padding = Padding::applied,
     .gain_per_axis = true,
     .mask_sampling = MaskSampling::enlarged,
     .input_mask_cut = InputMaskCut::on_input,
     .mask_crop = CropRule::corners,
     .mask_crop_of_few = CropRule::corners,
     .drop_empty_masks = true,
     .angles_within_quarter = false,
     .separation = ClassSeparation::offset,
     .rotated_limit = RotatedLimit::exceeded},
    {.name = "exact",
     .box_padding = Padding::applied,
     .keypoint_padding = Padding::applied,
     .gain_per_axis = true,
     .mask_sampling = MaskSampling::mapped,
     .input_mask_cut = InputMaskCut::on_input,
     .mask_crop = CropRule::centres,
     .mask_crop_of_few = CropRule::centres,
     .drop_empty_masks = false,
     .angles_within_quarter = false,
     .separation = ClassSeparation::exact,
     .rotated_limit = RotatedLimit::exceeded},
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

}  // namespace ponte::vision
