#include "CBoostQueue.h"

#include <algorithm>
#include <boost/lockfree/spsc_queue.hpp>
#include <chrono>
#include <memory>
#include <thread>

namespace {

struct Element {
    uint64_t number;
    uint64_t rest[7];
};
static_assert(sizeof(Element) == 64, "an element is one cache line");

using Queue = boost::lockfree::spsc_queue<Element, boost::lockfree::capacity<boostQueueCapacity>>;

constexpr uint64_t batchSize = 64;

/// Spins, and gives the core away once in 1,024 waits.
class Patience {
  public:
    void idle() {
        if ((++waits & 1023) == 0) {
            std::this_thread::yield();
        }
    }

  private:
    uint32_t waits = 0;
};

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

extern "C" double boostCarry(BoostWay way, uint64_t elements, uint64_t *sum) {
    const auto queue = std::make_unique<Queue>();
    const auto start = std::chrono::steady_clock::now();
    std::thread producer([&] {
        way == BoostWaySingle ? pushSingly(*queue, elements) : pushInBatches(*queue, elements);
    });
    std::thread consumer([&] {
        switch (way) {
        case BoostWaySingle: *sum = popSingly(*queue, elements); break;
        case BoostWayBatchCopied: *sum = popCopiedBatches(*queue, elements); break;
        case BoostWayBatchInPlace: *sum = consumeInPlace(*queue, elements); break;
        }
    });
    producer.join();
    consumer.join();
    const auto end = std::chrono::steady_clock::now();
    return std::chrono::duration<double, std::nano>(end - start).count();
}
