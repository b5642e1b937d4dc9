#define _GNU_SOURCE
#include "MachineProbe.h"
#include <time.h>

uint64_t truetape_monotonic_nanos(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

#if defined(__linux__)
#include <sched.h>

int32_t truetape_pin_to_one_core(void) {
  cpu_set_t allowed;
  if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) return -1;
  for (int core = CPU_SETSIZE - 1; core >= 0; core--) {
    if (!CPU_ISSET(core, &allowed)) continue;
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(core, &one);
    return sched_setaffinity(0, sizeof one, &one) == 0 ? core : -1;
  }
  return -1;
}

bool truetape_pin_to_neighbour(void) {
  int here = sched_getcpu();
  if (here < 0) return false;
  for (int step = 1; step < CPU_SETSIZE; step++) {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET((here + CPU_SETSIZE - step) % CPU_SETSIZE, &one);
    // Fails for a core that does not exist or that this process may not use.
    if (sched_setaffinity(0, sizeof one, &one) == 0) return true;
  }
  return false;
}

#else

int32_t truetape_pin_to_one_core(void) { return -1; }

bool truetape_pin_to_neighbour(void) { return false; }

#endif
