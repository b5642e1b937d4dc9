// The queue that most programs have between two threads: a ring under a mutex, with condition
// variables to sleep on. The yardstick of the rings in Handoff, never part of a product.
#ifndef TRUETAPE_LOCKED_QUEUE_H
#define TRUETAPE_LOCKED_QUEUE_H
#include <stdbool.h>
#include <stdint.h>

typedef struct { uint64_t words[8]; } truetape_parcel;
typedef struct truetape_locked_queue truetape_locked_queue;

// A queue of a power of two of slots; NULL when there is no memory.
truetape_locked_queue *truetape_locked_queue_create(uint64_t slots);
void truetape_locked_queue_destroy(truetape_locked_queue *queue);

// Waits while the queue is full.
void truetape_locked_queue_push(truetape_locked_queue *queue, const truetape_parcel *parcel);

// Waits while the queue is empty and open; false when it is empty and closed.
bool truetape_locked_queue_pop(truetape_locked_queue *queue, truetape_parcel *parcel);

// Nothing more will be pushed.
void truetape_locked_queue_close(truetape_locked_queue *queue);

#endif
