// Test files for rules, in the text form of the IR:
//
//   rule: fuse_silu
//   why: an exporter writes the product
//   --- before
//   graph …
//   --- after
//   graph …
//   why: the next case, in which nothing may happen
//   --- unchanged
//   graph …

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "graph/text/text.h"
#include "passes/driver.h"
#include "passes/interpreter.h"
#include "passes/rules.h"

namespace ponte::passes::test::irtest_test {

namespace {

struct RuleCase {
  std::string why, before;
  std::optional<std::string> after;  // none: unchanged
};

struct RuleFile {
  std::string rule;
  std::vector<RuleCase> cases;
};

Result<RuleFile> parse_rule_file(const std::string& text) {
  RuleFile file;
  std::string* section = nullptr;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("rule: ")) {
      file.rule = line.substr(6);
    } else if (line.starts_with("why: ")) {
      file.cases.push_back({line.substr(5), "", std::nullopt});
      section = nullptr;
    } else if (line.starts_with("--- ")) {
      if (file.cases.empty()) return corrupt("a case begins with why:");
      bool after = line == "--- after";
      if (!after && line != "--- before" && line != "--- unchanged") return corrupt("there is no section {}", line);
      section = after ? &file.cases.back().after.emplace() : &file.cases.back().before;
    } else if (section) {
      *section += line + "\n";
    }
  }
  return file;
}

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(PONTE_SOURCE_DIR) / "tests/passes";

/// Everything of a graph but the order of nodes, names of constants, and the elements of floats, which the numbers of
/// a run show: nodes from the outputs up, each with its name.
class NormalForm {
 public:
  explicit NormalForm(const Graph& graph) : graph_(graph) {
    for (ValueId id : graph.inputs()) text_ += value_text(id) + "\n";
    for (ValueId id : graph.outputs()) text_ += show(id) + " is an output\n";
  }
  const std::string& text() const { return text_; }

 private:
  std::string value_text(ValueId id) const {
    const Value& value = graph_.value(id);
    return fmt::format("{}: {}[{}]", value.name, dtype_name(value.fact.dtype), shape_text(value.fact.shape));
  }

  std::string constant_text(const Tensor& tensor) const {
    std::string type = fmt::format("{}[{}]", dtype_name(tensor.dtype()), dims_text(tensor.dims()));
    if (is_float(tensor.dtype()))
      return tensor.count() == 1 ? fmt::format("{} {:.5g}", type, tensor.to_doubles()[0]) : type;
    return fmt::format("{} {{{}}}", type, dims_text(tensor.to_ints()));
  }

  std::string attr_text(const AttrValue& value) const {
    return std::visit(
        [](const auto& v) {
          if constexpr (std::is_same_v<std::decay_t<decltype(v)>, DType>)
            return std::string(dtype_name(v));
          else if constexpr (std::is_same_v<std::decay_t<decltype(v)>, double>)
            return fmt::format("{:.5g}", v);
          else if constexpr (std::is_arithmetic_v<std::decay_t<decltype(v)>>)
            return fmt::format("{}", v);
          else if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::string>)
            return v;
          else
            return fmt::format("[{}]", fmt::join(v, ","));
        },
        value);
  }

  std::string show(ValueId id) {
    if (!id) return "_";
    const Value& value = graph_.value(id);
    if (value.is_constant()) return constant_text(*value.constant);
    if (!value.producer || std::ranges::find(seen_, value.producer) != seen_.end()) return value.name;
    seen_.push_back(value.producer);
    const Node& node = graph_.node(value.producer);
    std::string line = fmt::format("{}(", node.op->name);
    for (ValueId input : node.inputs) line += show(input) + ", ";
    for (const auto& [name, attr] : node.attrs) line += fmt::format("{}={} ", name, attr_text(attr));
    for (ValueId output : node.outputs) line = value_text(output) + " " + line;
    text_ += fmt::format("{}) @ {}\n", line, node.name);
    return value.name;
  }

  const Graph& graph_;
  std::vector<NodeId> seen_;
  std::string text_;
};

std::string normal_form(const Graph& graph) { return NormalForm(graph).text(); }

double tolerance(const Graph& graph) {
  return std::ranges::any_of(graph.outputs(), [&](ValueId id) { return graph.value(id).fact.dtype == DType::f16; })
             ? 1e-2
             : 1e-5;
}

void expect_equal_results(const Graph& before, const Graph& after) {
  Inputs inputs = random_inputs(before, 1);
  auto wanted = interpret(before, inputs), given = interpret(after, inputs);
  ASSERT_TRUE(wanted) << wanted.error().message();
  ASSERT_TRUE(given) << given.error().message();
  ASSERT_EQ(wanted->size(), given->size());
  for (size_t i = 0; i < wanted->size(); ++i) {
    std::vector<double> a = (*wanted)[i].to_doubles(), b = (*given)[i].to_doubles();
    ASSERT_EQ((*wanted)[i].dims(), (*given)[i].dims());
    double largest = 1;
    for (double number : a) largest = std::max(largest, std::abs(number));
    for (size_t j = 0; j < a.size(); ++j) {
      if (a[j] == b[j]) continue;  // infinities
      ASSERT_NEAR(a[j], b[j], tolerance(before) * largest) << "element " << j;
    }
  }
}

void check(const Rule& rule, const RuleCase& test) {
  SCOPED_TRACE(test.why);
  auto before = parse(test.before), graph = parse(test.before), after = parse(test.after.value_or(test.before));
  ASSERT_TRUE(before && graph) << before.error().message();
  ASSERT_TRUE(after) << "after: " << after.error().message();
  Group group{.name = "test", .rules = {&rule}, .applies = {}};
  Report report;
  auto done = run_group(group, *graph, {}, report);
  ASSERT_TRUE(done) << done.error().message();
  EXPECT_EQ(normal_form(*graph), normal_form(*after));
  EXPECT_EQ(report.total() > 0, test.after.has_value());
  expect_equal_results(*before, *graph);
  Report again;
  ASSERT_TRUE(run_group(group, *graph, {}, again));
  EXPECT_EQ(again.total(), 0) << "the rule fires again";
}

class RuleTest : public testing::TestWithParam<std::string> {};

TEST_P(RuleTest, GivesWhatItsFileSays) {
  std::ifstream stream(kFolder / (GetParam() + ".irtest"));
  std::stringstream text;
  text << stream.rdbuf();
  auto file = parse_rule_file(text.str());
  ASSERT_TRUE(file) << file.error().message();
  EXPECT_EQ(file->rule, GetParam());
  const Rule* rule = find_rule(file->rule);
  ASSERT_TRUE(rule) << "there is no rule " << file->rule;
  ASSERT_FALSE(file->cases.empty());
  for (const RuleCase& test : file->cases) check(*rule, test);
}

std::vector<std::string> rule_files() {
  std::vector<std::string> stems;
  for (const auto& entry : fs::directory_iterator(kFolder))
    if (entry.path().extension() == ".irtest") stems.push_back(entry.path().stem().string());
  std::ranges::sort(stems);
  return stems;
}

INSTANTIATE_TEST_SUITE_P(Rules, RuleTest, testing::ValuesIn(rule_files()), [](const auto& info) { return info.param; });

TEST(Rules, EachHasATestFile) {
  std::vector<std::string> files = rule_files();
  for (const Rule* rule : every_rule()) EXPECT_TRUE(std::ranges::count(files, rule->name)) << rule->name;
}

}  // namespace

}  // namespace ponte::passes::test::irtest_test
