/* Sources/LockFree/RingProducer.swift, RingConsumer.swift and RingMemory.swift, step by step: ITEMS
 * elements of two words through a ring of CAPACITY, in batches of up to BATCH; either end may go at
 * any time. `scripts/ring-model` reads the orderings out of the Swift sources.
 *
 * Must not happen: an element lost, doubled or reordered; torn; a race on a slot; a block that is
 * freed under the other end; and nothing may wait for what never comes (spin's invalid end state).
 */
#ifndef CAPACITY
#define CAPACITY 2
#endif
#ifndef ITEMS
#define ITEMS 4
#endif
#ifndef BATCH
#define BATCH 2
#endif
/* What a mistake in the algorithm would be, not in an ordering. */
#ifndef EXTRA_ROOM
#define EXTRA_ROOM 0
#endif
#ifndef PUBLISH_FIRST
#define PUBLISH_FIRST 0
#endif
#ifndef GIVE_BACK_FIRST
#define GIVE_BACK_FIRST 0
#endif

#define TAIL 0
#define HEAD 1
#define ENDS 2
#define WORD(number, half) (3 + 2 * ((number) % CAPACITY) + half)
#define READS (2 * CAPACITY)
#define PLACES (3 + 4 * CAPACITY)
#define DEPTH (ITEMS + 2)
#include "memory.pml"

#define PRODUCER 0
#define CONSUMER 1

/* For the checks alone: what was published, and which end is gone. */
byte sent;
bool gone[2];
bool freed;

/* RingMemory.release(), where `ends` counts from 0 up to 2. */
inline release(thread) {
    add(thread, ENDS, ENDS_SUBTRACT, 1, count);
    d_step {
        if
        :: count == 2 ->
            /* Freeing is a write to everything. */
            for (i : 3 .. 2 + 2 * CAPACITY) { check_exclusive(thread, i) }
            assert(!has_newer(thread, HEAD) && !has_newer(thread, TAIL));
            freed = true
        :: else
        fi;
        i = 0;
        count = 0;
        gone[thread] = true
    }
}

/* RingProducer.push(contentsOf:). */
active proctype Producer() {
    byte tail, seenHead, count, room, i, pick;
    do
    :: tail < ITEMS ->
        select(count : 1 .. BATCH);
        d_step {
            count = (count > ITEMS - tail -> ITEMS - tail : count);
            room = CAPACITY + EXTRA_ROOM - (tail - seenHead)
        }
        if
        :: room >= count
        :: else ->
            load(PRODUCER, HEAD, HEAD_LOAD, seenHead, pick);
            room = CAPACITY + EXTRA_ROOM - (tail - seenHead)
        fi;
        count = (room < count -> room : count);
        if
        :: count == 0 ->
            if
            :: has_newer(PRODUCER, HEAD)
            :: gone[CONSUMER] -> break
            fi
        :: else ->
#if PUBLISH_FIRST
            store(PRODUCER, TAIL, TAIL_STORE, tail + count);
            sent = tail + count;
#endif
            i = 0;
            do
            :: i < count ->
                write(PRODUCER, WORD(tail + i, 0), tail + i + 1);
                write(PRODUCER, WORD(tail + i, 1), tail + i + 1);
                i++
            :: else -> break
            od;
            tail = tail + count;
#if !PUBLISH_FIRST
            atomic {
                store(PRODUCER, TAIL, TAIL_STORE, tail);
                sent = tail
            }
#endif
        fi;
        d_step { count = 0; room = 0; i = 0 }
    :: break
    od;
    release(PRODUCER)
}

/* RingConsumer.drain(limit:), with a limit of 1 pop(). */
active proctype Consumer() {
    byte head, seenTail, limit, count, first, second, i, pick;
    do
    :: head < ITEMS ->
        select(limit : 1 .. BATCH);
        count = seenTail - head;
        if
        :: count >= limit
        :: else ->
            load(CONSUMER, TAIL, TAIL_LOAD, seenTail, pick);
            count = seenTail - head
        fi;
        count = (limit < count -> limit : count);
        if
        :: count == 0 ->
            if
            :: has_newer(CONSUMER, TAIL)
            :: gone[PRODUCER] && !has_newer(CONSUMER, TAIL) ->
                assert(head == sent);  /* nothing lost */
                break
            fi
        :: else ->
#if GIVE_BACK_FIRST
            store(CONSUMER, HEAD, HEAD_STORE, head + count);
#endif
            i = 0;
            do
            :: i < count ->
                read(CONSUMER, WORD(head + i, 0), first, pick);
                read(CONSUMER, WORD(head + i, 1), second, pick);
                d_step {
                    assert(first == second);  /* nothing torn */
                    assert(first == head + i + 1);  /* nothing lost, doubled or reordered */
                    first = 0;
                    second = 0
                }
                i++
            :: else -> break
            od;
            head = head + count;
#if !GIVE_BACK_FIRST
            store(CONSUMER, HEAD, HEAD_STORE, head);
#endif
        fi;
        d_step { limit = 0; count = 0; i = 0 }
    :: break
    od;
    release(CONSUMER)
}
