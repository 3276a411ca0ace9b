#include "embed/embed.h"

#include <algorithm>
#include <cmath>

#include "embed/inline.h"
#include "embed/post.h"
#include "graph/nodes.h"

namespace ponte::embed {

namespace {

/// The network's picture input: f32 or f16 (B, 3, H, W).
Result<Fact> picture_fact(const Graph& network) {
  if (network.inputs().size() != 1)
    return unsupported("the network has {} inputs, one picture can be embedded", network.inputs().size());
  const Value& input = network.value(network.inputs()[0]);
  const Shape& shape = input.fact.shape;
  bool picture = shape.size() == 4 && (shape[1] == Dim(3) || !shape[1].known());
  if (!picture) return unsupported("the input [{}] does not take pictures with channels first", shape_text(shape));
  if (input.fact.dtype != DType::f32 && input.fact.dtype != DType::f16)
    return unsupported("the input takes {}, pictures can be embedded as f32 or f16", dtype_name(input.fact.dtype));
  return input.fact;
}

/// Pixels per cell of the coarsest level, of which an input of free size is a multiple.
int64_t coarsest_stride(const Card& card) {
  double stride = 32;
  for (double each : card.strides) stride = std::max(stride, each);
  return std::llround(stride);
}

/// The batch of pictures, and where they are in the network's input.
struct Framed {
  ValueId input;
  Placement place;
};

Framed emit_pre(GraphBuilder& b, ValueId images, const Fact& wanted, const Card& card, const EmbedOptions& options) {
  auto scope = b.scope("pre");
  const Shape& shape = wanted.shape;
  bool fixed = shape[2].known() && shape[3].known();
  int64_t height = shape[2].known() ? shape[2].size : options.height;
  int64_t width = shape[3].known() ? shape[3].size : options.width;
  if (card.task == Task::classify)
    return {emit_values(b, emit_classifier_fit(b, images, height, width), card, options.bgr, wanted.dtype), {}};
  GraphSize image{size_of(b, images, 1), size_of(b, images, 2)}, box{int64_scalar(b, height), int64_scalar(b, width)};
  Placement place = emit_placement(b, image, box, fixed ? 0 : coarsest_stride(card));
  ValueId pixels = emit_letterbox(b, images, place);
  // The padded size is the box's, which no inference can know.
  if (fixed) pixels = b.reshape(pixels, {0, 3, height, width}, "boxed");
  return {emit_values(b, pixels, card, options.bgr, wanted.dtype), place};
}

/// The network's input as the picture.
Placement emit_place_itself(GraphBuilder& b, ValueId input) {
  auto scope = b.scope("post.place");
  GraphSize size{size_of(b, input, 2), size_of(b, input, 3)};
  return {.image = size,
          .resized = size,
          .box = size,
          .gain = f64_scalar(b, 1),
          .left = int64_scalar(b, 0),
          .top = int64_scalar(b, 0)};
}

/// The head with the values that its own have become.
Head moved_head(Head head, const std::vector<ValueId>& values) {
  head.for_each_value([&](ValueId& value) { value = values[value.index]; });
  return head;
}

/// Everything around one network.
class Embedder {
 public:
  Embedder(const Graph& network, const Card& card, const Head* head, const EmbedOptions& options)
      : network_(network), card_(card), head_(head), options_(options), builder_(made_.graph) {
    made_.graph.name = network.name;
  }

  Result<EmbeddedGraph> run() {
    TRY_ASSIGN(Fact wanted, picture_fact(network_));
    single_ = wanted.shape[0] == Dim(1);
    ValueId input =
        options_.pre ? add_picture(wanted) : made_.graph.add_input(network_.value(network_.inputs()[0]).name, wanted);
    TRY(builder_.status());
    TRY_ASSIGN(values_, inline_graph(network_, {input}, made_.graph));
    if (options_.post) {
      TRY(add_objects(input));
    } else {
      for (ValueId output : network_.outputs())
        TRY(made_.graph.add_output(values_[output.index], network_.value(output).name));
    }
    made_.graph.remove_dead();
    return std::move(made_);
  }

 private:
  ValueId add_picture(const Fact& wanted) {
    Shape picture{Dim::named("image_height"), Dim::named("image_width"), Dim(3)};
    if (!single_) picture.insert(picture.begin(), wanted.shape[0]);
    ValueId images = made_.graph.add_input("image", {DType::u8, std::move(picture), std::nullopt});
    if (single_) images = unsqueeze(builder_, images, {0});
    Framed framed = emit_pre(builder_, images, wanted, card_, options_);
    place_ = framed.place;
    return framed.input;
  }

  ValueId add_choice(const char* name, Tensor usual) {
    ValueId input = made_.graph.add_input(name, {usual.dtype(), to_shape(usual.dims()), std::nullopt});
    made_.defaults.emplace_back(name, std::move(usual));
    return input;
  }

  Choices add_choices(int64_t classes, bool needs_suppression) {
    Choices choices;
    auto number = [](double value) { return Tensor::scalar(static_cast<float>(value)); };
    choices.confidence = add_choice("confidence", number(options_.confidence));
    choices.iou = add_choice("iou", number(options_.iou.value_or(needs_suppression ? Suppression{}.iou : 1)));
    choices.max_detections = single_ ? add_choice("max_detections", Tensor::scalar(options_.max_detections))
                                     : int64_scalar(builder_, options_.max_detections);
    const double no = 0;
    choices.class_agnostic = add_choice("class_agnostic", tensor_from_doubles({&no, 1}, DType::boolean, {}));
    std::vector<double> all(static_cast<size_t>(classes), 1);
    choices.class_mask = add_choice("class_mask", tensor_from_doubles(all, DType::boolean, {classes}));
    return choices;
  }

  Result<> add_probabilities() {
    ValueId found = head_ ? builder_.softmax(moved_head(*head_, values_).logits, 1, "post.softmax")
                          : values_[network_.outputs().at(0).index];
    if (made_.graph.value(found).fact.shape.size() != 2) return unsupported("the output is not one of a classifier");
    if (single_) found = squeeze(builder_, found, {0});
    TRY(builder_.status());
    return made_.graph.add_output(found, "probabilities");
  }

  /// From the raw maps where they are known, else from the output as it is.
  Result<ObjectSource> source_of(Choices& choices) {
    ObjectSource source;
    if (head_) {
      Head head = moved_head(*head_, values_);
      source = {.candidates = emit_candidates(builder_, head),
                .task = head.task,
                .keypoint_numbers = head.keypoint_numbers,
                .prototypes = head.prototypes};
      choices = add_choices(head.classes, !head.end_to_end);
      return source;
    }
    TRY_ASSIGN(OutputForm form, output_form(network_, card_));
    form.detections = values_[form.detections.index];
    if (form.prototypes) form.prototypes = values_[form.prototypes.index];
    source = {.candidates = emit_candidates(builder_, form), .task = form.task, .prototypes = form.prototypes};
    if (card_.keypoint_shape) source.keypoint_numbers = card_.keypoint_shape->second;
    choices = add_choices(form.classes, form.kind != OutputForm::Kind::end_to_end);
    return source;
  }

  Result<> add_objects(ValueId input) {
    if (card_.task == Task::classify) return add_probabilities();
    Choices choices;
    TRY_ASSIGN(ObjectSource source, source_of(choices));
    source.place = options_.pre ? place_ : emit_place_itself(builder_, input);
    source.is_whole = !options_.pre;
    if (source.prototypes) source.prototypes = to_float(builder_, source.prototypes);
    NamedValues found = single_ ? emit_post(builder_, source, choices) : emit_batch_post(builder_, source, choices);
    TRY(builder_.status());
    for (const auto& [name, value] : found) TRY(made_.graph.add_output(value, name));
    return {};
  }

  const Graph& network_;
  const Card& card_;
  const Head* head_;
  const EmbedOptions& options_;
  EmbeddedGraph made_;
  GraphBuilder builder_;
  std::vector<ValueId> values_;  // of the network, in the new graph
  Placement place_;
  bool single_ = true;
};

}  // namespace

Result<EmbeddedGraph> embed_model(const Graph& network, const Card& card, const Head* head,
                                  const EmbedOptions& options) {
  return Embedder(network, card, head, options).run();
}

}  // namespace ponte::embed
