#ifndef LINESIDE_CCHECKSUM_H
#define LINESIDE_CCHECKSUM_H

#include <stddef.h>
#include <stdint.h>

/// CRC-32C (Castagnoli, RFC 3720) of `count` bytes, continued from `crc` (0 to begin).
/// Uses the processor's instruction where it has one.
uint32_t lineside_crc32c(uint32_t crc, const void *bytes, size_t count);

/// The same by tables: for processors without the instruction, and to test against.
uint32_t lineside_crc32c_table(uint32_t crc, const void *bytes, size_t count);

#endif
