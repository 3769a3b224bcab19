#pragma once

#include "CPeerQueues.h"

#include <chrono>
#include <cstdint>
#include <thread>

struct Element {
    uint64_t number;
    uint64_t rest[7];
};
static_assert(sizeof(Element) == 64, "an element is one cache line");

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

/// The nanoseconds that two threads take.
template <typename Produce, typename Consume> double carry(Produce produce, Consume consume) {
    const auto start = std::chrono::steady_clock::now();
    std::thread producer(produce);
    std::thread consumer(consume);
    producer.join();
    consumer.join();
    const auto end = std::chrono::steady_clock::now();
    return std::chrono::duration<double, std::nano>(end - start).count();
}

double carryThroughBoost(PeerWay way, uint64_t elements, uint64_t *sum);
double carryThroughMoodycamel(PeerWay way, uint64_t elements, uint64_t *sum);
