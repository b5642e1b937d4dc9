#include "AllocationCounter.h"
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

// Relaxed order is enough: the counters publish nothing but themselves, and the thread that reads
// them has joined, or is, the one that counted.
static _Atomic bool counting;
static _Atomic uint64_t calls;
static _Atomic uint64_t bytes;

void truetape_allocations_start(void) {
  atomic_store_explicit(&calls, 0, memory_order_relaxed);
  atomic_store_explicit(&bytes, 0, memory_order_relaxed);
  atomic_store_explicit(&counting, true, memory_order_relaxed);
}

void truetape_allocations_stop(void) {
  atomic_store_explicit(&counting, false, memory_order_relaxed);
}

uint64_t truetape_allocations_calls(void) {
  return atomic_load_explicit(&calls, memory_order_relaxed);
}

uint64_t truetape_allocations_bytes(void) {
  return atomic_load_explicit(&bytes, memory_order_relaxed);
}

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define TRUETAPE_SANITIZED 1
#endif
#endif

#if defined(__GLIBC__) && !defined(TRUETAPE_SANITIZED)
#include <errno.h>

// glibc's own names for its allocator. Going through them rather than through dlsym needs no
// start-up step, so a call before main, from the dynamic linker or a constructor, is safe too.
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *old, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

bool truetape_allocations_available(void) { return true; }

static inline void *counted(void *memory, size_t size) {
  if (memory != NULL && atomic_load_explicit(&counting, memory_order_relaxed)) {
    atomic_fetch_add_explicit(&calls, 1, memory_order_relaxed);
    atomic_fetch_add_explicit(&bytes, size, memory_order_relaxed);
  }
  return memory;
}

void *malloc(size_t size) { return counted(__libc_malloc(size), size); }

// A product that does not fit makes __libc_calloc return NULL, so it is never counted.
void *calloc(size_t count, size_t size) {
  return counted(__libc_calloc(count, size), count * size);
}

void *realloc(void *old, size_t size) { return counted(__libc_realloc(old, size), size); }

void *memalign(size_t alignment, size_t size) {
  return counted(__libc_memalign(alignment, size), size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  return counted(__libc_memalign(alignment, size), size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  if (alignment < sizeof(void *) || (alignment & (alignment - 1)) != 0) return EINVAL;
  void *memory = counted(__libc_memalign(alignment, size), size);
  if (memory == NULL) return ENOMEM;
  *result = memory;
  return 0;
}

#else

bool truetape_allocations_available(void) { return false; }

#endif
