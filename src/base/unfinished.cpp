#include "base/unfinished.h"

#include <pthread.h>
#include <signal.h>

#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

namespace ponte::base {

namespace {

struct Registry {
  std::mutex mutex;
  std::set<const std::string*> paths;
};

// Never destroyed: the thread below may need it while the process ends.
Registry& registry() {
  static Registry& all = *new Registry;
  return all;
}

void wait_and_remove(sigset_t signals) {
  int number = 0;
  if (sigwait(&signals, &number) != 0) return;
  std::lock_guard lock(registry().mutex);
  for (const std::string* path : registry().paths) {
    std::error_code ignored;
    std::filesystem::remove_all(*path, ignored);
  }
  // End as the signal would have ended it, so that a shell sees why. The lock is kept: nothing new begins.
  signal(number, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  raise(number);
}

}  // namespace

Unfinished::Unfinished(std::string path) : path_(std::make_unique<const std::string>(std::move(path))) {
  std::lock_guard lock(registry().mutex);
  registry().paths.insert(path_.get());
}

Unfinished::~Unfinished() {
  if (!path_) return;
  std::lock_guard lock(registry().mutex);
  registry().paths.erase(path_.get());
}

}  // namespace ponte::base

namespace ponte {

using namespace base;

void remove_unfinished_on_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (int number : {SIGINT, SIGTERM, SIGHUP}) {
    // A program under nohup does not end with its terminal.
    struct sigaction before{};
    sigaction(number, nullptr, &before);
    if (before.sa_handler != SIG_IGN) sigaddset(&signals, number);
  }
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::thread(wait_and_remove, signals).detach();
}

}  // namespace ponte
