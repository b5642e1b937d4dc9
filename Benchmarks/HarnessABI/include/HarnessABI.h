// The interface of the public matching-engine harness (flash1-dev/matching-engine-benchmark), in
// declarations of our own: layouts and signatures as its api/matching_engine_api.h has them.
//
// Prices are ticks, sides are 0 for buy and 1 for sell, the structs are 32, 16, 32 and 64 bytes.

#ifndef HARNESS_ABI_H
#define HARNESS_ABI_H

#include <stdint.h>

typedef struct {
  uint64_t order_id;
  uint64_t sequence_number;
  int64_t price_ticks;
  uint32_t quantity;
  uint8_t side;
  uint8_t is_immediate_or_cancel;
  uint8_t padding[2];
} harness_new_order;

typedef struct {
  uint64_t order_id;
  uint64_t sequence_number;
} harness_cancel;

typedef struct {
  uint64_t order_id;
  uint64_t sequence_number;
  int64_t price_ticks;
  uint32_t quantity;
  uint8_t side;
  uint8_t padding[3];
} harness_modify;

enum {
  harness_order_ack = 0,
  harness_trade = 1,
  harness_cancel_ack = 2,
  harness_modify_ack = 3,
  harness_cancel_reject = 4,
  harness_modify_reject = 5,
};

typedef struct {
  uint8_t type;
  uint8_t side;
  uint8_t padding[6];
  uint64_t sequence_number;
  uint64_t order_id;
  int64_t price_ticks;
  uint32_t quantity;
  uint32_t padding_2;
  uint64_t maker_order_id;
  uint64_t taker_order_id;
  uint64_t padding_3;
} harness_report;

// A queue from the engine's thread to the one that collects its reports.
typedef struct {
  void *(*create)(uint32_t capacity);
  int (*push)(void *handle, const harness_report *report);
  uint32_t (*drain)(void *handle, harness_report *out, uint32_t max);
  void (*flush)(void *handle);
  void (*destroy)(void *handle);
} harness_transport;

_Static_assert(sizeof(harness_new_order) == 32, "layout of a new order");
_Static_assert(sizeof(harness_cancel) == 16, "layout of a cancel");
_Static_assert(sizeof(harness_modify) == 32, "layout of a modify");
_Static_assert(sizeof(harness_report) == 64, "layout of a report");

#endif
