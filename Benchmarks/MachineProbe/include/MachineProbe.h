// The processor as a benchmark needs it: a counter that ticks fast, a clock, one core to stay on.
//
// The tick functions stand in the header so that they are compiled into the measured loop: a call
// would be part of what is measured.
#ifndef TRUETAPE_MACHINE_PROBE_H
#define TRUETAPE_MACHINE_PROBE_H
#include <stdbool.h>
#include <stdint.h>

// Nanoseconds of the monotonic clock.
uint64_t truetape_monotonic_nanos(void);

// Keeps the calling thread on one core from now on: the last core it may run on, because
// interrupts and other work tend to the first. Returns the core, or -1 where that is not possible.
int32_t truetape_pin_to_one_core(void);

// Moves the calling thread to a core beside the one it is on, and keeps it there: threads inherit
// the core of the thread that started them. False where there is no other core, or no pinning.
bool truetape_pin_to_neighbour(void);

#if defined(__x86_64__)

// The counter before an operation. The fences keep earlier work from slipping behind the reading
// and the operation from starting before it.
static inline uint64_t truetape_ticks_before(void) {
  __builtin_ia32_lfence();
  uint64_t ticks = __builtin_ia32_rdtsc();
  __builtin_ia32_lfence();
  return ticks;
}

// The counter after an operation: rdtscp waits for the operation, the fence holds back what follows.
static inline uint64_t truetape_ticks_after(void) {
  unsigned int core;
  uint64_t ticks = __builtin_ia32_rdtscp(&core);
  __builtin_ia32_lfence();
  return ticks;
}

#elif defined(__aarch64__)

static inline uint64_t truetape_ticks_before(void) {
  uint64_t ticks;
  __asm__ volatile("isb\n\tmrs %0, cntvct_el0\n\tisb" : "=r"(ticks)::"memory");
  return ticks;
}

static inline uint64_t truetape_ticks_after(void) { return truetape_ticks_before(); }

#else

static inline uint64_t truetape_ticks_before(void) { return truetape_monotonic_nanos(); }
static inline uint64_t truetape_ticks_after(void) { return truetape_monotonic_nanos(); }

#endif
#endif
