#include "base/unfinished.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <thread>

#include "base/atomic_folder.h"
#include "support/temp_path.h"

namespace ponte::base::unfinished_test {

namespace {

namespace fs = std::filesystem;

size_t entries(const fs::path& folder) {
  return static_cast<size_t>(std::distance(fs::directory_iterator(folder), {}));
}

/// Begins a file and a folder, finishes another file, and waits.
[[noreturn]] void write_and_wait(const std::string& place) {
  // Shells start what runs in the background with signals ignored.
  for (int number : {SIGINT, SIGTERM, SIGHUP}) signal(number, SIG_DFL);
  remove_unfinished_on_signals();
  auto done = write_file(place + "/done", as_bytes("complete"), Overwrite::refuse);
  auto file = AtomicFile::create(place + "/file", Overwrite::refuse);
  auto folder = AtomicFolder::create(place + "/folder", "mark", Overwrite::refuse);
  auto inner = folder->file("inner");
  if (!done || !file || !inner || !file->append(as_bytes("half")) || !inner->append(as_bytes("half"))) _exit(1);
  auto ready = write_file(place + "/ready", as_bytes("now"), Overwrite::refuse);
  while (true) pause();
}

class UnfinishedTest : public testing::TestWithParam<int> {};

TEST_P(UnfinishedTest, IsGoneWhenTheProcessIsAskedToEnd) {
  test::TempPath place("place");
  fs::create_directory(place);
  pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) write_and_wait(place.string());
  fs::path ready = fs::path(place.string()) / "ready";
  while (!fs::exists(ready) && waitpid(child, nullptr, WNOHANG) == 0) std::this_thread::yield();
  EXPECT_EQ(entries(place), 4u);
  kill(child, GetParam());
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == GetParam()) << status;
  EXPECT_EQ(entries(place), 2u);
  EXPECT_TRUE(fs::exists(fs::path(place.string()) / "done"));
}

INSTANTIATE_TEST_SUITE_P(Signals, UnfinishedTest, testing::Values(SIGINT, SIGTERM, SIGHUP));

}  // namespace

}  // namespace ponte::base::unfinished_test
