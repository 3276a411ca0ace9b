#include <charconv>
#include <limits>

#include "graph/text/text.h"
#include "graph/text/text_tokens.h"

namespace ponte::graph {

namespace {

template <class T>
std::optional<T> number_of(std::string_view word) {
  T value{};
  auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
  return value;
}

struct NamedFact {
  std::string name;
  std::optional<Fact> fact;
  size_t place;
};

class Parser {
 public:
  Parser(std::string_view text, const TensorSource& source) : in_(text), source_(source) {}

  Result<Graph> run() {
    in_.skip_line_ends();
    TRY_ASSIGN(std::vector<NamedFact> outputs, header());
    for (in_.skip_line_ends(); !in_.at_end(); in_.skip_line_ends()) TRY(statement());
    constexpr size_t kMostOutputs = 4096;
    if (outputs.size() > kMostOutputs) return in_.fail("{} outputs are more than {}", outputs.size(), kMostOutputs);
    for (const NamedFact& output : outputs) {
      ValueId id = graph_.find_value(output.name);
      in_.back_to(output.place);
      if (!id || !graph_.producer(id)) return in_.fail("the output {} is not the result of a node", output.name);
      if (graph_.is_output(id)) return in_.fail("the output {} appears twice", output.name);
      TRY(graph_.add_output(id, output.name));
    }
    return std::move(graph_);
  }

 private:
  // ---- header

  Result<std::vector<NamedFact>> header() {
    TRY(in_.expect("graph"));
    TRY_ASSIGN(graph_.name, in_.quoted_string());
    TRY_ASSIGN(std::vector<NamedFact> inputs, named_list());
    for (NamedFact& input : inputs) {
      in_.back_to(input.place);
      if (!input.fact) return in_.fail("the input {} needs a dtype and shape", input.name);
      TRY(check_new(input.name));
      graph_.add_input(std::move(input.name), std::move(*input.fact));
    }
    in_.back_to(list_end_);
    TRY(in_.expect("->"));
    TRY_ASSIGN(std::vector<NamedFact> outputs, named_list());
    TRY(line_end());
    return outputs;
  }

  // In parentheses.
  Result<std::vector<NamedFact>> named_list() {
    std::vector<NamedFact> list;
    TRY(in_.expect("("));
    if (!in_.accept(")")) {
      TRY_ASSIGN(list, named_facts());
      TRY(in_.expect(")"));
    }
    list_end_ = in_.mark();
    return list;
  }

  Result<std::vector<NamedFact>> named_facts() {
    std::vector<NamedFact> list;
    do {
      NamedFact entry{{}, std::nullopt, in_.mark()};
      TRY_ASSIGN(entry.name, in_.name());
      if (in_.accept(":")) {
        TRY_ASSIGN(entry.fact, fact());
      }
      list.push_back(std::move(entry));
    } while (in_.accept(","));
    return list;
  }

  Result<> check_new(const std::string& name) {
    if (graph_.find_value(name)) return in_.fail("the name {} is taken", name);
    return {};
  }

  Result<> line_end() {
    if (!in_.at_line_end()) return in_.fail("the line should end here");
    return {};
  }

  // ---- dtypes, shapes

  Result<DType> dtype() {
    size_t place = in_.mark();
    TRY_ASSIGN(std::string_view word, in_.word());
    auto found = dtype_from_name(word);
    in_.back_to(found ? place + word.size() : place);
    if (!found) return in_.fail("there is no dtype {}", word);
    return *found;
  }

  Result<Dim> dim() {
    if (in_.accept("?")) return Dim{};
    if (in_.next_is('"')) {
      TRY_ASSIGN(std::string symbol, in_.quoted_string());
      return Dim::named(std::move(symbol));
    }
    TRY_ASSIGN(std::string_view word, in_.word());
    if (auto size = number_of<int64_t>(word); size && *size >= 0) return Dim(*size);
    if (word[0] == '-' || word[0] == '+' || (word[0] >= '0' && word[0] <= '9')) return in_.fail("{} is no size", word);
    return Dim::named(std::string(word));
  }

  Result<Fact> fact() {
    Fact result;
    TRY_ASSIGN(result.dtype, dtype());
    TRY(in_.expect("["));
    if (in_.accept("]")) return result;
    do {
      TRY_ASSIGN(Dim size, dim());
      result.shape.push_back(std::move(size));
    } while (in_.accept(","));
    TRY(in_.expect("]"));
    return result;
  }

  // ---- statements

  Result<> statement() {
    TRY_ASSIGN(std::vector<NamedFact> outputs, named_facts());
    for (const NamedFact& output : outputs) TRY(check_new(output.name));
    TRY(in_.expect("="));
    if (outputs.size() == 1 && !outputs[0].fact && in_.accept("const")) {
      TRY_ASSIGN(Tensor tensor, constant());
      graph_.add_constant(std::move(outputs[0].name), std::move(tensor));
    } else {
      TRY(node(outputs));
    }
    return line_end();
  }

  Result<> node(const std::vector<NamedFact>& outputs) {
    NodeSpec spec;
    size_t place = in_.mark();
    TRY_ASSIGN(std::string_view op_name, in_.word());
    spec.op = find_op(op_name);
    if (!spec.op) return in_.back_to(place), in_.fail("there is no operator {}", op_name);
    TRY_ASSIGN(spec.inputs, arguments());
    if (in_.accept("{")) {
      TRY_ASSIGN(spec.attrs, attributes(*spec.op));
    }
    for (const NamedFact& output : outputs) spec.output_names.push_back(output.name);
    spec.outputs = outputs.size();
    spec.name = implied_node_name(spec.output_names);
    if (in_.accept("@")) TRY(name_and_origin(spec));
    std::string wanted = spec.name;
    auto id = graph_.add_node(std::move(spec));
    if (!id) {
      in_.back_to(place);
      return std::unexpected(in_.error_here(id.error().message()));
    }
    if (graph_.node(*id).name != wanted) return in_.fail("the name {} is taken by another node", wanted);
    return check_facts(graph_.node(*id), outputs);
  }

  Result<> name_and_origin(NodeSpec& spec) {
    if (in_.next_is('"')) {
      TRY_ASSIGN(spec.name, in_.quoted_string());
    }
    while (!in_.at_line_end()) {
      TRY_ASSIGN(std::string_view rule, in_.word());
      spec.origin.emplace_back(rule);
    }
    return {};
  }

  Result<> check_facts(const Node& node, const std::vector<NamedFact>& outputs) {
    for (size_t slot = 0; slot < outputs.size(); ++slot) {
      const Fact& inferred = graph_.value(node.outputs[slot]).fact;
      const std::optional<Fact>& given = outputs[slot].fact;
      if (!given || (given->dtype == inferred.dtype && given->shape == inferred.shape)) continue;
      in_.back_to(outputs[slot].place);
      return in_.fail("{} is {}[{}], not {}[{}]", outputs[slot].name, dtype_name(inferred.dtype),
                      shape_text(inferred.shape), dtype_name(given->dtype), shape_text(given->shape));
    }
    return {};
  }

  Result<std::vector<ValueId>> arguments() {
    std::vector<ValueId> inputs;
    TRY(in_.expect("("));
    if (in_.accept(")")) return inputs;
    do {
      size_t place = in_.mark();
      bool is_quoted = in_.next_is('"');
      TRY_ASSIGN(std::string name, in_.name());
      bool absent = name == "_" && !is_quoted;
      inputs.push_back(absent ? ValueId{} : graph_.find_value(name));
      if (!absent && !inputs.back()) return in_.back_to(place), in_.fail("there is no value {} yet", name);
    } while (in_.accept(","));
    TRY(in_.expect(")"));
    return inputs;
  }

  // ---- attributes

  Result<Attrs> attributes(const OpInfo& op) {
    Attrs attrs;
    while (!in_.accept("}")) {
      size_t place = in_.mark();
      TRY_ASSIGN(std::string_view name, in_.word());
      const AttrSpec* spec = find_attr(op, name);
      if (!spec || attrs.has(name)) in_.back_to(place);
      if (!spec) return in_.fail("{} has no attribute {}", op.name, name);
      if (attrs.has(name)) return in_.fail("the attribute {} appears twice", name);
      TRY(in_.expect("="));
      TRY_ASSIGN(AttrValue value, attribute(spec->type));
      attrs.set(std::string(name), std::move(value));
    }
    return attrs;
  }

  Result<AttrValue> attribute(AttrType type) {
    switch (type) {
      case AttrType::boolean: return as_attr(boolean());
      case AttrType::integer: return as_attr(number<int64_t>());
      case AttrType::number: return as_attr(number<double>());
      case AttrType::text: return as_attr(in_.quoted_string());
      case AttrType::integers: return as_attr(list<int64_t>("[", "]"));
      case AttrType::numbers: return as_attr(list<double>("[", "]"));
      case AttrType::dtype: return as_attr(dtype());
    }
    return internal("there is no such attribute type");
  }

  template <class T>
  static Result<AttrValue> as_attr(Result<T> value) {
    if (!value) return std::unexpected(std::move(value).error());
    return AttrValue(std::move(*value));
  }

  Result<bool> boolean() {
    if (in_.accept("true")) return true;
    if (in_.accept("false")) return false;
    return in_.fail("'true' or 'false' is expected");
  }

  template <class T>
  Result<T> number() {
    size_t place = in_.mark();
    TRY_ASSIGN(std::string_view word, in_.word());
    auto value = number_of<T>(word);
    if (!value) return in_.back_to(place), in_.fail("{} is no such number", word);
    return *value;
  }

  template <class T>
  Result<std::vector<T>> list(std::string_view open, std::string_view close) {
    std::vector<T> elements;
    TRY(in_.expect(open));
    if (in_.accept(close)) return elements;
    do {
      TRY_ASSIGN(T element, number<T>());
      elements.push_back(element);
    } while (in_.accept(","));
    TRY(in_.expect(close));
    return elements;
  }

  // ---- constants

  Result<Tensor> constant() {
    size_t place = in_.mark();
    TRY_ASSIGN(Fact type, fact());
    auto dims = known_dims(type.shape);
    if (!dims) return in_.back_to(place), in_.fail("a constant needs a known shape, not [{}]", shape_text(type.shape));
    auto count = element_count(*dims);
    constexpr int64_t kMostGenerated = int64_t{1} << 24;
    bool random = in_.accept("random"), fill = !random && in_.accept("fill");
    if (!count || ((random || fill) && *count > kMostGenerated))
      return in_.back_to(place), in_.fail("the shape [{}] is too large", dims_text(*dims));
    if (random) return random_tensor(type.dtype, std::move(*dims), *count);
    if (fill) return parse_fill(type.dtype, std::move(*dims), *count);
    if (in_.accept("#")) return resolve(type.dtype, *dims);
    if (type.dtype == DType::u64) return parse_list<uint64_t>(type.dtype, std::move(*dims), *count);
    if (type.dtype == DType::f64) return parse_list<double>(type.dtype, std::move(*dims), *count);
    if (is_float(type.dtype)) return parse_list<float>(type.dtype, std::move(*dims), *count);
    return parse_list<int64_t>(type.dtype, std::move(*dims), *count);
  }

  Result<Tensor> parse_fill(DType dtype, Dims dims, int64_t count) {
    TRY_ASSIGN(double value, number<double>());
    return tensor_from_doubles(std::vector<double>(static_cast<size_t>(count), value), dtype, std::move(dims));
  }

  Result<Tensor> random_tensor(DType dtype, Dims dims, int64_t count) {
    TRY_ASSIGN(uint64_t state, number<uint64_t>());
    int bits = std::min(8, dtype_bits(dtype));
    bool is_signed =
        dtype == DType::i4 || dtype == DType::i8 || dtype == DType::i16 || dtype == DType::i32 || dtype == DType::i64;
    std::vector<double> values(static_cast<size_t>(count));
    for (double& value : values) {
      state = state * 6364136223846793005u + 1442695040888963407u;
      if (is_float(dtype))
        value = static_cast<double>(state >> 40) * 0x1p-23 - 1;
      else if (dtype == DType::boolean)
        value = static_cast<double>(state >> 63);
      else if (is_signed)
        value = static_cast<double>(static_cast<int64_t>(state) >> (64 - bits));
      else
        value = static_cast<double>(state >> (64 - bits));
    }
    return tensor_from_doubles(values, dtype, std::move(dims));
  }

  Result<Tensor> resolve(DType dtype, const Dims& dims) {
    size_t place = in_.mark();
    TRY_ASSIGN(std::string_view hash, in_.word());
    auto tensor = source_ ? source_(hash) : std::nullopt;
    if (!tensor) return in_.back_to(place), in_.fail("there is no data for #{}", hash);
    if (tensor->dtype() == dtype && tensor->dims() == dims) return std::move(*tensor);
    return in_.back_to(place), in_.fail("#{} is {}[{}], not {}[{}]", hash, dtype_name(tensor->dtype()),
                                        dims_text(tensor->dims()), dtype_name(dtype), dims_text(dims));
  }

  template <class T>
  Result<Tensor> parse_list(DType dtype, Dims dims, int64_t count) {
    size_t place = in_.mark();
    TRY_ASSIGN(std::vector<T> elements, list<T>("{", "}"));
    if (static_cast<int64_t>(elements.size()) != count)
      return in_.back_to(place), in_.fail("{} elements are listed for [{}]", elements.size(), dims_text(dims));
    return cast_tensor(Tensor::of<T>(std::move(elements), std::move(dims)), dtype);
  }

  TokenReader in_;
  const TensorSource& source_;
  Graph graph_;
  size_t list_end_ = 0;
};

}  // namespace

Result<Graph> parse(std::string_view text, const TensorSource& source) { return Parser(text, source).run(); }

}  // namespace ponte::graph
