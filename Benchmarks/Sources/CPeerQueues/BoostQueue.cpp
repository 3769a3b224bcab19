#include "Carrying.hpp"

#include <algorithm>
#include <boost/lockfree/spsc_queue.hpp>
#include <memory>

namespace {

using Queue = boost::lockfree::spsc_queue<Element, boost::lockfree::capacity<peerQueueCapacity>>;

constexpr uint64_t batchSize = 64;

void pushSingly(Queue &queue, uint64_t elements) {
    Patience waiting;
    for (uint64_t number = 0; number < elements; number++) {
        const Element element = {number, {number}};
        while (!queue.push(element)) {
            waiting.idle();
        }
    }
}

void pushInBatches(Queue &queue, uint64_t elements) {
    Patience waiting;
    Element batch[batchSize] = {};
    for (uint64_t number = 0; number < elements; number += batchSize) {
        const uint64_t count = std::min(batchSize, elements - number);
        for (uint64_t place = 0; place < count; place++) {
            batch[place] = {number + place, {number}};
        }
        uint64_t pushed = 0;
        while (pushed < count) {
            const uint64_t taken = queue.push(batch + pushed, count - pushed);
            if (taken == 0) {
                waiting.idle();
            }
            pushed += taken;
        }
    }
}

uint64_t popSingly(Queue &queue, uint64_t elements) {
    Patience waiting;
    uint64_t sum = 0;
    Element element;
    for (uint64_t received = 0; received < elements; received++) {
        while (!queue.pop(element)) {
            waiting.idle();
        }
        sum += element.number;
    }
    return sum;
}

uint64_t popCopiedBatches(Queue &queue, uint64_t elements) {
    Patience waiting;
    uint64_t sum = 0;
    Element batch[batchSize];
    for (uint64_t received = 0; received < elements;) {
        const uint64_t count = queue.pop(batch, batchSize);
        if (count == 0) {
            waiting.idle();
        }
        for (uint64_t place = 0; place < count; place++) {
            sum += batch[place].number;
        }
        received += count;
    }
    return sum;
}

uint64_t consumeInPlace(Queue &queue, uint64_t elements) {
    Patience waiting;
    uint64_t sum = 0;
    for (uint64_t received = 0; received < elements;) {
        const uint64_t count =
            queue.consume_all([&sum](const Element &element) { sum += element.number; });
        if (count == 0) {
            waiting.idle();
        }
        received += count;
    }
    return sum;
}

} // namespace

double carryThroughBoost(PeerWay way, uint64_t elements, uint64_t *sum) {
    const auto queue = std::make_unique<Queue>();
    return carry(
        [&] {
            way == PeerWayBoostSingle ? pushSingly(*queue, elements)
                                      : pushInBatches(*queue, elements);
        },
        [&] {
            *sum = way == PeerWayBoostSingle    ? popSingly(*queue, elements)
                : way == PeerWayBoostBatchCopied ? popCopiedBatches(*queue, elements)
                                                 : consumeInPlace(*queue, elements);
        });
}
