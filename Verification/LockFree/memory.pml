/* The memory model of C++20, and so of Swift's `Synchronization`, as far as the ring and the cell
 * need it: relaxed, acquiring and releasing accesses and fences; not sequential consistency.
 *
 * It is RC11 told as views. Every place keeps all messages that were ever stored to it. A thread's
 * view says which message of each place it must have seen: it may load that one or any newer one,
 * so a store shows as late as the model allows. A releasing store carries the view of its thread,
 * and an acquiring load takes over what the message carries. A relaxed store carries the view of
 * the last releasing fence; what a relaxed load finds waits for the next acquiring fence.
 *
 * Places that are no atomics must not race: what another thread did to them must be in one's view.
 * A race is undefined and so a violation, whatever the processor at hand makes of it. With RACES 0
 * a race is let through and reads old values.
 *
 * Before this is included: PLACES, how many places there are; DEPTH, the most messages of a place;
 * READS: place n + READS counts the reads of place n. Each place has one writer at a time.
 */
#define RELAXED 0
#define ACQUIRE 1
#define RELEASE 2
#define ACQ_REL 3
#define acquires(order) (order == ACQUIRE || order == ACQ_REL)
#define releases(order) (order == RELEASE || order == ACQ_REL)

#ifndef RACES
#define RACES 1
#endif

typedef View { byte at[PLACES] };
typedef History { byte last; byte value[DEPTH]; View view[DEPTH] };

/* Message 0 of each place is its first value, 0, which everybody has seen. */
History history[PLACES];
/* What each thread has seen; what an acquiring fence would add; what a relaxed store carries. */
View now[2];
View fenced[2];
View carried[2];
/* Where a loop over places is; no state of its own. */
hidden byte place_;

#define newest(place) history[place].last
#define has_newer(thread, place) (now[thread].at[place] < newest(place))

inline join(into, from) {
    for (place_ : 0 .. PLACES - 1) {
        into.at[place_] =
            (into.at[place_] < from.at[place_] -> from.at[place_] : into.at[place_])
    }
}

/* Takes one of the messages from the one at `pick` on; `pick` is a local of the caller. */
inline choose(place, pick) {
    do
    :: pick < newest(place) -> pick++
    :: break
    od
}

inline load(thread, place, order, result, pick) {
    atomic {
        pick = now[thread].at[place];
        choose(place, pick);
        d_step {
            result = history[place].value[pick];
            now[thread].at[place] = pick;
            fenced[thread].at[place] =
                (fenced[thread].at[place] < pick -> pick : fenced[thread].at[place]);
            join(fenced[thread], history[place].view[pick]);
            if
            :: acquires(order) -> join(now[thread], history[place].view[pick])
            :: else
            fi;
            pick = 0
        }
    }
}

/* Within a d_step: a message behind all others. */
inline append(thread, place, order, number) {
    assert(newest(place) < DEPTH - 1);
    newest(place)++;
    history[place].value[newest(place)] = number;
    now[thread].at[place] = newest(place);
    fenced[thread].at[place] = newest(place);
    join(history[place].view[newest(place)], carried[thread]);
    if
    :: releases(order) -> join(history[place].view[newest(place)], now[thread])
    :: else
    fi;
    history[place].view[newest(place)].at[place] = newest(place)
}

inline store(thread, place, order, number) {
    d_step { append(thread, place, order, number) }
}

/* Adds to the newest message; carries on what that one carried. */
inline add(thread, place, order, number, result) {
    d_step {
        join(fenced[thread], history[place].view[newest(place)]);
        if
        :: acquires(order) -> join(now[thread], history[place].view[newest(place)])
        :: else
        fi;
        result = history[place].value[newest(place)] + number;
        append(thread, place, order, result);
        join(history[place].view[newest(place)], history[place].view[newest(place) - 1])
    }
}

inline fence(thread, order) {
    d_step {
        if
        :: acquires(order) -> join(now[thread], fenced[thread])
        :: else
        fi;
        if
        :: releases(order) -> join(carried[thread], now[thread])
        :: else
        fi
    }
}

/* What is no atomic. */
#define race_free(thread, place) (!RACES || !has_newer(thread, place))

inline read(thread, place, result, pick) {
    atomic {
        assert(race_free(thread, place));
        pick = now[thread].at[place];
        choose(place, pick);
        d_step {
            result = history[place].value[pick];
            newest(place + READS)++;
            now[thread].at[place + READS] = newest(place + READS);
            pick = 0
        }
    }
}

/* Within a d_step. */
inline check_exclusive(thread, place) {
    assert(race_free(thread, place));
    assert(race_free(thread, place + READS))
}

inline write(thread, place, number) {
    d_step {
        check_exclusive(thread, place);
        append(thread, place, RELAXED, number)
    }
}
