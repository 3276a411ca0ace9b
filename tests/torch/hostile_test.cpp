// Damaged and malicious checkpoints: an error of the right kind, soon, and nothing else.
#include <gtest/gtest.h>

#include <filesystem>

#include "base/mapped_file.h"
#include "formats/torch/checkpoint.h"
#include "support/test_data.h"
#include "torch/assembler.h"

namespace ponte::torch::hostile_test {
namespace {

using namespace test;

/// Reads a file and all tensors of its network; the kind of the first error, if any.
std::optional<ErrorKind> outcome(const SharedBytes& file) {
  Result<Checkpoint> checkpoint = read_checkpoint(file);
  if (!checkpoint) return checkpoint.error().kind;
  std::vector<Module> open{checkpoint->model()};
  while (!open.empty()) {
    Module module = std::move(open.back());
    open.pop_back();
    for (const auto& [name, value] : module.attribute("_parameters").entries())
      if (Result<Tensor> tensor = value.as_tensor(); value.is_tensor() && !tensor) return tensor.error().kind;
    Result<std::vector<Module>> children = module.children();
    if (!children) return children.error().kind;
    open.insert(open.end(), children->begin(), children->end());
  }
  return std::nullopt;
}

bool is_refusal(std::optional<ErrorKind> kind) { return kind == ErrorKind::corrupt || kind == ErrorKind::unsupported; }

/// Reproducible numbers; constants from Numerical Recipes.
class Lcg {
 public:
  uint32_t next(uint32_t below) {
    state_ = state_ * 1664525u + 1013904223u;
    return static_cast<uint32_t>((uint64_t{state_} * below) >> 32);
  }

 private:
  uint32_t state_ = 1;
};

TEST(Hostile, CodeIsNeverRun) {
  auto target = std::filesystem::temp_directory_path() / "ponte_hostile_test_was_here";
  std::filesystem::remove(target);
  std::string command = tuple({text("touch " + target.string())});
  for (const auto& [module, name] : {std::pair{"os", "system"}, {"posix", "system"}, {"builtins", "eval"}}) {
    std::string program = dict({text("model"), small_network(), text("x"), reduce(global(module, name), command)});
    Checkpoint checkpoint = *read_checkpoint(shared(checkpoint_zip(program).finish()));
    EXPECT_EQ(checkpoint.warnings(), (std::vector<std::string>{fmt::format(
                                         "the file asks to call {}.{}; ponte never calls anything", module, name)}));
  }
  EXPECT_FALSE(std::filesystem::exists(target));
}

TEST(Hostile, ACallAsTheNetworkIsRefused) {
  std::string program = dict({text("model"), reduce(global("os", "system"), tuple({text("id")}))});
  Result<Checkpoint> checkpoint = read_checkpoint(shared(checkpoint_zip(program).finish()));
  ASSERT_FALSE(checkpoint);
  EXPECT_EQ(checkpoint.error().message(), "the checkpoint's network is an object of class os.system, not a module");
}

TEST(Hostile, BombsAreRefused) {
  std::string deep(1'000'000, ']');
  EXPECT_TRUE(is_refusal(outcome(shared(checkpoint_zip(deep).finish()))));
  std::string tuples = ")" + std::string(5'000'000, '\x85');
  EXPECT_TRUE(is_refusal(outcome(shared(checkpoint_zip(tuples).finish()))));
  std::string marks(1'000'000, '(');
  EXPECT_TRUE(is_refusal(outcome(shared(checkpoint_zip(marks + "N").finish()))));
  // A long list that is copied again and again.
  std::string many = "](" + std::string(100'000, 'N') + "e\x85q\x01" + "0" + global("builtins", "set") + "q\x02";
  for (int i = 0; i < 100'000; ++i) many += "h\x02h\x01R";
  EXPECT_TRUE(is_refusal(outcome(shared(checkpoint_zip(many).finish()))));
  // Entries of the memo that nobody made room for.
  EXPECT_TRUE(is_refusal(outcome(shared(checkpoint_zip("Nr\xff\xff\xff\xff").finish()))));
}

TEST(Hostile, EveryByteOfASmallCheckpointMayBeWrong) {
  std::string file = checkpoint_zip(small_network()).finish();
  for (size_t i = 0; i < file.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = file;
      flipped[i] = static_cast<char>(flipped[i] ^ (1 << bit));
      std::optional<ErrorKind> kind = outcome(shared(flipped));
      EXPECT_TRUE(!kind || is_refusal(kind)) << i;
    }
  }
}

TEST(Hostile, EveryByteOfAPickleMayBeWrong) {
  // Without the archive, whose checksum would find most of these first.
  std::string file = pickle(dict({text("model"), small_network()}));
  for (size_t i = 0; i < file.size(); ++i) {
    for (int wrong = 0; wrong < 256; ++wrong) {
      std::string changed = file;
      changed[i] = static_cast<char>(wrong);
      Result<Pickle> read = read_pickle(shared(changed));
      EXPECT_TRUE(read || is_refusal(read.error().kind));
    }
  }
}

class HostileReal : public testing::TestWithParam<const char*> {
 protected:
  std::filesystem::path path() const { return ponte::test::data_folder() / "models" / "pt" / GetParam(); }
};

TEST_P(HostileReal, CutAtEveryKilobyte) {
  SKIP_WITHOUT(path());
  SharedBytes whole = *map_file(path());
  for (size_t size = 1; size < whole.bytes.size(); size += 1024) {
    std::optional<ErrorKind> kind = outcome({whole.bytes.first(size), whole.owner});
    EXPECT_EQ(kind, ErrorKind::corrupt) << size;
  }
}

TEST_P(HostileReal, FlippedBits) {
  SKIP_WITHOUT(path());
  SharedBytes whole = *map_file(path());
  Lcg random;
  int refused = 0;
  constexpr int kTrials = 200;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::string file(as_text(whole.bytes));
    size_t at = random.next(static_cast<uint32_t>(file.size()));
    file[at] = static_cast<char>(file[at] ^ (1 << random.next(8)));
    std::optional<ErrorKind> kind = outcome(shared(std::move(file)));
    EXPECT_TRUE(!kind || is_refusal(kind)) << at;
    refused += kind.has_value();
  }
  // What is not noticed lies in padding, or in fields and buffers that are not read.
  EXPECT_GT(refused, kTrials / 4);
}

TEST_P(HostileReal, FlippedBitsInThePickle) {
  SKIP_WITHOUT(path());
  SharedBytes whole = *map_file(path());
  size_t start = as_text(whole.bytes).find("\x80\x02}q");
  ASSERT_NE(start, std::string_view::npos);
  std::string pickle(as_text(whole.bytes.subspan(start, std::min<size_t>(60'000, whole.bytes.size() - start))));
  Lcg random;
  for (int trial = 0; trial < 300; ++trial) {
    std::string changed = pickle;
    for (int flips = 0; flips < 3; ++flips) {
      size_t at = random.next(static_cast<uint32_t>(changed.size()));
      changed[at] = static_cast<char>(changed[at] ^ (1 << random.next(8)));
    }
    Result<Pickle> read = read_pickle(shared(std::move(changed)));
    EXPECT_TRUE(read || is_refusal(read.error().kind));
  }
}

INSTANTIATE_TEST_SUITE_P(Data, HostileReal,
                         testing::Values("mini-detect-rand.pt", "tiny-yolov8-rand.pt", "tiny-yolo26-rand.pt"),
                         [](const auto& info) { return "File" + std::to_string(info.index); });

}  // namespace
}  // namespace ponte::torch::hostile_test
