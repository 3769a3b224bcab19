/* Sources/LockFree/CellMemory.swift, step by step: VALUES values of two words are stored into a cell
 * of SLOTS slots, which another thread loads. `scripts/ring-model` reads the orderings out of the
 * Swift source.
 *
 * Must not happen: a load that gives parts of two values, a value other than the one it says, or an
 * older value after a newer one.
 */
#ifndef SLOTS
#define SLOTS 4
#endif
#ifndef VALUES
#define VALUES 6
#endif
#ifndef LOADS
#define LOADS 2
#endif
/* A mistake in the algorithm: how many more values may come during a load. */
#ifndef EXTRA_VALUES
#define EXTRA_VALUES 0
#endif

#define PUBLISHED 0
#define WORD(number, half) (1 + 2 * ((number) % SLOTS) + half)
#define READS 0
#define PLACES (1 + 2 * SLOTS)
#define DEPTH (VALUES + 2)
#include "memory.pml"

#define WRITER 0
#define READER 1

/* CellMemory.store(_:). */
active proctype Writer() {
    byte next, pick;
    do
    :: next < VALUES ->
        load(WRITER, PUBLISHED, RELAXED, next, pick);
        next++;
        fence(WRITER, WRITER_FENCE);
        store(WRITER, WORD(next, 0), RELAXED, next);
        store(WRITER, WORD(next, 1), RELAXED, next);
        store(WRITER, PUBLISHED, PUBLISHED_STORE, next)
    :: else -> break
    od
}

/* CellMemory.load(_:). */
active proctype Reader() {
    byte loads, before, first, second, after, last, pick;
    do
    :: loads < LOADS ->
        load(READER, PUBLISHED, PUBLISHED_LOAD, before, pick);
        load(READER, WORD(before, 0), RELAXED, first, pick);
        load(READER, WORD(before, 1), RELAXED, second, pick);
        fence(READER, READER_FENCE);
        load(READER, PUBLISHED, PUBLISHED_AGAIN, after, pick);
        d_step {
            if
            :: after - before <= SLOTS - 2 + EXTRA_VALUES ->
                assert(first == second);  /* nothing torn */
                assert(first == before);  /* the value it says */
                assert(first >= last);  /* nothing older after something newer */
                last = first
            :: else
            fi;
            before = 0;
            first = 0;
            second = 0;
            after = 0
        }
        loads++
    :: else -> break
    od
}
