#pragma once
// The stages up to the candidates: what comes before the network, in it, and out of it.

#include "api/compare/stages.h"
#include "api/compare/walk.h"

namespace ponte::api {

/// Adds the rows "picture" to "decoded".
Result<> compare_network(const Side& side_a, const Side& side_b, const StageTrace& a, const StageTrace& b,
                         Stages& stages);

/// Anchors over the threshold: how many in each, and how many are the same anchor and class. Nothing where one of the
/// two does not show them; `common` is -1 where anchors are not the same ones.
std::optional<CommonCount> compare_candidates(const StageTrace& a, const StageTrace& b);

/// Tables of the same anchors, element by element. Boxes are made corners first.
bool same_anchors(const HeadOutputs& a, const HeadOutputs& b);
OutputParity compare_boxes(const HeadOutputs& a, const HeadOutputs& b);
OutputParity compare_tables(std::string name, const AnchorTable& a, const AnchorTable& b);

}  // namespace ponte::api
