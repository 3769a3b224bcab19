#include "Carrying.hpp"

#include <memory>
#include <readerwriterqueue/readerwriterqueue.h>

namespace {

using Queue = moodycamel::ReaderWriterQueue<Element>;

void push(Queue &queue, uint64_t elements) {
    Patience waiting;
    for (uint64_t number = 0; number < elements; number++) {
        const Element element = {number, {number}};
        while (!queue.try_enqueue(element)) {
            waiting.idle();
        }
    }
}

uint64_t popCopied(Queue &queue, uint64_t elements) {
    Patience waiting;
    uint64_t sum = 0;
    Element element;
    for (uint64_t received = 0; received < elements; received++) {
        while (!queue.try_dequeue(element)) {
            waiting.idle();
        }
        sum += element.number;
    }
    return sum;
}

uint64_t popInPlace(Queue &queue, uint64_t elements) {
    Patience waiting;
    uint64_t sum = 0;
    for (uint64_t received = 0; received < elements; received++) {
        const Element *element;
        while ((element = queue.peek()) == nullptr) {
            waiting.idle();
        }
        sum += element->number;
        queue.pop();
    }
    return sum;
}

} // namespace

double carryThroughMoodycamel(PeerWay way, uint64_t elements, uint64_t *sum) {
    const auto queue = std::make_unique<Queue>(peerQueueCapacity);
    return carry(
        [&] { push(*queue, elements); },
        [&] {
            *sum = way == PeerWayMoodycamelCopied ? popCopied(*queue, elements)
                                                  : popInPlace(*queue, elements);
        });
}

double peerCarry(PeerWay way, uint64_t elements, uint64_t *sum) {
    switch (way) {
    case PeerWayMoodycamelCopied:
    case PeerWayMoodycamelInPlace: return carryThroughMoodycamel(way, elements, sum);
    default: return carryThroughBoost(way, elements, sum);
    }
}
