// Loaded before a program (LD_PRELOAD), hides what the processor has beyond AVX2, VNNI above all: libraries that choose
// their kernels by CPUID then run those of older processors. Linux lets CPUID fault where the processor can (Intel
// since 2012): arch_prctl(2), ARCH_SET_CPUID. The process ends with 77 where it cannot.

#include <dlfcn.h>
#include <signal.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

#include <cstdint>

namespace {

constexpr int kArchSetCpuid = 0x1012, kCannot = 77;

struct Registers {
  uint32_t a, b, c, d;
};

bool let_cpuid_run(bool allowed) { return syscall(SYS_arch_prctl, kArchSetCpuid, allowed ? 1 : 0) == 0; }

Registers cpuid(uint32_t leaf, uint32_t subleaf) {
  Registers r{};
  __asm__ volatile("cpuid" : "=a"(r.a), "=b"(r.b), "=c"(r.c), "=d"(r.d) : "a"(leaf), "c"(subleaf));
  return r;
}

constexpr uint32_t bits(auto... at) { return ((uint32_t{1} << at) | ...); }

// Intel's manual, volume 2A, CPUID leaf 7: AVX-512 and what builds on it, AMX, AVX-VNNI, AVX-VNNI-INT8, AVX-VNNI-INT16,
// AVX10.
void hide(uint32_t leaf, uint32_t subleaf, Registers& r) {
  if (leaf == 7 && subleaf == 0) {
    r.b &= ~bits(16, 17, 21, 26, 27, 28, 30, 31);
    r.c &= ~bits(1, 6, 11, 12, 14);
    r.d &= ~bits(2, 3, 8, 22, 23, 24, 25);
  }
  if (leaf == 7 && subleaf == 1) {
    r.a &= ~bits(4, 5, 21, 23);
    r.d &= ~bits(4, 5, 8, 10, 19);
  }
}

void on_fault(int, siginfo_t*, void* context) {
  greg_t* g = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
  const auto* code = reinterpret_cast<const uint8_t*>(g[REG_RIP]);
  if (code[0] != 0x0f || code[1] != 0xa2) {  // not CPUID: a fault of the program
    signal(SIGSEGV, SIG_DFL);
    return;
  }
  auto leaf = static_cast<uint32_t>(g[REG_RAX]), subleaf = static_cast<uint32_t>(g[REG_RCX]);
  let_cpuid_run(true);
  Registers r = cpuid(leaf, subleaf);
  let_cpuid_run(false);
  hide(leaf, subleaf, r);
  g[REG_RAX] = r.a;
  g[REG_RBX] = r.b;
  g[REG_RCX] = r.c;
  g[REG_RDX] = r.d;
  g[REG_RIP] += 2;
}

using Sigaction = int (*)(int, const struct sigaction*, struct sigaction*);

int set_action(int signal, const struct sigaction* action, struct sigaction* old) {
  static const auto next = reinterpret_cast<Sigaction>(dlsym(RTLD_NEXT, "sigaction"));
  return next(signal, action, old);
}

__attribute__((constructor)) void start() {
  struct sigaction action{};
  action.sa_sigaction = on_fault;
  action.sa_flags = SA_SIGINFO | SA_NODEFER;
  set_action(SIGSEGV, &action, nullptr);
  if (!let_cpuid_run(false)) _exit(kCannot);
}

}  // namespace

// Programs that report their own faults (Python's faulthandler) must not take the signal away.
extern "C" int sigaction(int signal, const struct sigaction* action, struct sigaction* old) noexcept {
  return set_action(signal, signal == SIGSEGV ? nullptr : action, old);
}
