#define _GNU_SOURCE
#include "CommitLoop.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool truetape_scratch_make(const char *parent, char *path, size_t capacity) {
  int length = snprintf(path, capacity, "%s/truetape-bench-XXXXXX", parent);
  return length > 0 && (size_t)length < capacity && mkdtemp(path) != NULL;
}

void truetape_scratch_remove(const char *path) {
  DIR *stream = opendir(path);
  if (!stream) return;
  struct dirent *entry;
  while ((entry = readdir(stream))) unlinkat(dirfd(stream), entry->d_name, 0);
  closedir(stream);
  rmdir(path);
}

int truetape_commit_open(const char *directory, size_t size) {
  char path[4096];
  int length = snprintf(path, sizeof path, "%s/yardstick", directory);
  if (length < 0 || (size_t)length >= sizeof path) return -1;
  int descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor < 0) return -1;
  static char zeros[1 << 20];
  for (size_t offset = 0; offset < size; offset += sizeof zeros) {
    size_t left = size - offset, count = left < sizeof zeros ? left : sizeof zeros;
    if (pwrite(descriptor, zeros, count, (off_t)offset) != (ssize_t)count) {
      close(descriptor);
      return -1;
    }
  }
  if (fsync(descriptor) == 0) return descriptor;
  close(descriptor);
  return -1;
}

bool truetape_commit(int descriptor, const void *bytes, size_t count, int64_t offset) {
  return pwrite(descriptor, bytes, count, (off_t)offset) == (ssize_t)count &&
         fdatasync(descriptor) == 0;
}

void truetape_commit_close(int descriptor) { close(descriptor); }
