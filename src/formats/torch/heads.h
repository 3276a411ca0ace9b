#pragma once
// What the heads of Ultralytics' models share.

#include "formats/torch/network.h"

namespace ponte::torch {

/// Box and score maps of every level, and what the head says of itself: Ultralytics' Detect, on which all its other
/// heads stand. Of a head with two branches the one that the options ask for is built; the rest is marked as used.
Head detect_head(Network& net, const Module& m, const Values& maps);

/// The YOLOv5 repository's Detect: one convolution per map gives all numbers of all anchors.
Head anchored_head(Network& net, const Module& m, const Values& maps);

/// The name that a part has in the branch that is built: "cv4", or "one2one_cv4".
std::string branch_name(const Head& head, std::string_view part);

/// Puts what the list of modules `part` (of the branch that is built) makes of each map into HeadLevel::extra; the
/// same part of the other branch is marked as used.
void add_extra_maps(Network& net, const Module& m, const Values& maps, std::string_view part, Head& head);

/// Marks a part, and its twin in the other branch, as not needed.
void ignore_branches(Network& net, const Module& m, std::string_view part);

}  // namespace ponte::torch
