#pragma once
// Experiments: does B agree with A once its input or its outputs are read in another way?

#include "api/compare/walk.h"

namespace ponte::api {

enum class InputChange { none, colours_swapped, times_255, over_255 };

/// What was changed on the way into B, when that takes nine tenths of the difference away.
Result<InputChange> try_inputs(const Side& side_b, const StageTrace& a, const StageTrace& b);

/// Which other ways to read B's boxes and scores make them A's.
struct OutputForms {
  bool score_logits = false;   ///< one of the two has scores before the sigmoid
  bool class_order = false;    ///< the same columns of scores in another order
  bool anchor_order = false;   ///< the same anchors in another order
  bool box_fractions = false;  ///< one of the two has boxes as fractions of the input
  bool box_form = false;       ///< corners in one, centre and size in the other
};

OutputForms try_forms(const HeadOutputs& a, const HeadOutputs& b, const Letterbox& plan);

}  // namespace ponte::api
