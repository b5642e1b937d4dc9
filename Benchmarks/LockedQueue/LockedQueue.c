#include "LockedQueue.h"

#include <pthread.h>
#include <stdlib.h>

struct truetape_locked_queue {
  pthread_mutex_t lock;
  pthread_cond_t has_room, has_parcel;
  uint64_t slots, head, tail;
  bool closed;
  truetape_parcel parcels[];
};

truetape_locked_queue *truetape_locked_queue_create(uint64_t slots) {
  truetape_locked_queue *queue = malloc(sizeof *queue + slots * sizeof(truetape_parcel));
  if (!queue) return NULL;
  pthread_mutex_init(&queue->lock, NULL);
  pthread_cond_init(&queue->has_room, NULL);
  pthread_cond_init(&queue->has_parcel, NULL);
  queue->slots = slots;
  queue->head = queue->tail = 0;
  queue->closed = false;
  return queue;
}

void truetape_locked_queue_destroy(truetape_locked_queue *queue) {
  pthread_cond_destroy(&queue->has_room);
  pthread_cond_destroy(&queue->has_parcel);
  pthread_mutex_destroy(&queue->lock);
  free(queue);
}

void truetape_locked_queue_push(truetape_locked_queue *queue, const truetape_parcel *parcel) {
  pthread_mutex_lock(&queue->lock);
  // Woken without a reason is possible: look again.
  while (queue->tail - queue->head == queue->slots) pthread_cond_wait(&queue->has_room, &queue->lock);
  queue->parcels[queue->tail++ & (queue->slots - 1)] = *parcel;
  pthread_cond_signal(&queue->has_parcel);
  pthread_mutex_unlock(&queue->lock);
}

bool truetape_locked_queue_pop(truetape_locked_queue *queue, truetape_parcel *parcel) {
  pthread_mutex_lock(&queue->lock);
  while (queue->tail == queue->head && !queue->closed)
    pthread_cond_wait(&queue->has_parcel, &queue->lock);
  bool found = queue->tail != queue->head;
  if (found) {
    *parcel = queue->parcels[queue->head++ & (queue->slots - 1)];
    pthread_cond_signal(&queue->has_room);
  }
  pthread_mutex_unlock(&queue->lock);
  return found;
}

void truetape_locked_queue_close(truetape_locked_queue *queue) {
  pthread_mutex_lock(&queue->lock);
  queue->closed = true;
  pthread_cond_broadcast(&queue->has_parcel);
  pthread_mutex_unlock(&queue->lock);
}
