#ifndef CSIMDJSON_H
#define CSIMDJSON_H
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Begins the next payload.
void csimdjson_begin(void);
/// Appends a byte to the payload that was begun last.
void csimdjson_append(uint8_t byte);
/// Reads `total` and `temp` of so many payloads, round robin, with simdjson on-demand.
/// Returns the sum of what it read; negative where a payload could not be read.
double csimdjson_run(int64_t messages);

#ifdef __cplusplus
}
#endif
#endif
