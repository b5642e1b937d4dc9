// Counts what the process asks of malloc, so that "allocates nothing" is a measured claim.
//
// Linking this target puts malloc, calloc, realloc, memalign, aligned_alloc and posix_memalign of
// its own before glibc's, for the whole process, shared libraries included. Each counts, when
// counting is on, and hands over to glibc, which keeps doing the work; free is left alone.
// Elsewhere (another libc, or a sanitizer that replaces malloc itself) nothing is interposed and
// `truetape_allocations_available` says so.
#ifndef TRUETAPE_ALLOCATION_COUNTER_H
#define TRUETAPE_ALLOCATION_COUNTER_H
#include <stdbool.h>
#include <stdint.h>

// Whether calls are counted on this platform.
bool truetape_allocations_available(void);
// Sets both counters to zero and begins to count, over all threads.
void truetape_allocations_start(void);
// Ends counting; the counters keep their values.
void truetape_allocations_stop(void);
// Calls since the start that returned memory; a realloc is one call.
uint64_t truetape_allocations_calls(void);
// Bytes asked for in those calls; a realloc counts its whole new size.
uint64_t truetape_allocations_bytes(void);
#endif
