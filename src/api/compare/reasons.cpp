#include "api/compare/reasons.h"

namespace ponte::api {

namespace {

// Half floats keep 11 bits; summed over a network's depth 2 % is what was seen at most (docs/compare.md).
constexpr double kHalfFloats = 0.02, kEngines = 2e-3;
// Quantized to 8 bits, raw maps keep a cosine of 0.98 and scores one of 0.92; networks of two families, whose raw maps
// resemble each other at 0.93, have scores at 0.80 (measured on yolov8n, yolo11n and yolov5n, docs/compare.md).
constexpr double kSameMaps = 0.9, kSameScores = 0.85;

bool one_has(const Evidence& e, WeightForm form) { return (e.a.weights == form) != (e.b.weights == form); }
bool network_differs(const Evidence& e) { return e.diverges_at("raw head") || e.diverges_at("decoded"); }
double network_relative(const Evidence& e) { return e.relative(e.first->stage); }
bool is_same_network(const Evidence& e) {
  const StageDifference* scores = e.row("decoded", "scores");
  return e.cosine(e.first->stage) >= kSameMaps && (!scores || scores->cosine >= kSameScores);
}
bool other_families(const Evidence& e) {
  return !e.a.family.empty() && !e.b.family.empty() && e.a.family != e.b.family;
}
bool other_classes(const Evidence& e) { return e.a.classes > 0 && e.b.classes > 0 && e.a.classes != e.b.classes; }
bool other_heads(const Evidence& e) { return e.a.end_to_end != e.b.end_to_end; }
bool forms_explain(const Evidence& e) {
  const OutputForms& f = e.forms;
  return f.score_logits || f.class_order || f.anchor_order || f.box_fractions || f.box_form;
}
bool has_numbers(const Evidence& e) { return e.first->state == StageState::differs; }
/// Whether the numbers of the network differ, and neither an experiment nor what the models are explains it.
bool is_unexplained(const Evidence& e) {
  return network_differs(e) && has_numbers(e) && e.input == InputChange::none && !forms_explain(e) &&
         !other_families(e) && !other_heads(e) && !other_classes(e);
}
bool suppresses(const SideFacts& side) { return side.form == DetectionForm::objects; }

/// Most of a count; a single one may be there by chance.
bool most(int64_t part, int64_t all) { return part >= 2 && 2 * part > all; }

/// Asked of both directions: of what B lacks, with B's facts, and of what A lacks, with A's.
template <bool (*Holds)(const MissingObjects&, const SideFacts&, const Evidence&)>
bool either(const Evidence& e) {
  return Holds(e.lost, e.b, e) || Holds(e.added, e.a, e);
}

bool own_score(const MissingObjects& missing, const SideFacts& lacking, const Evidence& e) {
  constexpr float kFar = 0.02f;
  bool has_objects = lacking.lowest_score < 1;
  return suppresses(lacking) && has_objects && missing.count > 0 && missing.best_score <= lacking.lowest_score + kFar &&
         lacking.lowest_score > e.confidence + kFar;
}
bool agnostic(const MissingObjects& missing, const SideFacts& lacking, const Evidence&) {
  return suppresses(lacking) && most(missing.under_other, missing.count);
}
bool not_suppressed(const MissingObjects& missing, const SideFacts&, const Evidence&) {
  return most(missing.overlapping, missing.count);
}
bool cut_off(const MissingObjects& missing, const SideFacts&, const Evidence&) {
  return most(missing.cut_off, missing.count);
}
bool near_overlap(const MissingObjects& missing, const SideFacts&, const Evidence& e) {
  return !network_differs(e) && most(missing.near_overlap, missing.count);
}
bool near_score(const MissingObjects& missing, const SideFacts&, const Evidence&) {
  return missing.count > 0 && missing.near_score == missing.count;
}

constexpr Reason kReasons[] = {
    {"letterbox", "rect", [](const Evidence& e) { return e.rect && !e.other_size; },
     "one model pads pictures to the next multiple of its stride, the other to its whole fixed size",
     "leave out --rect, or convert the checkpoint with --dynamic-size; Ultralytics' predict does the former with a .pt "
     "only"},
    {"letterbox", "input-size", [](const Evidence& e) { return e.other_size; },
     "the inputs of the models have different sizes, so pictures are seen at different scales",
     "convert both at one size (--imgsz)"},
    {"tensor", "colour-order", [](const Evidence& e) { return e.input == InputChange::colours_swapped; },
     "one model takes its colours as B, G, R: with red and blue swapped on the way in, the two agree",
     "feed it B, G, R, or make it anew with the colour order of the other"},
    {"tensor", "range-255",
     [](const Evidence& e) { return e.input == InputChange::times_255 || e.input == InputChange::over_255; },
     "one model takes pixels from 0 to 255, the other from 0 to 1: with the input scaled by 255, the two agree",
     "divide pixels by 255 for one of them only, or make it anew without a division inside"},
    {"raw head", "other-network", [](const Evidence& e) { return network_differs(e) && other_families(e); },
     "the networks are of two families: no stage from here on need agree", "compare models of one family"},
    {"raw head", "other-classes", [](const Evidence& e) { return network_differs(e) && other_classes(e); },
     "the models know different numbers of classes", "compare models that were trained on the same classes"},
    {"raw head", "other-head",
     [](const Evidence& e) {
       return other_heads(e) && !other_families(e) && (network_differs(e) || e.diverges_at("candidates"));
     },
     "one model has the end-to-end head that needs no NMS, the other the one-to-many head",
     "choose one branch for both: --one-to-many, or leave it out"},
    {"raw head", "half-floats",
     [](const Evidence& e) {
       return is_unexplained(e) && one_has(e, WeightForm::half_floats) && !one_has(e, WeightForm::integers) &&
              network_relative(e) <= kHalfFloats;
     },
     "one file holds weights in 16 bits; the difference is of the size of their rounding",
     "nothing to mend; --precision fp32 if it matters"},
    {"raw head", "integers",
     [](const Evidence& e) { return is_unexplained(e) && one_has(e, WeightForm::integers) && is_same_network(e); },
     "one file computes with weights of 8 bits or fewer; single numbers move, the whole keeps its direction",
     "look at lost objects and scores: they say whether it is good enough; otherwise keep sensitive layers in floats"},
    {"raw head", "engine-rounding",
     [](const Evidence& e) {
       return is_unexplained(e) && e.a.weights == e.b.weights && e.a.engine != e.b.engine &&
              network_relative(e) <= kEngines;
     },
     "the engines add up in another order; the difference is of the size of that rounding", "nothing to mend"},
    {"raw head", "other-weights", [](const Evidence& e) { return is_unexplained(e) && !is_same_network(e); },
     "the networks hold different weights, or are different networks: neither colours nor range explain it",
     "check that both were made from the same checkpoint, and not from an earlier training"},
    {"raw head", "some-weights",
     [](const Evidence& e) {
       return is_unexplained(e) && e.a.weights == WeightForm::floats && e.b.weights == WeightForm::floats &&
              network_relative(e) > kEngines && is_same_network(e);
     },
     "the networks are alike but not equal, by more than rounding of floats: a changed layer, another epoch, or a "
     "normalisation folded with another epsilon",
     "the first map that differs tells the level; ponte inspect --layers shows both networks"},
    {"decoded", "score-logits", [](const Evidence& e) { return e.forms.score_logits; },
     "one model gives scores before the sigmoid: after it, the two agree", "apply the sigmoid to one of them only"},
    {"decoded", "class-order", [](const Evidence& e) { return e.forms.class_order; },
     "the classes are the same, but stand in another order", "compare `names` of both (ponte inspect)"},
    {"decoded", "anchor-order", [](const Evidence& e) { return e.forms.anchor_order; },
     "the anchors are the same, but come in another order",
     "harmless where boxes and scores of a row belong together; matters to code that counts on places"},
    {"decoded", "box-fractions", [](const Evidence& e) { return e.forms.box_fractions; },
     "one model gives boxes as fractions of its input, the other in pixels",
     "multiply by the width and height of the input"},
    {"decoded", "box-form", [](const Evidence& e) { return e.forms.box_form; },
     "one model gives boxes as corners, the other as centre and size", "convert one of them before NMS"},
    {"candidates", "score-threshold",
     [](const Evidence& e) {
       constexpr double kNear = 0.02;
       return e.candidate_margin > 0 && e.candidate_margin < kNear;
     },
     "anchors whose score lies at the threshold fall on one side of it in A, on the other in B",
     "no fault of either; choose --conf where few scores lie"},
    {"kept", "own-score-threshold", either<own_score>,
     "one model suppresses inside and has a higher score threshold of its own", "say --conf: it then holds for both"},
    {"kept", "class-agnostic", either<agnostic>,
     "one model suppresses over all classes together: what it lacks lies under a better object of another class",
     "suppress by class in both, or compare with --agnostic"},
    {"kept", "not-suppressed", either<not_suppressed>,
     "one model keeps objects that overlap better ones of their class: its NMS has a higher threshold, or it has none",
     "say --iou, which then holds for both, or suppress what an end-to-end head gives (--nms)"},
    {"kept", "limit", either<cut_off>, "one model stops at a round number of objects per picture",
     "say --max-det, or raise its limit"},
    {"kept", "overlap-threshold", either<near_overlap>,
     "objects overlap better ones by just about the threshold of NMS and fall on either side of it",
     "no fault of either"},
    {"kept", "near-score", either<near_score>, "what only one model has is hardly over the score threshold",
     "no fault of either; choose --conf where few scores lie"},
    {"masks", "mask-threshold",
     [](const Evidence& e) {
       return e.masks.pairs > 0 && suppresses(e.a) != suppresses(e.b) &&
              ((e.masks.area_ratio() > 0.8 && e.masks.area_ratio() < 0.97) ||
               (e.masks.area_ratio() > 1.03 && e.masks.area_ratio() < 1.25));
     },
     "the masks of one model are smaller all round: it cuts logits at 0.5 where 0 is the edge",
     "compare logits with 0, or probabilities with 0.5"},
    {"masks", "mask-grid",
     [](const Evidence& e) {
       return e.diverges_at("masks") && e.masks.mean_iou() > 0.85 && suppresses(e.a) != suppresses(e.b);
     },
     "the masks agree but for their edges: one model makes them on the grid of its input, the other on the picture's "
     "pixels",
     "compare with one way of making masks; at the picture's resolution the edges are sharper"},
};

/// Whether a reason belongs to the first divergence, or is one of those that make a difference of their own further on.
bool is_asked(const Reason& reason, const Evidence& evidence) {
  bool later = reason.stage == "candidates" || reason.stage == "kept" || reason.stage == "masks";
  return !later || evidence.first->stage == "candidates" || evidence.first->stage == "kept" ||
         evidence.first->stage == "masks" || suppresses(evidence.a) || suppresses(evidence.b);
}

}  // namespace

std::span<const Reason> all_reasons() { return kReasons; }

std::vector<LikelyReason> likely_reasons(const Evidence& evidence) {
  std::vector<LikelyReason> reasons;
  if (!evidence.first) return reasons;
  auto is_before_network = [](std::string_view stage) { return stage == "letterbox" || stage == "tensor"; };
  for (const Reason& each : kReasons) {
    // What reaches the networks differently explains all that follows.
    if (!reasons.empty() && is_before_network(reasons[0].stage) && !is_before_network(each.stage)) break;
    if (is_asked(each, evidence) && each.holds(evidence))
      reasons.push_back(
          {std::string(each.stage), std::string(each.key), std::string(each.reason), std::string(each.advice)});
  }
  return reasons;
}

}  // namespace ponte::api
