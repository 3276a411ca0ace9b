#include "measure/object_rows.h"

#include <algorithm>

#include "measure/row_parity.h"

namespace ponte::measure {

namespace {

/// The rows of one model: pictures x rows x (box, score, class, what the task adds).
class ObjectRows {
 public:
  ObjectRows(const Session& session, const std::vector<Tensor>& outputs) : session_(session), outputs_(outputs) {}

  Result<> read() {
    TRY_ASSIGN(const Tensor* scores, find("scores"));
    const Dims& dims = scores->dims();
    batched_ = dims.size() == 2;
    pictures_ = batched_ ? dims[0] : 1;
    rows_ = dims.back();
    parts_.push_back({scores->to_doubles(), 1});
    TRY(add("classes"));
    TRY(add(has("rotated_boxes") ? "rotated_boxes" : "boxes"));
    if (has("keypoints")) TRY(add("keypoints"));
    if (has("masks")) TRY(add_mask_shares());
    return {};
  }

  int64_t rows() const { return rows_; }

  /// Rows of a lower score are not looked at. Where all are low, those are that are not much worse than the best.
  double lowest_score() const {
    const std::vector<double>& scores = parts_[0].values;
    double best = scores.empty() ? 0 : std::ranges::max(scores);
    return std::min(RowParityOptions{}.min_score, best / 2);
  }

  /// Rows that are no better than the last one, whose places others may have.
  int64_t last_ones() const {
    constexpr double kTie = 1e-3;
    const std::vector<double>& scores = parts_[0].values;
    double last = scores.empty() ? 0 : std::ranges::min(scores);
    return std::ranges::count_if(scores, [&](double score) { return score <= last + kTie; });
  }

  /// (pictures, rows, 6 + extra), with zeros after the last object.
  Tensor pad(int64_t rows) const {
    size_t width = 0;
    for (const Part& part : parts_) width += part.width;
    std::vector<double> all(static_cast<size_t>(pictures_ * rows) * width);
    for (int64_t i = 0; i < pictures_ * rows_; ++i) {
      double* row = &all[static_cast<size_t>(i / rows_ * rows + i % rows_) * width];
      auto numbers = [&](size_t part) { return &parts_[part].values[static_cast<size_t>(i) * parts_[part].width]; };
      const double* box = numbers(2);
      row = std::copy_n(box, 4, row);
      *row++ = *numbers(0);
      *row++ = *numbers(1);
      row = std::copy(box + 4, box + parts_[2].width, row);
      for (size_t k = 3; k < parts_.size(); ++k) row = std::copy_n(numbers(k), parts_[k].width, row);
    }
    return tensor_from_doubles(all, DType::f32, {pictures_, rows, static_cast<int64_t>(width)});
  }

 private:
  struct Part {
    std::vector<double> values;
    size_t width;
  };

  bool has(std::string_view name) const { return find_output(session_, outputs_, name) != nullptr; }

  Result<const Tensor*> find(std::string_view name) const {
    if (const Tensor* output = find_output(session_, outputs_, name)) return output;
    return internal("there is no output {}", name);
  }

  Result<> add(std::string_view name) {
    TRY_ASSIGN(const Tensor* output, find(name));
    size_t width = 1;
    for (size_t i = batched_ ? 2 : 1; i < output->dims().size(); ++i) width *= static_cast<size_t>(output->dims()[i]);
    parts_.push_back({output->to_doubles(), width});
    return {};
  }

  Result<> add_mask_shares() {
    TRY_ASSIGN(const Tensor* masks, find("masks"));
    size_t objects = static_cast<size_t>(pictures_ * rows_),
           pixels = static_cast<size_t>(masks->count()) / std::max<size_t>(objects, 1);
    std::vector<double> shares(objects);
    for (size_t i = 0; i < objects; ++i) {
      Bytes mask = masks->bytes().subspan(i * pixels, pixels);
      shares[i] = static_cast<double>(std::ranges::count(mask, std::byte{1})) / static_cast<double>(pixels);
    }
    parts_.push_back({std::move(shares), 1});
    return {};
  }

  const Session& session_;
  const std::vector<Tensor>& outputs_;
  bool batched_ = false;
  int64_t pictures_ = 0, rows_ = 0;
  std::vector<Part> parts_;
};

}  // namespace

bool gives_objects(const Session& session) {
  return session.outputs().size() >= 3 && session.outputs()[0].name == "boxes" &&
         session.outputs()[1].name == "scores" && session.outputs()[2].name == "classes";
}

std::optional<Tensor> trial_choice(const Port& port, Part part) {
  constexpr int64_t kRows = 100;
  const double no = 0;
  // A made-up picture may hold nothing that a network is sure of.
  if (port.name == "confidence") return Tensor::scalar(0.0f);
  if (port.name == "iou") return Tensor::scalar(1.0f);
  if (port.name == "max_detections") return Tensor::scalar(part == Part::reference ? kRows : 2 * kRows);
  if (port.name == "class_agnostic") return tensor_from_doubles({&no, 1}, DType::boolean, {});
  if (port.name != "class_mask" || port.shape.size() != 1 || !port.shape[0].known()) return std::nullopt;
  std::vector<double> all(static_cast<size_t>(port.shape[0].size), 1);
  return tensor_from_doubles(all, DType::boolean, {port.shape[0].size});
}

Result<std::vector<OutputParity>> compare_objects(const Session& session, const std::vector<Tensor>& reference,
                                                  const std::vector<Tensor>& candidate) {
  ObjectRows expected(session, reference), got(session, candidate);
  TRY(expected.read());
  TRY(got.read());
  int64_t rows = std::max({expected.rows(), got.rows(), int64_t{1}});
  TRY_ASSIGN(RowParity parity,
             compare_rows("objects", expected.pad(rows), got.pad(rows),
                          {.min_score = expected.lowest_score(), .replaced = 1e-3, .anywhere = true}));
  // Networks with random weights have anchors whose two best classes differ by less than rounding does.
  return parts_of("objects", parity, expected.last_ones() + (parity.boxes.dims[0] + parity.replaced) / 10);
}

}  // namespace ponte::measure
