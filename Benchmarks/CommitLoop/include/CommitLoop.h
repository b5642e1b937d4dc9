// The least that a durable write costs: pwrite and fdatasync on a file whose blocks are all there.
// The yardstick of the write-ahead log, never part of a product.
#ifndef TRUETAPE_COMMIT_LOOP_H
#define TRUETAPE_COMMIT_LOOP_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Makes a directory of its own below `parent` and writes its path; false when that fails.
bool truetape_scratch_make(const char *parent, char *path, size_t capacity);

// Removes the directory and the files in it.
void truetape_scratch_remove(const char *path);

// A file full of zeros in a directory, on the disk; its descriptor, or -1.
int truetape_commit_open(const char *directory, size_t size);

// Writes and syncs; false when either fails.
bool truetape_commit(int descriptor, const void *bytes, size_t count, int64_t offset);

void truetape_commit_close(int descriptor);

#endif
